import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { ChannelChanges, Digest } from '../tables.ts';

export interface PreferenceRow {
  channels: ChannelChanges;
  quietFrom: number | null;
  quietUntil: number | null;
  timeZone: string;
  digest: Digest;
}

/** Index: preferences_pkey. */
export function findPreferences(db: Db, userId: string): Promise<PreferenceRow | undefined> {
  return db
    .selectFrom('notifications.preferences')
    .select([
      'channels',
      'quiet_from as quietFrom',
      'quiet_until as quietUntil',
      'time_zone as timeZone',
      'digest',
    ])
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

/** Serializes changes of a member's preferences until the transaction ends. */
export const lockPreferences = (db: Db, userId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 65))`.execute(db);

/** @param digestedOn  undefined keeps the day of the last digest */
export async function savePreferences(
  db: Db,
  userId: string,
  row: PreferenceRow,
  digestedOn: string | undefined,
): Promise<void> {
  const values = {
    channels: JSON.stringify(row.channels),
    quiet_from: row.quietFrom,
    quiet_until: row.quietUntil,
    time_zone: row.timeZone,
    digest: row.digest,
    ...(digestedOn === undefined ? {} : { digested_on: digestedOn }),
  };
  await db
    .insertInto('notifications.preferences')
    .values({ user_id: userId, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute();
}

/** Index: preferences_pkey. @returns whether digests were on */
export async function endDigest(db: Db, userId: string): Promise<boolean> {
  const result = await db
    .updateTable('notifications.preferences')
    .set({ digest: 'none' })
    .where('user_id', '=', userId)
    .where('digest', '<>', 'none')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
