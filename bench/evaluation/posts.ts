import { sql } from 'kysely';
import { replaceAffinities } from '../../server/modules/feed/affinities/queries.ts';
import { explore } from '../../server/modules/feed/explore/service.ts';
import { replacePool } from '../../server/modules/feed/pool/queries.ts';
import { replaceTastes } from '../../server/modules/feed/recommendations/queries.ts';
import { recommendPosts } from '../../server/modules/feed/recommendations/service.ts';
import { computeTrends } from '../../server/modules/feed/trending/compute.ts';
import { replaceStandings } from '../../server/modules/social/standing/queries.ts';
import type { Context } from '../../server/platform/context.ts';
import { type MethodResult, POSITIONS } from './measure.ts';
import type { Sampled } from './sample.ts';

/** Ranked feeds choose from posts up to this age: docs/ranking.md. */
const WINDOW_MS = 4 * 86_400_000;
/** All posts that a feed ranks. */
const ALL = 200;
/** Enough that twenty are left after removing what a member has liked or whose author they follow. */
const POPULAR = 600;

/** Likes that count: of top-level posts of the window, by strangers, that the feeds may show to the member. */
const eligible = (now: Date) => sql`
  select likes.user_id, likes.post_id
  from content.like_view likes
  join content.post_view post on post.id = likes.post_id
  join social.audience_view author on author.id = post.author_id
  join auth.member_view fan on fan.id = likes.user_id
  where likes.post_id >= platform.uuid_floor(${new Date(now.getTime() - WINDOW_MS)}::timestamptz)
    and post.reply_to_id is null and author.status = 'active' and not author.is_private
    and (post.visibility = 'public' or (post.visibility = 'university' and author.university_id = fan.university_id))
    and not exists (select from social.follow_view follow
      where follow.follower_id = likes.user_id and follow.followee_id = post.author_id offset 0)`;

/** Members with at least three such likes. */
export async function likers(ctx: Context, now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select user_id as id from (${eligible(now)}) liked group by 1 having count(*) >= 3`.execute(ctx.db);
  return rows.map(({ id }) => id);
}

/**
 * Hides every fifth like of a stranger's post of the last four days, at least one, for each sampled member, and asks what the
 * product then shows. The caller must roll the transaction back.
 */
export async function judgePosts(
  tx: Context,
  sampled: readonly Sampled[],
  seed: number,
): Promise<{ recommendations: MethodResult[]; explore: MethodResult[]; reachable: number }> {
  const now = tx.clock();
  const hidden = await hideLikes(tx, sampled, seed, now);
  await replaceStandings(tx.db, now);
  await replacePool(tx.db, now);
  await computeTrends(tx);
  const posts = await openPosts(tx, now);
  const { rows: pool } = await sql<{ id: string }>`select post_id as id from feed.pool`.execute(tx.db);
  const pooled = new Set(pool.map(({ id }) => id));
  const [recommended, explored]: [MethodResult[], MethodResult[]] = [[], []];
  let [wantedInPool, wantedInAll] = [0, 0];
  for (const { viewer, random } of sampled) {
    const wanted = hidden.get(viewer.id);
    if (wanted === undefined) continue;
    wantedInAll += wanted.size;
    for (const id of wanted) if (pooled.has(id)) wantedInPool += 1;
    await replaceAffinities(tx.db, viewer.id, now);
    await replaceTastes(tx.db, viewer.id, now);
    const query = { limit: ALL };
    const chosen = (await recommendPosts(tx, viewer, query)).items.map(({ id }) => id);
    const found = (await explore(tx, viewer, query)).items.map(({ id }) => id);
    const [follows, liked] = await Promise.all([
      sql<{
        id: string;
      }>`select followee_id as id from social.follow_view where follower_id = ${viewer.id}`.execute(tx.db),
      sql<{ id: string }>`select post_id as id from content.like_view where user_id = ${viewer.id}`.execute(
        tx.db,
      ),
    ]);
    const followed = new Set([viewer.id, ...follows.rows.map(({ id }) => id)]);
    const excluded = new Set(liked.rows.map(({ id }) => id));
    const mayCome = ({ id, authorId, isPublic, universityId }: OpenPost) =>
      !followed.has(authorId) && !excluded.has(id) && (isPublic || universityId === viewer.universityId);
    const first = (list: readonly OpenPost[]): string[] => {
      const ids: string[] = [];
      for (const post of list) {
        if (ids.length === POSITIONS) break;
        if (mayCome(post)) ids.push(post.id);
      }
      return ids;
    };
    const drawn: OpenPost[] = [];
    for (let tries = 0; tries < 200; tries++) drawn.push(random.pick(posts.byTime));
    const baselines: Record<string, string[]> = {
      'what most take part in at the university': first(posts.byPeopleOf.get(viewer.universityId) ?? []),
      'what most take part in everywhere': first(posts.byPeople),
      'the newest': first(posts.byTime),
      'any of the four days': first(drawn),
    };
    for (const [results, name, ids] of [
      [recommended, 'feed/recommendations', chosen],
      [explored, 'feed/explore', found],
    ] as const) {
      const best = [...ids.filter((id) => wanted.has(id)), ...ids.filter((id) => !wanted.has(id))];
      const all = { [name]: ids, ...baselines, 'best order of what it ranked': best };
      for (const [method, list] of Object.entries(all)) results.push({ method, found: list, hidden: wanted });
    }
  }
  return { recommendations: recommended, explore: explored, reachable: wantedInPool / wantedInAll };
}

async function hideLikes(
  tx: Context,
  sampled: readonly Sampled[],
  seed: number,
  now: Date,
): Promise<Map<string, Set<string>>> {
  const ids = sampled.map(({ viewer }) => viewer.id);
  const { rows } = await sql<{ reader: string; hidden: string[] }>`
    with drawn as (
      select user_id, post_id,
        row_number() over (partition by user_id order by md5(post_id::text || user_id || ${seed}::integer)) as place,
        count(*) over (partition by user_id) as all_
      from (${eligible(now)}) liked where user_id = any(${ids}::uuid[])),
    gone as (
      delete from content.likes liked using drawn
      where drawn.place <= greatest(1, drawn.all_ / 5) and liked.post_id = drawn.post_id and liked.user_id = drawn.user_id
      returning liked.user_id, liked.post_id)
    select user_id as reader, array_agg(post_id) as hidden from gone group by 1`.execute(tx.db);
  return new Map(rows.map(({ reader, hidden }) => [reader, new Set(hidden)]));
}

interface OpenPost {
  id: string;
  authorId: string;
  universityId: string;
  isPublic: boolean;
}

/** The posts that the feeds may show to anybody, with their remaining likes. */
async function openPosts(tx: Context, now: Date) {
  const floor = sql`platform.uuid_floor(${new Date(now.getTime() - WINDOW_MS)}::timestamptz)`;
  const { rows } = await sql<OpenPost & { people: number; byUniversity: Record<string, number> | null }>`
    with part as (
      select post_id, user_id from content.like_view where post_id >= ${floor}
      union select post_id, user_id from content.repost_view where post_id >= ${floor}
      union select reply_to_id, author_id from content.post_view where reply_to_id >= ${floor}),
    drawn as (
      select post_id, jsonb_object_agg(university_id, people) as by_university, sum(people)::integer as people
      from (select part.post_id, member.university_id, count(*)::integer as people
            from part join auth.member_view member on member.id = part.user_id group by 1, 2) participants group by 1)
    select post.id, post.author_id as "authorId", author.university_id as "universityId",
      post.visibility = 'public' as "isPublic", coalesce(drawn.people, 0) as people, drawn.by_university as "byUniversity"
    from content.post_view post
    join social.audience_view author on author.id = post.author_id
    left join drawn on drawn.post_id = post.id
    where post.id >= ${floor} and post.reply_to_id is null and post.visibility <> 'followers'
      and author.status = 'active' and not author.is_private
    order by post.id desc`.execute(tx.db);
  const byCount = (peopleOf: (post: (typeof rows)[number]) => number) =>
    [...rows].sort((a, b) => peopleOf(b) - peopleOf(a)).slice(0, POPULAR);
  const universities = [...new Set(rows.map(({ universityId }) => universityId))];
  return {
    byTime: rows as OpenPost[],
    byPeople: byCount(({ people }) => people),
    byPeopleOf: new Map(
      universities.map((id) => [id, byCount(({ byUniversity }) => byUniversity?.[id] ?? 0)] as const),
    ),
  };
}
