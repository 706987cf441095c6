import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import {
  audienceOf,
  effectiveVisibility,
  reachLimited,
  refreshStandings,
  STANDING,
  totalStanding,
} from '../../social/index.ts';
import { discountGroups, indexTies } from '../standing/groups.ts';
import { findParticipants, findTies } from '../standing/queries.ts';

/** Age of the posts in the pool, and their number: overall and per university. */
export const WINDOW_MS = 4 * 86_400_000;
const BOUNDS = { everywhere: 300, each: 200, newest: 100 };
/** Newest posts per author of unknown standing, next to those in which known members take part. */
const MAX_PER_UNKNOWN_AUTHOR = 3;

const REAL_VISIBILITY = effectiveVisibility(audienceOf('post'), sql.ref('author'));

export interface PoolPost {
  id: string;
  authorId: string;
  universityId: string;
  isPublic: boolean;
  people: number;
  /** The same, weighted by standing: overall and by university. */
  voteWeight: number;
  voteWeightByUniversity: Record<string, number>;
  authorStanding: number;
  hashtags: string[];
  /** Of the author. */
  department: string | null;
  graduationYear: number | null;
  language: string | null;
}

/**
 * Replaces the candidate pool of the ranked feeds: top-level posts of the last four days by public accounts,
 * with university or public visibility. Keeps the posts with the most participants (weighted by standing),
 * overall and per university, and each university's newest; three at most of an author of unknown standing.
 *
 * Index: posts_pkey, likes_pkey, reposts_pkey and posts_reply_to, a range of each. Cost: grows with the posts
 * and reactions of the window.
 */
export async function replacePool(db: Db, now: Date): Promise<void> {
  await refreshStandings(db, now);
  const since = new Date(now.getTime() - WINDOW_MS);
  const floor = sql`platform.uuid_floor(${since}::timestamptz)`;
  await sql`select pg_advisory_xact_lock(hashtextextended('feed.pool', 42))`.execute(db);
  await db.deleteFrom('feed.pool').execute();
  await sql`
    insert into feed.pool (post_id, author_id, university_id, is_public, people, vote_weight, vote_weight_by_university, author_standing,
      hashtags, department, graduation_year, language)
    with participation as (
      select post_id, user_id from content.like_view where post_id >= ${floor}
      union select post_id, user_id from content.repost_view where post_id >= ${floor}
      union select reply_to_id, author_id from content.post_view where reply_to_id >= ${floor}),
    by_university as (
      select part.post_id, member.university_id, count(*)::integer as people, coalesce(sum(member_standing.standing), 0) as vote_weight
      from participation part join auth.member_view member on member.id = part.user_id and member.status = 'active'
      left join social.standing_view member_standing on member_standing.member_id = part.user_id
      group by part.post_id, member.university_id),
    totals as (
      select post_id, sum(people)::integer as people, sum(vote_weight) as vote_weight, jsonb_object_agg(university_id, vote_weight) as by_university
      from by_university group by post_id),
    candidate as (
      select post.id, post.author_id, post.language, author.university_id, ${REAL_VISIBILITY} = 'public' as is_public,
        coalesce(totals.people, 0) as people, coalesce(totals.vote_weight, 0) as vote_weight, coalesce(totals.by_university, '{}') as by_university
      from content.post_view post
      join social.audience_view author on author.id = post.author_id
      left join totals on totals.post_id = post.id
      where post.id >= ${floor} and post.imported_from is null and post.reply_to_id is null and ${REAL_VISIBILITY} <> 'followers'
        and author.status = 'active' and not author.is_private and not ${reachLimited(sql.ref('author.id'))}),
    written as (
      select candidate.*, coalesce(member_standing.standing, 0) as standing,
        -- Many posts of one unknown author would leave no room for others.
        case when coalesce(member_standing.standing, 0) < ${STANDING.known}
          then row_number() over (partition by candidate.author_id order by candidate.id desc) else 1 end as repeated
      from candidate left join social.standing_view member_standing on member_standing.member_id = candidate.author_id),
    ranked as (
      select written.*,
        row_number() over (partition by is_public order by vote_weight desc, id desc) as rank,
        row_number() over (partition by university_id order by vote_weight desc, id desc) as rank_at_university,
        row_number() over (partition by university_id order by id desc) as rank_by_time
      from written where repeated <= ${MAX_PER_UNKNOWN_AUTHOR} or vote_weight > 0)
    select ranked.id, ranked.author_id, ranked.university_id, is_public, people, vote_weight, by_university, standing,
      coalesce((select array_agg(tagged.key) from content.post_hashtag_view tagged where tagged.post_id = ranked.id), '{}'),
      study.department, study.graduation_year, ranked.language
    from ranked left join profiles.study_view study on study.user_id = ranked.author_id
    where (is_public and rank <= ${BOUNDS.everywhere}) or rank_at_university <= ${BOUNDS.each} or rank_by_time <= ${BOUNDS.newest}`.execute(
    db,
  );
  await discountClosedGroups(db);
  await sql`insert into feed.pool_computed (at) values (${now})
    on conflict (id) do update set at = excluded.at`.execute(db);
}

/** Recomputes the participants' weights of pool posts if some of them form a closed group. */
async function discountClosedGroups(db: Db): Promise<void> {
  const pool = await db.selectFrom('feed.pool').select('post_id as id').where('people', '>', 1).execute();
  const participants = await findParticipants(
    db,
    pool.map(({ id }) => id),
  );
  const ties = indexTies(await findTies(db, [...participants.values()].flat()), await totalStanding(db));
  const changed: { id: string; weight: number; byUniversity: Record<string, number> }[] = [];
  for (const [id, people] of participants) {
    const weights = discountGroups(people, ties);
    if (weights.every((weight, index) => weight === people[index]?.weight)) continue;
    const byUniversity: Record<string, number> = {};
    for (const [index, { universityId }] of people.entries())
      byUniversity[universityId] = (byUniversity[universityId] ?? 0) + (weights[index] ?? 0);
    changed.push({ id, weight: weights.reduce((sum, weight) => sum + weight, 0), byUniversity });
  }
  if (changed.length === 0) return;
  await sql`
    update feed.pool set vote_weight = counted.weight, vote_weight_by_university = counted.by_university
    from jsonb_to_recordset(${JSON.stringify(changed.map(({ byUniversity, ...row }) => ({ ...row, by_university: byUniversity })))}::jsonb)
      as counted (id uuid, weight real, by_university jsonb)
    where post_id = counted.id`.execute(db);
}

/** The version of the pool and of the trends. It changes whenever either is recomputed. */
export async function findPoolVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    select concat_ws(' ', (select at from feed.pool_computed), (select max(at) from feed.trends_computed)) as version`.execute(
    db,
  );
  return rows[0]?.version ?? '';
}

/** The whole pool: some hundred posts, and up to two hundred more per university. */
export async function loadPool(db: Db): Promise<PoolPost[]> {
  return db
    .selectFrom('feed.pool')
    .select([
      'post_id as id',
      'author_id as authorId',
      'university_id as universityId',
      'is_public as isPublic',
      'people',
      'vote_weight as voteWeight',
      'vote_weight_by_university as voteWeightByUniversity',
      'author_standing as authorStanding',
      'hashtags',
      'department',
      'graduation_year as graduationYear',
      'language',
    ])
    .execute();
}

/**
 * Trending posts for members of a university, with their scores. Index: trending_posts_pkey, 60 rows at most.
 */
export async function findRising(db: Db, universityId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; total: number }>`
    select post_id as id, max((score->>'total')::integer) as total from feed.trending_posts
    where scope_id in (${universityId}, feed.everywhere()) group by post_id`.execute(db);
  return new Map(rows.map(({ id, total }) => [id, total]));
}
