import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Permission, Role } from '../../../platform/http/viewer.ts';

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

/**
 * As `lockActiveAccount`, for what a muted member may not do: whatever others read or are asked.
 * @throws Problem 403 `account_suspended`, `account_muted`
 */
export async function lockUnmutedAccount(db: Db, memberId: string): Promise<void> {
  await sql`select auth.lock_unmuted_account(${memberId})`.execute(db);
}

/** Index: user_roles_pkey. */
export async function findRoles(db: Db, userId: string): Promise<GrantedRole[]> {
  const rows = await db.selectFrom('auth.user_roles').select('role').where('user_id', '=', userId).execute();
  return rows.map(({ role }) => role);
}

/** The permissions of the custom roles of the member whom `userId` names in a query. Index: user_custom_roles_pkey. */
export const permissionsOfCustomRoles = (userId: RawBuilder<unknown>) => sql<string[]>`array(
  select unnest(custom.permissions) from auth.user_custom_roles held join auth.custom_roles custom on custom.id = held.role_id
  where held.user_id = ${userId})`;

/**
 * The permissions of a member's custom roles. Locks these roles, and that the member holds them, until the transaction ends: whoever
 * changes or takes one waits, or comes first and is read. The role first, as whoever changes it does: the other order is a deadlock.
 * Index: user_custom_roles_pkey.
 */
export async function lockPermissionsOfCustomRoles(db: Db, userId: string): Promise<string[]> {
  const { rows } = await sql<{ permissions: string[] }>`
    select custom.permissions from auth.user_custom_roles held join auth.custom_roles custom on custom.id = held.role_id
    where held.user_id = ${userId} order by custom.id for share of custom, held`.execute(db);
  return rows.flatMap(({ permissions }) => permissions);
}

/**
 * Whether a role gives a member this permission for every university: any but that of a moderator or a custom role limited to the
 * holder's own. Index: user_roles_pkey, user_custom_roles_pkey.
 * @param builtIn  the built-in roles that have the permission
 */
export async function isForAllUniversities(
  db: Db,
  userId: string,
  permission: Permission,
  builtIn: readonly GrantedRole[],
): Promise<boolean> {
  const { rows } = await sql<{ isForAll: boolean }>`
    select exists (select from auth.user_roles where user_id = ${userId} and role = any(${builtIn}::text[])
                     and (role <> 'moderator' or all_universities))
        or exists (select from auth.user_custom_roles held join auth.custom_roles custom on custom.id = held.role_id
                   where held.user_id = ${userId} and custom.all_universities and ${permission} = any(custom.permissions))
      as "isForAll"`.execute(db);
  return rows[0]?.isForAll ?? false;
}

/** Index: users_pkey. */
export async function findUniversityId(db: Db, userId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('auth.users')
    .select('university_id')
    .where('id', '=', userId)
    .executeTakeFirst();
  return row?.university_id;
}
