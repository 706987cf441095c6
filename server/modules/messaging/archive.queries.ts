import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Index: settings_pkey. */
export const findMessageSettingsForArchive = async (db: Db, memberId: string): Promise<object | undefined> =>
  (
    await sql<object>`select who_may_write as "whoMayWrite", read_receipts as "readReceipts", delivered_receipts as "deliveredReceipts", typing, presence,
      last_seen as "lastSeen", link_previews as "linkPreviews" from messaging.settings where member_id = ${memberId}`.execute(
      db,
    )
  ).rows[0];
