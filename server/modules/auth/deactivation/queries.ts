import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { MemberStatus } from '../tables.ts';

export async function insertDeactivation(
  db: Db,
  row: { userId: string; at: Date; deleteAt: Date | null },
): Promise<void> {
  await db
    .insertInto('auth.deactivations')
    .values({ user_id: row.userId, deactivated_at: row.at, delete_at: row.deleteAt })
    .execute();
}

/** Index: deactivations_pkey. */
export async function deleteDeactivation(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('auth.deactivations').where('user_id', '=', userId).execute();
}

/** Index: deactivations_pkey. @returns whether there was one */
export async function deleteDeactivationSince(db: Db, userId: string, since: Date): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('auth.deactivations')
    .where('user_id', '=', userId)
    .where('deactivated_at', '>=', since)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Index: deactivations_pkey. */
export async function isDeactivated(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('auth.deactivations')
    .select('user_id')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Locks an account until the transaction ends: its writes, sign-ins, suspensions and its deletion wait. Index: users_pkey. */
export async function lockAccount(
  db: Db,
  userId: string,
): Promise<{ status: MemberStatus; deleteAt: Date | null } | undefined> {
  const locked = await sql`select from auth.users where id = ${userId} for update`.execute(db);
  if (locked.rows.length === 0) return undefined;
  // A statement of its own: after a wait, it sees what was committed meanwhile.
  const { rows } = await sql<{ status: MemberStatus; deleteAt: Date | null }>`
    select account.status, deactivation.delete_at as "deleteAt"
    from auth.users account left join auth.deactivations deactivation on deactivation.user_id = account.id
    where account.id = ${userId}`.execute(db);
  return rows[0];
}

/** Accounts whose time has come. Index: deactivations_due. */
export async function findDueDeletions(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('auth.deactivations')
    .select('user_id')
    .where('delete_at', '<=', now)
    .orderBy('delete_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.user_id);
}

/** Deletes the row of an account, with what has one row for each account. Index: users_pkey. */
export async function deleteAccountRow(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('auth.users').where('id', '=', userId).execute();
}
