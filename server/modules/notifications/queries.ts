import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { Official } from '../auth/index.ts';
import type { Viewer } from '../social/index.ts';
import type { Kind } from './kinds.ts';
import { activityVisibleTo, isHeldBack } from './visibility.queries.ts';

export interface Group {
  id: string;
  latestActivityId: string;
  kind: Kind;
  topic: string;
  subjectId: string;
  isRead: boolean;
  /** How many members did it, as far as the viewer may see. */
  count: number;
  /** The actors of the newest activities, at most twenty; repeated if one acted more than once. */
  actorIds: (string | null)[];
  /** The newest visible activity. */
  newest: string;
}

/** Visible now, and not held back by the viewer's quiet time. */
const isShown = (viewer: Viewer, at: Date) =>
  sql<boolean>`(${activityVisibleTo(viewer)} and not ${isHeldBack(viewer, at)})`;

const selectGroups = (viewer: Viewer, at: Date) => sql`
  select notification.id, notification.latest_activity_id as "latestActivityId", notification.kind, notification.topic, notification.subject_id as "subjectId", notification.read_at is not null as "isRead",
    visible.count, visible."actorIds", visible.newest
  from notifications.notifications notification
  cross join lateral (
    select count(distinct coalesce(activity.actor_id, activity.id))::int as count,
      (array_agg(activity.actor_id order by activity.id desc))[1:20] as "actorIds",
      (array_agg(activity.id order by activity.id desc))[1] as newest
    from notifications.activities activity where activity.notification_id = notification.id and ${isShown(viewer, at)}) visible`;

/**
 * Notifications visible to the viewer, newest first, before filtering muted words.
 * Index: notifications_latest_activity; then activities_notification and look-ups by key for each activity of a group.
 */
export async function groupsBefore(
  db: Db,
  viewer: Viewer,
  { before, kinds, take, at }: { before: string | null; kinds: readonly Kind[]; take: number; at: Date },
): Promise<Group[]> {
  const { rows } = await sql<Group>`${selectGroups(viewer, at)}
    where notification.user_id = ${viewer.id} and notification.kind = any(${kinds}::text[])
      and (${before}::uuid is null or notification.latest_activity_id < ${before}::uuid) and visible.count > 0
    order by notification.latest_activity_id desc limit ${take}`.execute(db);
  return rows;
}

/** Which of the given notifications are unread and visible to the viewer. Index: notifications_pkey. */
export async function findUnreadGroups(
  db: Db,
  viewer: Viewer,
  ids: readonly string[],
  at: Date,
): Promise<Group[]> {
  const { rows } = await sql<Group>`${selectGroups(viewer, at)}
    where notification.id = any(${ids}::uuid[]) and notification.user_id = ${viewer.id} and notification.read_at is null and visible.count > 0
    order by notification.latest_activity_id desc`.execute(db);
  return rows;
}

export type UnreadRow = Pick<Group, 'id' | 'latestActivityId' | 'kind' | 'topic' | 'subjectId'>;

/**
 * Unread notifications visible to the viewer, newest first, before filtering muted words.
 * Index: notifications_unread; looks for one visible activity in each.
 */
export async function findUnread(
  db: Db,
  viewer: Viewer,
  { kinds, after, take, at }: { kinds: readonly Kind[]; after: string | null; take: number; at: Date },
): Promise<UnreadRow[]> {
  const { rows } = await sql<UnreadRow>`
    select notification.id, notification.latest_activity_id as "latestActivityId", notification.kind, notification.topic, notification.subject_id as "subjectId"
    from notifications.notifications notification
    where notification.user_id = ${viewer.id} and notification.read_at is null and notification.kind = any(${kinds}::text[])
      and (${after}::uuid is null or notification.latest_activity_id > ${after}::uuid)
      and exists (select from notifications.activities activity where activity.notification_id = notification.id and ${isShown(viewer, at)})
    order by notification.latest_activity_id desc limit ${take}`.execute(db);
  return rows;
}

export interface Card {
  id: string;
  username: string;
  displayName: string;
  avatarUrl: string | null;
  university: string;
  universityTr: string;
  official: Official | null;
}

/** Cards of members whose visibility was checked before. Index: auth.users_pkey. */
export function findMemberCards(db: Db, ids: readonly string[]): Promise<Card[]> {
  return db
    .selectFrom('profiles.member_view')
    .select([
      'id',
      'username',
      'display_name as displayName',
      'avatar_url as avatarUrl',
      'university_name as university',
      'university_name_tr as universityTr',
      'official',
    ])
    .where(({ ref }) => sql<boolean>`${ref('id')} = any(${ids}::uuid[])`)
    .execute();
}

/**
 * Leaves out what a quiet time holds back: the member has not seen it. Index: notifications_unread.
 * @returns whether any was unread
 */
export async function markReadUpTo(db: Db, viewer: Viewer, upToId: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update notifications.notifications notification set read_at = ${now}
    where notification.user_id = ${viewer.id} and notification.read_at is null and notification.latest_activity_id <= ${upToId}::uuid
      and not exists (select from notifications.activities activity
        where activity.notification_id = notification.id and activity.id = notification.latest_activity_id
          and ${isHeldBack(viewer, now)})`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** A notification with newer activities has another position and stays unread. Index: notifications_latest_activity. */
export async function markRead(
  db: Db,
  userId: string,
  activityIds: readonly string[],
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('notifications.notifications')
    .set({ read_at: now })
    .where('user_id', '=', userId)
    .where('read_at', 'is', null)
    .where(({ ref }) => sql<boolean>`${ref('latest_activity_id')} = any(${activityIds}::uuid[])`)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export interface Recipient extends Viewer {
  locale: 'tr' | 'en';
  displayName: string;
  isActive: boolean;
}

/**
 * The recipient, with the rights of their own requests. A suspended member reads the notification after the
 * suspension. Index: auth.users_pkey.
 */
export async function findRecipient(db: Db, userId: string): Promise<Recipient | undefined> {
  const row = await db
    .selectFrom('auth.member_view')
    .select(['id', 'university_id as universityId', 'locale', 'display_name as displayName', 'status'])
    .where('id', '=', userId)
    .where('status', 'in', ['active', 'suspended'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { status, ...member } = row;
  return { ...member, isActive: status === 'active' };
}

/** The first post of a post's thread, if the viewer may see the post. Index: content.posts_pkey. */
export async function findRootId(db: Db, postId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('content.post_view')
    .select(({ fn }) => fn.coalesce('root_id', 'id').as('rootId'))
    .where('id', '=', postId)
    .executeTakeFirst();
  return row?.rootId ?? undefined;
}

export async function insertMutedThread(db: Db, userId: string, rootId: string, now: Date): Promise<void> {
  await db
    .insertInto('notifications.muted_threads')
    .values({ user_id: userId, root_id: rootId, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteMutedThread(db: Db, userId: string, rootId: string): Promise<void> {
  await db
    .deleteFrom('notifications.muted_threads')
    .where('user_id', '=', userId)
    .where('root_id', '=', rootId)
    .execute();
}

export async function isThreadMuted(db: Db, userId: string, rootId: string): Promise<boolean> {
  const row = await db
    .selectFrom('notifications.muted_threads')
    .select('root_id')
    .where('user_id', '=', userId)
    .where('root_id', '=', rootId)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Deletes old notifications with their activities: read ones whose newest activity is before `readBefore`,
 * and all before `allBefore` (ids as times). Index: notifications_age.
 * @returns how many, at most `take`
 */
export async function deleteOld(
  db: Db,
  { readBefore, allBefore, take }: { readBefore: string; allBefore: string; take: number },
): Promise<number> {
  const { rows } = await sql`
    delete from notifications.notifications where id in (
      select id from notifications.notifications
      where latest_activity_id < ${readBefore}::uuid and (read_at is not null or latest_activity_id < ${allBefore}::uuid)
      order by latest_activity_id limit ${take})
    returning id`.execute(db);
  return rows.length;
}
