import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../social/index.ts';
import type { Kind } from '../kinds.ts';
import { activityVisibleTo, isHeldBack } from '../visibility.queries.ts';

/** Serializes the notifications of a member, so they commit in the order of their `latest_activity_id`. */
export const lockRecipient = (db: Db, userId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 64))`.execute(db);

/** Index: activities_pkey. */
export async function isNotified(db: Db, userId: string, cause: string): Promise<boolean> {
  const row = await db
    .selectFrom('notifications.activities')
    .select('id')
    .where('user_id', '=', userId)
    .where('cause', '=', cause)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Adds an activity to the unread notification of its subject, or to a new one, under the recipient's lock.
 *
 * @returns the notification's id, and whether the recipient's quiet time holds it back; undefined if the activity is not visible to the recipient: the caller rolls
 *   back
 */
export async function insertActivity(
  db: Db,
  viewer: Viewer,
  activity: {
    id: string;
    kind: Kind;
    topic: string;
    subjectId: string;
    actorId: string | null;
    cause: string;
    seq: number | null;
  },
  at: Date,
): Promise<{ groupId: string; isHeldBack: boolean } | undefined> {
  const notification = await db
    .insertInto('notifications.notifications')
    .values({
      id: activity.id,
      user_id: viewer.id,
      kind: activity.kind,
      topic: activity.topic,
      subject_id: activity.subjectId,
      latest_activity_id: activity.id,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['user_id', 'kind', 'topic', 'subject_id'])
        .where('read_at', 'is', null)
        .doUpdateSet({ latest_activity_id: activity.id }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('notifications.activities')
    .values({
      user_id: viewer.id,
      cause: activity.cause,
      id: activity.id,
      notification_id: notification.id,
      actor_id: activity.actorId,
      seq: activity.seq,
    })
    .execute();
  const { rows } = await sql<{ isVisible: boolean; isHeldBack: boolean }>`
    select ${activityVisibleTo(viewer)} as "isVisible", ${isHeldBack(viewer, at)} as "isHeldBack"
    from notifications.activities activity join notifications.notifications notification on notification.id = activity.notification_id
    where activity.user_id = ${viewer.id} and activity.cause = ${activity.cause}`.execute(db);
  const [row] = rows;
  return row?.isVisible ? { groupId: notification.id, isHeldBack: row.isHeldBack } : undefined;
}

export interface AffectedByPost {
  authorId: string;
  repliedAuthorId: string | null;
  quotedAuthorId: string | null;
  mentionedIds: string[];
}

/** The members whom an existing post affects. Index: content.posts_pkey, post_mentions_post. */
export async function affectedBy(db: Db, postId: string): Promise<AffectedByPost | undefined> {
  const { rows } = await sql<AffectedByPost>`
    select post.author_id as "authorId", parent.author_id as "repliedAuthorId", quoted.author_id as "quotedAuthorId",
      array(select user_id from content.mention_view where post_id = post.id) as "mentionedIds"
    from content.post_view post
    left join content.post_view parent on parent.id = post.reply_to_id
    left join content.post_view quoted on quoted.id = post.quote_of_id
    where post.id = ${postId}`.execute(db);
  return rows[0];
}

/** Maximum members notified of a rewritten post: more would occupy the worker for minutes. */
const MAX_LIKERS = 1_000;

/** Members who liked a post, newest first. Index: likes_post. */
export async function findNewestLikers(db: Db, postId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select user_id as id from content.like_view where post_id = ${postId} order by id desc limit ${MAX_LIKERS}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/**
 * Whether a message is newer than all that the member was notified of in its conversation; marks it as
 * notified. Index: message_watermarks_pkey.
 */
export async function claimMessage(
  db: Db,
  memberId: string,
  conversationId: string,
  seq: number,
): Promise<boolean> {
  const { rows } = await sql`
    insert into notifications.message_watermarks (member_id, conversation_id, seq) values (${memberId}, ${conversationId}, ${seq})
    on conflict (member_id, conversation_id) do update set seq = excluded.seq where message_watermarks.seq < excluded.seq
    returning seq`.execute(db);
  return rows.length > 0;
}

/** Keeps only the newest message of each sender in a notification. Index: activities_notification. */
export async function deleteEarlierMessageActivities(
  db: Db,
  notificationId: string,
  actorId: string,
  before: string,
): Promise<void> {
  await db
    .deleteFrom('notifications.activities')
    .where('notification_id', '=', notificationId)
    .where('actor_id', '=', actorId)
    .where('id', '<', before)
    .execute();
}

/**
 * Which members a message notification would reach: in the list, on a device, or in a digest. Index: primary
 * keys.
 */
export async function reachable(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select wanted.id from unnest(${ids}::uuid[]) as wanted (id)
    where exists (select from notifications.push_subscriptions where user_id = wanted.id)
      or exists (select from notifications.preferences
        where user_id = wanted.id and (digest <> 'none' or channels @> '{"message": {"inApp": true}}'))`.execute(
    db,
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * Deletes up to `limit` activities of an actor, and the notifications that have no other. Index: activities_actor,
 * activities_notification.
 *
 * @returns how many activities
 */
export async function eraseActs(db: Db, actorId: string, limit: number): Promise<number> {
  const { rows } = await sql<{ acts: number }>`
    with acts as (
      delete from notifications.activities where (user_id, cause) in (
        select user_id, cause from notifications.activities where actor_id = ${actorId} limit ${limit})
      returning notification_id, id
    ), emptied as (
      delete from notifications.notifications notification where id in (select notification_id from acts) and not exists (
        select from notifications.activities other where other.notification_id = notification.id and other.id not in (select id from acts))
    )
    select count(*)::int as acts from acts`.execute(db);
  return rows[0]?.acts ?? 0;
}
