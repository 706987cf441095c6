import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Index: saved_user_id_q_key, recent_pkey. */
export const findSearchesForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select id, to_timestamp(platform.uuid_seconds(id)) as at, q as text, saved from (
      select id, q, true as saved from search.saved where user_id = ${memberId}
      union all select id, q, false from search.recent where user_id = ${memberId}) searches
    where id > ${after} order by id limit ${limit}`.execute(db)
  ).rows;
