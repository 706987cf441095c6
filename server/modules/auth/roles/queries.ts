import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Role } from '../../../platform/http/viewer.ts';

export type GrantedRole = Exclude<Role, 'member'>;

export async function ownerExists(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('auth.user_roles')
    .select('user_id')
    .where('role', '=', 'owner')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertRole(
  db: Db,
  userId: string,
  role: GrantedRole,
  by: string | null,
  allUniversities = false,
): Promise<void> {
  await db
    .insertInto('auth.user_roles')
    .values({ user_id: userId, role, granted_by: by, all_universities: allUniversities })
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'role']).doUpdateSet({ all_universities: allUniversities }),
    )
    .execute();
}

/**
 * Locks the account of a member who writes until the transaction ends: a suspension waits for it. For tables whose triggers do
 * not do this. Call it before a lock on `social.audiences`, which a suspension takes after the account. Index: users_pkey.
 * @throws Problem 403 `account_suspended`
 */
export async function lockActiveAccount(db: Db, memberId: string): Promise<void> {
  await sql`select auth.lock_active_account(${memberId})`.execute(db);
}

/** Index: user_roles_pkey. */
export async function findRoles(db: Db, userId: string): Promise<GrantedRole[]> {
  const rows = await db.selectFrom('auth.user_roles').select('role').where('user_id', '=', userId).execute();
  return rows.map(({ role }) => role);
}

/** Whether a moderator sees the reports of every university. Index: user_roles_pkey. */
export async function moderatesAll(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('auth.user_roles')
    .select('all_universities')
    .where('user_id', '=', userId)
    .where('role', '=', 'moderator')
    .executeTakeFirst();
  return row?.all_universities ?? false;
}
