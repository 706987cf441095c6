import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { newId } from '../../../platform/id.ts';
import type { Kind } from '../kinds.ts';

export interface Subscription {
  id: string;
  userId: string;
  sessionId: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  /** When its push service last rejected our key. It is not used until the app sends it again. */
  rejectedAt: Date | null;
}
/** A subscription is given up after this time without a successful push. */
export const MAX_FAILING_DAYS = 14;

/** Index: push_subscriptions_user. */
export async function hasSubscriptions(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('notifications.push_subscriptions')
    .select('id')
    .where('user_id', '=', userId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Index: push_subscriptions_user. */
export async function findSubscriptionIds(db: Db, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('notifications.push_subscriptions')
    .select('id')
    .where('user_id', '=', userId)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Index: push_subscriptions_pkey. */
export function findSubscription(db: Db, id: string): Promise<Subscription | undefined> {
  return db
    .selectFrom('notifications.push_subscriptions')
    .select([
      'id',
      'user_id as userId',
      'session_id as sessionId',
      'endpoint',
      'p256dh',
      'auth',
      'rejected_at as rejectedAt',
    ])
    .where('id', '=', id)
    .executeTakeFirst();
}

/**
 * Saves a subscription. An endpoint is one browser: the last member to sign in there gets its pushes, and
 * nobody else. Beyond `maxDevices` the oldest is deleted. The app sends its subscription at each start: this
 * clears a rejection, but not the time since when it fails.
 * @returns since when no push has arrived; null if no failure is known
 */
export async function putSubscription(
  db: Db,
  row: Omit<Subscription, 'id' | 'rejectedAt'>,
  now: Date,
  maxDevices: number,
): Promise<{ id: string; failingSince: Date | null }> {
  const values = {
    user_id: row.userId,
    session_id: row.sessionId,
    p256dh: row.p256dh,
    auth: row.auth,
    rejected_at: null,
    created_at: now,
  };
  const saved = await db
    .insertInto('notifications.push_subscriptions')
    .values({ id: newId(), endpoint: row.endpoint, ...values })
    .onConflict((conflict) => conflict.column('endpoint').doUpdateSet(values))
    .returning(['id', 'failing_since as failingSince'])
    .executeTakeFirstOrThrow();
  await sql`
    delete from notifications.push_subscriptions where id in (
      select id from notifications.push_subscriptions where user_id = ${row.userId}
      order by created_at desc, id desc offset ${maxDevices})`.execute(db);
  return saved;
}

export async function deleteSubscription(db: Db, id: string, userId?: string): Promise<void> {
  await db
    .deleteFrom('notifications.push_subscriptions')
    .where('id', '=', id)
    .$if(userId !== undefined, (query) => query.where('user_id', '=', userId ?? ''))
    .execute();
}

/**
 * Records a delivery result. A success resets the failure state; a refusal of a single push changes nothing.
 * @returns whether to delete the subscription: nothing was delivered for MAX_FAILING_DAYS and its push
 *   service answers with errors. No answer does not count, as our own network may be down
 */
export async function markDelivery(
  db: Db,
  id: string,
  outcome: 'accepted' | 'rejected' | 'refused' | 'failed' | 'unreachable',
  now: Date,
): Promise<boolean> {
  if (outcome === 'refused') return false;
  const rows = db.updateTable('notifications.push_subscriptions').where('id', '=', id);
  if (outcome === 'accepted') {
    await rows
      .set({ failing_since: null, rejected_at: null })
      .where('failing_since', 'is not', null)
      .execute();
    return false;
  }
  const row = await rows
    .set(({ fn, val, ref }) => ({
      failing_since: fn.coalesce(ref('failing_since'), val(now)),
      ...(outcome === 'rejected' ? { rejected_at: now } : {}),
    }))
    .returning('failing_since')
    .executeTakeFirst();
  const since = row?.failing_since?.getTime() ?? now.getTime();
  return outcome !== 'unreachable' && now.getTime() - since > MAX_FAILING_DAYS * 86_400_000;
}

export interface UnreadNotification {
  id: string;
  userId: string;
  kind: Kind;
  latestActivityId: string;
  pushedActivityId: string | null;
  pushedAt: Date | null;
}

/** Locks an unread notification, so that jobs for it run one after the other. Index: notifications_pkey. */
export function lockUnread(db: Db, id: string): Promise<UnreadNotification | undefined> {
  return db
    .selectFrom('notifications.notifications')
    .select([
      'id',
      'user_id as userId',
      'kind',
      'latest_activity_id as latestActivityId',
      'pushed_activity_id as pushedActivityId',
      'pushed_at as pushedAt',
    ])
    .where('id', '=', id)
    .where('read_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** Records that the newest activity of these notifications was pushed. */
export async function markPushed(db: Db, ids: readonly string[], now: Date): Promise<void> {
  await sql`update notifications.notifications set pushed_activity_id = latest_activity_id, pushed_at = ${now}
    where id = any(${ids}::uuid[])`.execute(db);
}

/**
 * Locks unread notifications of these kinds whose newest activity was not pushed. Index:
 * notifications_unread.
 */
export async function lockDeferred(
  db: Db,
  userId: string,
  kinds: readonly Kind[],
  take: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from notifications.notifications
    where user_id = ${userId} and read_at is null and kind = any(${kinds}::text[])
      and (pushed_activity_id is null or pushed_activity_id < latest_activity_id)
    order by latest_activity_id desc limit ${take} for update`.execute(db);
  return rows.map(({ id }) => id);
}

/** Whether a job with this key is queued. */
export async function isJobQueued(db: Db, key: string): Promise<boolean> {
  const { rows } = await sql`select from graphile_worker.jobs where key = ${key}`.execute(db);
  return rows.length > 0;
}
