import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Index: preferences_pkey. */
export const findFeedSettingsForArchive = async (db: Db, memberId: string): Promise<object | undefined> =>
  (
    await sql<object>`select home, ranking, weights from feed.preferences where user_id = ${memberId}`.execute(
      db,
    )
  ).rows[0];
