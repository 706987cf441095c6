import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Index: imports_member. */
export const findImportsForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select id, created_at as at, state, origin as campus, source_username as username
    from imports.imports where member_id = ${memberId} and id > ${after} order by id limit ${limit}`.execute(
      db,
    )
  ).rows;

/** Index: pending_follows_pkey. */
export const findPendingForArchive = async (
  db: Db,
  memberId: string,
  after: string | null,
  limit: number,
): Promise<{ campus: string; username: string; expiresAt: Date }[]> =>
  (
    await sql<{ campus: string; username: string; expiresAt: Date }>`
    select origin as campus, username, expires_at as "expiresAt" from imports.pending_follows
    where member_id = ${memberId} and (${after}::text is null or origin || ' ' || username > ${after})
    order by origin || ' ' || username limit ${limit}`.execute(db)
  ).rows;
