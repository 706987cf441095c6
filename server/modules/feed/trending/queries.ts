import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import {
  audienceOf,
  effectiveVisibility,
  notMuted,
  postVisibleTo,
  reaches,
  reachLimited,
  STANDING,
  type Viewer,
} from '../../social/index.ts';
import type { Score } from '../ranking/score.ts';
import { TRENDS } from './formula.ts';

/** The scope that every member sees. */
export const EVERYWHERE = '00000000-0000-0000-0000-000000000000';

const REAL_VISIBILITY = effectiveVisibility(audienceOf('post'), sql.ref('author'));

/**
 * The condition for a post in trends: visible to the whole scope, by a public account, without a content
 * warning.
 */
const CAN_TREND = sql`${REAL_VISIBILITY} <> 'followers' and post.content_warning is null and post.imported_from is null
  and author.status = 'active' and not author.is_private and not ${reachLimited(sql.ref('author.id'))}`;

/** One person's use of one hashtag within the window. */
export interface Use {
  key: string;
  memberId: string;
  universityId: string;
  /** Seconds since 1970 of their first use in a public post; null if all were for their university. */
  firstPublic: number | null;
  first: number;
  usesPublic: number;
  uses: number;
  /** 0 if none is computed yet. */
  standing: number;
  followers: number;
  /** The number of hashtags that this person has used in the window. */
  tags: number;
}

/**
 * The people who used each hashtag since a time.
 * Index: post_hashtags_post, a range of it; then posts and authors by primary key. One row per person and
 * hashtag.
 */
export async function findUsesSince(db: Db, since: Date): Promise<Use[]> {
  const { rows } = await sql<Use>`
    select used.*, coalesce(member_standing.standing, 0)::float8 as standing, coalesce(member_standing.followers, 0)::float8 as followers,
      count(*) over (partition by "memberId")::integer as tags
    from (
      select key, author_id as "memberId", university_id as "universityId",
        platform.uuid_seconds((min(id::text) filter (where visibility = 'public'))::uuid) as "firstPublic",
        platform.uuid_seconds(min(id::text)::uuid) as first,
        (count(*) filter (where visibility = 'public'))::integer as "usesPublic", count(*)::integer as uses
      from (
        select tagged.key, post.id, post.author_id, author.university_id, ${REAL_VISIBILITY} as visibility
        from content.post_hashtag_view tagged
        join content.post_view post on post.id = tagged.post_id
        join social.audience_view author on author.id = post.author_id
        where tagged.post_id >= platform.uuid_floor(${since}::timestamptz) and ${CAN_TREND}) use
      group by key, author_id, university_id) used
    left join social.standing_view member_standing on member_standing.member_id = used."memberId"
    where not exists (select from feed.hidden_hashtags hidden where hidden.key = used.key)`.execute(db);
  return rows;
}

/**
 * Complete days of the baseline that are not counted yet, the oldest first. `now` is in the day after the
 * last.
 */
export async function findUncountedDays(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select complete.day::date::text as day
    from generate_series((${now}::timestamptz at time zone 'UTC')::date - ${TRENDS.baselineDays}::integer,
      (${now}::timestamptz at time zone 'UTC')::date - 1, interval '1 day') complete (day)
    where not exists (select from feed.counted_hashtag_days counted where counted.day = complete.day::date)
    order by complete.day`.execute(db);
  return rows.map(({ day }) => day);
}

/**
 * Counts the people of every hashtag on one day, and those of them who are known now. Idempotent. Index:
 * post_hashtags_post, one day of it.
 */
export async function countDay(db: Db, day: string): Promise<void> {
  await sql`
    insert into feed.hashtag_days (scope_id, key, day, people, known_people)
    select used.scope_id, used.key, ${day}::date, count(*),
      count(*) filter (where member_standing.standing >= ${STANDING.known})
    from (
    select distinct scope.id as scope_id, tagged.key, post.author_id
    from content.post_hashtag_view tagged
    join content.post_view post on post.id = tagged.post_id
    join social.audience_view author on author.id = post.author_id
    cross join lateral (
      select author.university_id as id union all select feed.everywhere() where ${REAL_VISIBILITY} = 'public') scope
    where tagged.post_id >= platform.uuid_floor(${day}::date::timestamp at time zone 'UTC')
      and tagged.post_id < platform.uuid_floor((${day}::date + 1)::timestamp at time zone 'UTC') and ${CAN_TREND}) used
    left join social.standing_view member_standing on member_standing.member_id = used.author_id
    group by used.scope_id, used.key
    on conflict do nothing`.execute(db);
  await db
    .insertInto('feed.counted_hashtag_days')
    .values({ day })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Deletes days that are older than the baseline. */
export async function deleteOldDays(db: Db, now: Date): Promise<void> {
  const old = sql<boolean>`day < (${now}::timestamptz at time zone 'UTC')::date - ${TRENDS.baselineDays}::integer`;
  await db.deleteFrom('feed.hashtag_days').where(old).execute();
  await db.deleteFrom('feed.counted_hashtag_days').where(old).execute();
}

/** Known people who used each hashtag on the counted days, summed. Index: hashtag_days_pkey. */
export async function findBaseline(
  db: Db,
  scopeId: string,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; people: number }>`
    select key, sum(known_people)::integer as people from feed.hashtag_days
    where scope_id = ${scopeId} and key = any(${keys}::text[]) group by key`.execute(db);
  return new Map(rows.map(({ key, people }) => [key, people]));
}

/** A post that people take part in. */
export interface ActivePost {
  id: string;
  universityId: string;
  isPublic: boolean;
  /** The sum of the participants' weights, decayed, each once, from their first like, repost or answer. */
  now: number;
  people: number;
  /** The same sum, not decayed. */
  voteWeight: number;
  /** The average sum of the author's earlier posts. */
  baseline: number;
}

/**
 * An author's earlier posts that make the baseline, and newest likes, reposts and answers of each that are
 * read.
 */
const EARLIER = { posts: 20, people: 100 };

/**
 * Posts since a time with enough known participants, the most active first: `max` overall and `max` per
 * university. The baseline of their authors is weighted by standing, like the current activity: otherwise
 * unknown accounts could raise it.
 *
 * Index: likes_pkey, reposts_pkey and posts_reply_to, a range of each that begins at the oldest post; grows
 * with the activity in the window. For each author of these posts, posts_author, likes_post, reposts_post and
 * posts_reply_to: 20 posts, 100 rows each.
 */
export async function findActivePosts(db: Db, since: Date, now: Date, max: number): Promise<ActivePost[]> {
  const floor = sql`platform.uuid_floor(${since}::timestamptz)`;
  const halfLifeSeconds = TRENDS.halfLifeMs / 1_000;
  const { rows } = await sql<ActivePost>`
    with participation as (
      select post_id, user_id, min(id::text)::uuid as id from (
        select post_id, user_id, id from content.like_view where post_id >= ${floor}
        union all select post_id, user_id, id from content.repost_view where post_id >= ${floor}
        union all select reply_to_id, author_id, id from content.post_view where reply_to_id >= ${floor}) action
      group by post_id, user_id),
    active as (
      select post.id, post.author_id, author.university_id, ${REAL_VISIBILITY} = 'public' as is_public,
        sum(power(0.5, greatest(0, extract(epoch from ${now}::timestamptz)::float8 - platform.uuid_seconds(part.id)) / ${halfLifeSeconds}::float8)
          * coalesce(member_standing.standing, 0))::float8 as now,
        sum(coalesce(member_standing.standing, 0))::float8 as vote_weight, count(*)::integer as people
      from participation part
      join auth.member_view member on member.id = part.user_id and member.status = 'active'
      left join social.standing_view member_standing on member_standing.member_id = part.user_id
      join content.post_view post on post.id = part.post_id
      join social.audience_view author on author.id = post.author_id
      where part.user_id <> post.author_id and ${CAN_TREND}
      group by post.id, post.author_id, author.university_id, is_public
      having count(*) filter (where member_standing.standing >= ${STANDING.known}) >= ${TRENDS.minPeople}
        and sum(member_standing.standing) >= ${TRENDS.minWeight}),
    ranked as (
      select active.*,
        row_number() over (partition by university_id order by now desc, id desc) as rank_at_university,
        row_number() over (partition by is_public order by now desc, id desc) as rank
      from active),
    chosen as (select * from ranked where rank_at_university <= ${max} or (is_public and rank <= ${max})),
    author_baseline as (
      select author.author_id, avg(earlier.vote_weight) as vote_weight
      from (select distinct author_id from chosen) author
      cross join lateral (
        select greatest(1, before.like_count::float8 / ${EARLIER.people}) * (
          select coalesce(sum(member_standing.standing), 0)::float8 from (
            (select user_id from content.like_view where post_id = before.id order by id desc limit ${EARLIER.people})
            union (select user_id from content.repost_view where post_id = before.id order by id desc limit ${EARLIER.people})
            union (select author_id from content.post_view where reply_to_id = before.id order by id desc limit ${EARLIER.people})) part
          join social.standing_view member_standing on member_standing.member_id = part.user_id
          where part.user_id <> author.author_id) as vote_weight
        from content.post_view before
        where before.author_id = author.author_id and before.id < ${floor}
        order by before.id desc limit ${EARLIER.posts}) earlier
      group by author.author_id)
    select chosen.id, university_id as "universityId", is_public as "isPublic", chosen.now, chosen.people, chosen.vote_weight as "voteWeight",
      coalesce(author_baseline.vote_weight, 0)::float8 as baseline
    from chosen left join author_baseline on author_baseline.author_id = chosen.author_id
    order by chosen.now desc, chosen.id desc`.execute(db);
  return rows;
}

/** Universities that have members: the scopes next to `EVERYWHERE`. */
export async function findUniversities(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct university_id as id from auth.member_view`.execute(db);
  return rows.map(({ id }) => id);
}

export interface HashtagTrend {
  key: string;
  uses: number;
  people: number;
  score: Score;
  history: number[];
}
export interface PostTrend {
  id: string;
  people: number;
  score: Score;
}

/** Replaces the trends of a scope. */
export async function replaceTrends(
  db: Db,
  scopeId: string,
  trends: { hashtags: readonly HashtagTrend[]; posts: readonly PostTrend[] },
  now: Date,
): Promise<void> {
  const { hashtags, posts } = trends;
  await db.deleteFrom('feed.trending_hashtags').where('scope_id', '=', scopeId).execute();
  await db.deleteFrom('feed.trending_posts').where('scope_id', '=', scopeId).execute();
  if (hashtags.length > 0) {
    const rows = hashtags.map(({ key, uses, people, score, history }, rank) => ({
      scope_id: scopeId,
      rank,
      key,
      uses,
      people,
      score: JSON.stringify(score),
      history: [...history],
    }));
    await db.insertInto('feed.trending_hashtags').values(rows).execute();
  }
  if (posts.length > 0) {
    const rows = posts.map(({ id, people, score }, rank) => ({
      scope_id: scopeId,
      rank,
      post_id: id,
      people,
      score: JSON.stringify(score),
    }));
    await db.insertInto('feed.trending_posts').values(rows).execute();
  }
  await db
    .insertInto('feed.trends_computed')
    .values({ scope_id: scopeId, at: now })
    .onConflict((conflict) => conflict.column('scope_id').doUpdateSet({ at: now }))
    .execute();
}

/** Index: trends_computed_pkey. */
export async function computedAt(db: Db, scopeId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('feed.trends_computed')
    .select('at')
    .where('scope_id', '=', scopeId)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** A scope's hashtags, highest score first, without hidden ones. Index: trending_hashtags_pkey. */
export async function findHashtagTrends(
  db: Db,
  scopeId: string,
): Promise<(HashtagTrend & { tag: string })[]> {
  const { rows } = await sql<HashtagTrend & { tag: string }>`
    select trend.key, coalesce(hashtag.tag, trend.key) as tag, trend.uses, trend.people, trend.score, trend.history
    from feed.trending_hashtags trend left join content.hashtag_view hashtag on hashtag.key = trend.key
    where trend.scope_id = ${scopeId}
      and not exists (select from feed.hidden_hashtags hidden where hidden.key = trend.key)
    order by trend.rank`.execute(db);
  return rows;
}

/** A scope's posts that the viewer may see, without muted members. Index: trending_posts_pkey. */
export async function findPostTrends(db: Db, viewer: Viewer, scopeId: string): Promise<PostTrend[]> {
  const author = sql.ref('post.author_id');
  const { rows } = await sql<PostTrend>`
    select trend.post_id as id, trend.people, trend.score
    from feed.trending_posts trend join content.post_view post on post.id = trend.post_id
    where trend.scope_id = ${scopeId} and ${notMuted(viewer, author)} and ${reaches(viewer, author)}
      and ${postVisibleTo(viewer, audienceOf('post'))}
    order by trend.rank`.execute(db);
  return rows;
}
