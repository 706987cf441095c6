import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Role } from '../../../platform/http/viewer.ts';

/** `custom`: they have no built-in role, but a custom one. */
export type StaffRole = Exclude<Role, 'member'> | 'custom';

export interface StaffAct {
  id: string;
  at: Date;
  /** What was done, as in the audit log. */
  event: string;
  /** The role of who did it, today; null if they have none any more. */
  role: StaffRole | null;
}

const highestRole = sql<StaffRole | null>`coalesce((
  select role from auth.user_roles where user_id = entry.actor_id
  order by array_position(array['owner', 'admin', 'moderator', 'auditor'], role) limit 1),
  (select 'custom' from auth.user_custom_roles where user_id = entry.actor_id limit 1))`;

/** Index: audit_log_subject. */
export async function findStaffActs(
  db: Db,
  memberId: string,
  before: string | null,
  limit: number,
): Promise<StaffAct[]> {
  const { rows } = await sql<StaffAct>`
    select entry.id, entry.at, entry.event, ${highestRole} as role from auth.audit_log entry
    where entry.subject_type = 'member' and entry.subject_id = ${memberId} and entry.actor_id <> ${memberId}::uuid
      and entry.event <> 'traffic_log_extracted_untold'
      ${before === null ? sql`` : sql`and entry.id < ${before}`}
    order by entry.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Index: user_roles_pkey, user_custom_roles_pkey. */
export async function highestRoles(db: Db, ids: readonly string[]): Promise<Map<string, StaffRole>> {
  const { rows } = await sql<{ id: string; role: StaffRole }>`
    select distinct on (user_id) user_id as id, role from (
      select user_id, role from auth.user_roles where user_id = any(${ids}::uuid[])
      union all select user_id, 'custom' from auth.user_custom_roles where user_id = any(${ids}::uuid[])) held
    order by user_id, array_position(array['owner', 'admin', 'moderator', 'auditor', 'custom'], role)`.execute(
    db,
  );
  return new Map(rows.map(({ id, role }) => [id, role]));
}

/** Everybody with a role of staff. Reads all roles: a campus has some dozens. */
export async function findStaffIds(db: Db): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select user_id as id from auth.user_roles union select user_id from auth.user_custom_roles order by id`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
