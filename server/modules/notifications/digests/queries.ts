import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Digest } from '../tables.ts';

/** Time zones of members who want digests. Index: preferences_digest; reads one row per such member. */
export async function digestTimeZones(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('notifications.preferences')
    .select('time_zone as timeZone')
    .distinct()
    .where('digest', '<>', 'none')
    .execute();
  return rows.map(({ timeZone }) => timeZone);
}

/** Members of a time zone whose digest for `day` is not decided yet, by id. Index: preferences_digest. */
export async function digestsDue(
  db: Db,
  filter: { timeZone: string; digest: Digest; day: string; after: string | null; take: number },
): Promise<string[]> {
  const { rows } = await sql<{ userId: string }>`
    select user_id as "userId" from notifications.preferences
    where time_zone = ${filter.timeZone} and digest = ${filter.digest} and digested_on < ${filter.day}::date
      and (${filter.after}::uuid is null or user_id > ${filter.after}::uuid)
    order by user_id limit ${filter.take}`.execute(db);
  return rows.map(({ userId }) => userId);
}

export interface DigestClaim {
  /** The newest notification that the previous digest covered. */
  after: string | null;
}

/**
 * Claims the digest of a day, once. Locks the row until the transaction ends.
 * @returns undefined if it was claimed before or is not wanted any more
 */
export async function claimDigest(db: Db, userId: string, day: string): Promise<DigestClaim | undefined> {
  const { rows } = await sql<DigestClaim>`
    update notifications.preferences set digested_on = ${day}::date
    where user_id = ${userId} and digest <> 'none' and digested_on < ${day}::date
    returning digested_activity_id as after`.execute(db);
  return rows[0];
}

/** Saves where the next digest starts: after this notification. */
export async function saveDigestPosition(db: Db, userId: string, activityId: string): Promise<void> {
  await db
    .updateTable('notifications.preferences')
    .set({ digested_activity_id: activityId })
    .where('user_id', '=', userId)
    .execute();
}

export async function wantsDigest(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('notifications.preferences')
    .select('user_id')
    .where('user_id', '=', userId)
    .where('digest', '<>', 'none')
    .executeTakeFirst();
  return row !== undefined;
}
