import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

export interface CustomRoleRow {
  id: string;
  nameTr: string;
  nameEn: string;
  description: string;
  permissions: string[];
  allUniversities: boolean;
  version: number;
  changedAt: Date;
}

const columns = sql`custom.id, custom.name_tr as "nameTr", custom.name_en as "nameEn", custom.description, custom.permissions,
  custom.all_universities as "allUniversities", custom.version, custom.changed_at as "changedAt"`;

/** Every custom role, with how many members hold it. A campus has 30 at most. Index: user_custom_roles_role. */
export async function findCustomRoles(db: Db): Promise<(CustomRoleRow & { holders: number })[]> {
  const { rows } = await sql<CustomRoleRow & { holders: number }>`
    select ${columns}, (select count(*)::int from auth.user_custom_roles held where held.role_id = custom.id) as holders
    from auth.custom_roles custom order by custom.id`.execute(db);
  return rows;
}

/** Locks a role until the transaction ends: acts that it allowed come first. Index: custom_roles_pkey. */
export async function lockCustomRole(db: Db, id: string): Promise<CustomRoleRow | undefined> {
  const { rows } = await sql<CustomRoleRow>`
    select ${columns} from auth.custom_roles custom where custom.id = ${id} for update`.execute(db);
  return rows[0];
}

export async function insertCustomRole(db: Db, row: CustomRoleRow): Promise<void> {
  await db
    .insertInto('auth.custom_roles')
    .values({
      id: row.id,
      name_tr: row.nameTr,
      name_en: row.nameEn,
      description: row.description,
      permissions: row.permissions,
      all_universities: row.allUniversities,
      version: row.version,
      changed_at: row.changedAt,
    })
    .execute();
}

export async function updateCustomRole(db: Db, row: CustomRoleRow): Promise<void> {
  await db
    .updateTable('auth.custom_roles')
    .set({
      name_tr: row.nameTr,
      name_en: row.nameEn,
      description: row.description,
      permissions: row.permissions,
      all_universities: row.allUniversities,
      version: row.version,
      changed_at: row.changedAt,
    })
    .where('id', '=', row.id)
    .execute();
}

export async function deleteCustomRole(db: Db, id: string): Promise<void> {
  await db.deleteFrom('auth.custom_roles').where('id', '=', id).execute();
}

/** Index: user_custom_roles_role. */
export async function findHolderIds(db: Db, roleId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('auth.user_custom_roles')
    .select('user_id')
    .where('role_id', '=', roleId)
    .orderBy('user_id')
    .execute();
  return rows.map((row) => row.user_id);
}

/** Takes a role from everybody. Index: user_custom_roles_role. */
export async function takeFromAll(db: Db, roleId: string): Promise<void> {
  await db.deleteFrom('auth.user_custom_roles').where('role_id', '=', roleId).execute();
}

/** Index: user_custom_roles_pkey. */
export async function giveCustomRoles(
  db: Db,
  userId: string,
  roleIds: readonly string[],
  by: string,
  now: Date,
): Promise<void> {
  if (roleIds.length === 0) return;
  await db
    .insertInto('auth.user_custom_roles')
    .values(roleIds.map((role_id) => ({ user_id: userId, role_id, granted_by: by, granted_at: now })))
    .execute();
}

/** Index: user_custom_roles_pkey. */
export async function takeCustomRoles(db: Db, userId: string, roleIds: readonly string[]): Promise<void> {
  if (roleIds.length === 0) return;
  await db
    .deleteFrom('auth.user_custom_roles')
    .where('user_id', '=', userId)
    .where('role_id', 'in', roleIds)
    .execute();
}
