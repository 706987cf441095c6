import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { audienceOf, followed, notMuted, postVisibleTo, type Viewer } from '../../social/index.ts';
import type { ReplySignals } from './ranking.ts';

/** Answers to a reply that are read to count their authors. */
const MAX_ANSWERS = 20;
/** Stored orders per member: a member may page through that many threads in parallel. */
const MAX_ORDERS = 8;

/**
 * Ids of the direct replies to a post that the viewer may see, with a deleted one only if it has replies.
 * Index: content.posts_reply_to (reply_to_id, id), in either direction.
 */
export async function findRepliesAfter(
  db: Db,
  viewer: Viewer,
  postId: string,
  page: { after: string | null; order: 'oldest' | 'newest'; take: number },
): Promise<string[]> {
  const { after, order } = page;
  const rows = await db
    .selectFrom('content.posts as reply')
    .select('reply.id')
    .where('reply.reply_to_id', '=', postId)
    .where((eb) => eb.or([eb('reply.deleted_at', 'is', null), eb('reply.reply_count', '>', 0)]))
    .$if(after !== null, (query) => query.where('reply.id', order === 'oldest' ? '>' : '<', after))
    .where(postVisibleTo(viewer, audienceOf('reply')))
    .orderBy('reply.id', order === 'oldest' ? 'asc' : 'desc')
    .limit(page.take)
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * The ranking signals of the newest replies to a post, newest first. Visibility is checked later, page by
 * page.
 * Index: posts_reply_to backwards, `take` rows; for answered replies the same index again.
 */
export async function findReplyCandidates(
  db: Db,
  viewer: Viewer,
  post: { id: string; authorId: string },
  { now, take }: { now: Date; take: number },
): Promise<ReplySignals[]> {
  const { rows } = await sql<ReplySignals>`
    select reply.id, reply.like_count + case when (select exists (select from content.count_slots)) then coalesce((
        select sum(slot.likes) from content.count_slots slot where slot.post_id = reply.id), 0)::integer else 0 end as likes,
      case when reply.reply_count = 0 then 0 else (
        select count(distinct answer.author_id) from (
          select author_id from content.posts
          where reply_to_id = reply.id and deleted_at is null and author_id <> reply.author_id
          order by id desc limit ${MAX_ANSWERS}) answer)::integer end as answerers,
      reply.author_id = ${post.authorId} as "isByAuthor", reply.author_id = ${viewer.id} as "isOwn",
      ${followed(viewer, sql.ref('reply.author_id'))} as "isByFollowee",
      not ${notMuted(viewer, sql.ref('reply.author_id'))} as "isByMuted", reply.deleted_at is not null as "isDeleted",
      (extract(epoch from ${now}::timestamptz - reply.created_at) / 3600)::float8 as "ageHours"
    from (
      select id, author_id, like_count, reply_count, created_at, deleted_at from content.posts
      where reply_to_id = ${post.id} and (deleted_at is null or reply_count > 0)
      order by id desc limit ${take}) reply`.execute(db);
  return rows;
}

/**
 * Weighs the likes and answerers of replies by the standing of these members. They count in full if no
 * standings are computed yet. Index: likes_post and posts_reply_to, `likers` and 20 rows of each;
 * standings_pkey.
 * @param likers  newest likes per reply that are weighed
 */
export async function weighParticipants(
  db: Db,
  ids: readonly string[],
  likers: number,
): Promise<Map<string, { likes: number; answerers: number }>> {
  const weight = (member: RawBuilder<unknown>) => sql`
    case when (select exists (select from social.standing_view)) then least(1, 2 * coalesce((
      select member_standing.standing from social.standing_view member_standing where member_standing.member_id = ${member}), 0)) else 1 end`;
  const { rows } = await sql<{ id: string; likes: number; answerers: number }>`
    select requested.id,
      coalesce((select avg(${weight(sql.ref('liker.user_id'))}) from (
        select user_id from content.likes where post_id = requested.id order by id desc limit ${likers}) liker), 1)::float8 as likes,
      coalesce((select sum(${weight(sql.ref('answer.author_id'))}) from (
        select distinct author_id from (
          select author_id from content.posts own
          where own.reply_to_id = requested.id and own.deleted_at is null and own.author_id <> reply.author_id
          order by own.id desc limit ${MAX_ANSWERS}) newest) answer), 0)::float8 as answerers
    from unnest(${ids}::uuid[]) requested (id) join content.posts reply on reply.id = requested.id`.execute(
    db,
  );
  return new Map(rows.map(({ id, likes, answerers }) => [id, { likes, answerers }]));
}

/**
 * Those of the replies that the viewer may see, in their order, with their positions from 0. Index:
 * posts_pkey.
 */
export async function findVisibleReplies(
  db: Db,
  viewer: Viewer,
  ids: readonly string[],
  take: number,
): Promise<{ id: string; position: number }[]> {
  const { rows } = await sql<{ id: string; position: number }>`
    select reply.id, (listed.position - 1)::integer as position
    from unnest(${ids}::uuid[]) with ordinality as listed (id, position)
    join content.posts reply on reply.id = listed.id
    where (reply.deleted_at is null or reply.reply_count > 0)
      and ${postVisibleTo(viewer, audienceOf('reply'))}
    order by listed.position limit ${take}`.execute(db);
  return rows;
}

/** Whether the member has switched ranking off. Index: unranked_readers_pkey. */
export async function hasRankingOff(db: Db, memberId: string): Promise<boolean> {
  const { rows } = await sql`select from content.unranked_readers where user_id = ${memberId}`.execute(db);
  return rows.length > 0;
}

/** Stores whether the member wants replies ranked. Feed calls it, which owns the preference. */
export async function saveReplyRanking(db: Db, memberId: string, isRanked: boolean): Promise<void> {
  if (isRanked) await db.deleteFrom('content.unranked_readers').where('user_id', '=', memberId).execute();
  else
    await db
      .insertInto('content.unranked_readers')
      .values({ user_id: memberId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/** A stored order of replies. */
export interface ReplyOrder {
  id: string;
  postId: string;
  replyIds: string[];
  /** The oldest ranked reply, if there are older, unranked ones. */
  oldestRankedId: string | null;
}

/** Index: ranked_replies_pkey. */
export function findOrder(
  db: Db,
  memberId: string,
  { id, postId }: { id: string; postId: string },
): Promise<ReplyOrder | undefined> {
  return db
    .selectFrom('content.ranked_replies')
    .select(['id', 'post_id as postId', 'reply_ids as replyIds', 'oldest_ranked_id as oldestRankedId'])
    .where('user_id', '=', memberId)
    .where('id', '=', id)
    .where('post_id', '=', postId)
    .executeTakeFirst();
}

/** Stores an order, and deletes the member's oldest ones. Index: ranked_replies_pkey. */
export async function saveOrder(db: Db, memberId: string, order: ReplyOrder): Promise<void> {
  await sql`
    with deleted as (
      delete from content.ranked_replies where user_id = ${memberId} and id in (
        select id from content.ranked_replies where user_id = ${memberId} order by id desc offset ${MAX_ORDERS - 1}))
    insert into content.ranked_replies (user_id, id, post_id, reply_ids, oldest_ranked_id)
    values (${memberId}, ${order.id}, ${order.postId}, ${order.replyIds}::uuid[], ${order.oldestRankedId})`.execute(
    db,
  );
}

/** Deletes orders created before a time. A sequential scan, once a day. */
export async function deleteOrdersBefore(db: Db, before: Date): Promise<void> {
  await sql`delete from content.ranked_replies where id < platform.uuid_floor(${before}::timestamptz)`.execute(
    db,
  );
}
