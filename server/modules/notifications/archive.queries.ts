import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Index: preferences_pkey. */
export const findNotificationSettingsForArchive = async (
  db: Db,
  memberId: string,
): Promise<object | undefined> =>
  (
    await sql<object>`select channels, quiet_from as "quietFrom", quiet_until as "quietUntil", time_zone as "timeZone", digest
    from notifications.preferences where user_id = ${memberId}`.execute(db)
  ).rows[0];
