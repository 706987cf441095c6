import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Role } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { type GrantedRole, permissionsOfCustomRoles } from '../roles/queries.ts';
import type { Official } from '../schemas.ts';
import type { Affiliation, MemberStatus } from '../tables.ts';

export interface ManagedRow {
  id: string;
  email: string;
  username: string;
  displayName: string;
  status: MemberStatus;
  roles: Role[];
  moderatesAll: boolean;
  customRoles: { id: string; nameTr: string; nameEn: string }[];
  /** The permissions that the custom roles give. */
  ofCustomRoles: string[];
  mutedUntil: Date | null;
  limitedUntil: Date | null;
  official: Official | null;
  universityId: string;
  universityName: string;
  affiliation: Affiliation;
  createdAt: Date;
  lastSeenAt: Date | null;
  reason: string | null;
  until: Date | null;
  suspendedAt: Date | null;
}

const member = sql`
  select u.id, u.email, u.username, u.display_name as "displayName", u.status, u.university_id as "universityId",
    university.name as "universityName", u.affiliation, u.created_at as "createdAt", u.muted_until as "mutedUntil", u.limited_until as "limitedUntil", u.official,
    array['member'] || array(select role from auth.user_roles r where r.user_id = u.id) as roles,
    exists (select from auth.user_roles r where r.user_id = u.id and r.role = 'moderator' and r.all_universities) as "moderatesAll",
    coalesce((select jsonb_agg(jsonb_build_object('id', custom.id, 'nameTr', custom.name_tr, 'nameEn', custom.name_en) order by custom.id)
      from auth.user_custom_roles held join auth.custom_roles custom on custom.id = held.role_id where held.user_id = u.id), '[]') as "customRoles",
    ${permissionsOfCustomRoles(sql`u.id`)} as "ofCustomRoles",
    (select max(last_seen_at) from auth.sessions s where s.user_id = u.id) as "lastSeenAt",
    suspension.reason, suspension.until, suspension.suspended_at as "suspendedAt"
  from auth.users u
  join auth.universities university on university.id = u.university_id
  left join auth.suspensions suspension on suspension.user_id = u.id and suspension.ended_at is null`;

/**
 * Members by a part of their names, and of their address if the caller may see it; newest first.
 * Scans the table in id order: acceptable because only staff use it.
 */
export async function searchMembers(
  db: Db,
  search: {
    fragment: string;
    byEmail: boolean;
    status?: MemberStatus | undefined;
    universityId?: string | undefined;
    /** Members of this university alone; null: of every one. */
    scope: string | null;
    role?: GrantedRole | undefined;
    customRoleId?: string | undefined;
    after: string | null;
    limit: number;
  },
): Promise<ManagedRow[]> {
  const like = `%${search.fragment.replace(/[\\%_]/g, '\\$&')}%`;
  const conditions = [
    ...(search.status === undefined ? [] : [sql`u.status = ${search.status}`]),
    ...(search.universityId === undefined ? [] : [sql`u.university_id = ${search.universityId}::uuid`]),
    ...(search.scope === null ? [] : [sql`u.university_id = ${search.scope}::uuid`]),
    ...(search.role === undefined
      ? []
      : [sql`u.id in (select user_id from auth.user_roles where role = ${search.role})`]),
    ...(search.customRoleId === undefined
      ? []
      : [
          sql`u.id in (select user_id from auth.user_custom_roles where role_id = ${search.customRoleId}::uuid)`,
        ]),
    sql`true`,
  ];
  const { rows } = await sql<ManagedRow>`${member}
    where (${search.after}::uuid is null or u.id < ${search.after}::uuid)
      and (${search.fragment} = '' or u.username like ${like}
           or replace(unaccent(lower(replace(replace(u.display_name, 'İ', 'i'), 'I', 'i'))), 'ı', 'i') like ${like}
           or (${search.byEmail} and lower(u.email) like ${like}))
      and ${sql.join(conditions, sql` and `)}
    order by u.id desc limit ${search.limit}`.execute(db);
  return rows;
}

/** Index: users_pkey. */
export async function findManagedMember(db: Db, id: string): Promise<ManagedRow | undefined> {
  const { rows } = await sql<ManagedRow>`${member} where u.id = ${id}`.execute(db);
  return rows[0];
}

/** Serialises staff actions on a member. Locks in id order, so that two staff members who act on each other do not deadlock. */
export const lockMembers = (db: Db, ids: string[]) =>
  sql`select id from auth.users where id = any(${ids}::uuid[]) order by id for update`.execute(db);

export async function setStatus(db: Db, id: string, status: MemberStatus, now: Date): Promise<void> {
  await db.updateTable('auth.users').set({ status, updated_at: now }).where('id', '=', id).execute();
}

export async function setRestriction(
  db: Db,
  id: string,
  restriction: 'muted' | 'limited',
  until: Date | null,
): Promise<void> {
  await db
    .updateTable('auth.users')
    .set(restriction === 'muted' ? { muted_until: until } : { limited_until: until })
    .where('id', '=', id)
    .execute();
}

/** @param official  null takes the mark back. Index: users_pkey. */
export async function setOfficial(db: Db, id: string, official: Official | null, now: Date): Promise<void> {
  await db
    .updateTable('auth.users')
    .set({ official: official && JSON.stringify(official), updated_at: now })
    .where('id', '=', id)
    .execute();
}

export async function insertSuspension(
  db: Db,
  suspension: { userId: string; reason: string; until: Date | null; by: string; now: Date },
): Promise<string> {
  const id = newId();
  await db
    .insertInto('auth.suspensions')
    .values({
      id,
      user_id: suspension.userId,
      reason: suspension.reason,
      until: suspension.until,
      suspended_by: suspension.by,
      suspended_at: suspension.now,
      ended_at: null,
      ended_by: null,
    })
    .execute();
  return id;
}

/**
 * Ends a member's open suspension.
 * @param only  only this one, or only one that is due
 * @returns its id, if it was ended. Index: suspensions_open
 */
export async function endSuspension(
  db: Db,
  userId: string,
  by: string | null,
  now: Date,
  only: { suspensionId?: string | undefined; dueAt?: Date } = {},
): Promise<string | undefined> {
  const { suspensionId, dueAt } = only;
  const row = await db
    .updateTable('auth.suspensions')
    .set({ ended_at: now, ended_by: by })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .$if(suspensionId !== undefined, (query) => query.where('id', '=', suspensionId ?? ''))
    .$if(dueAt !== undefined, (query) => query.where('until', '<=', dueAt ?? now))
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

/** Members whose suspension has expired. Index: suspensions_due. */
export async function findExpiredSuspensions(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ userId: string }>`
    select user_id as "userId" from auth.suspensions where ended_at is null and until <= ${now}
    order by until limit 1000`.execute(db);
  return rows.map((row) => row.userId);
}

/**
 * Locks all owners, so that when two resign at once the second sees that the first is gone.
 * @returns the active ones
 */
export async function lockOwners(db: Db): Promise<string[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended('auth.owners', 7))`.execute(db);
  const { rows } = await sql<{ userId: string }>`
    select role.user_id as "userId" from auth.user_roles role join auth.users u on u.id = role.user_id
    where role.role = 'owner' and u.status = 'active'`.execute(db);
  return rows.map((row) => row.userId);
}

export async function deleteRoles(db: Db, userId: string, roles: GrantedRole[]): Promise<void> {
  await db.deleteFrom('auth.user_roles').where('user_id', '=', userId).where('role', 'in', roles).execute();
}
