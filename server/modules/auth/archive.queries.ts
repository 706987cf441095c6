import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Index: users_pkey. */
export const findAccountForArchive = async (db: Db, memberId: string): Promise<object | undefined> =>
  (
    await sql<object>`select account.id, username, display_name as "displayName", email, university.name as university, affiliation, locale,
      account.created_at as "createdAt", array(select role from auth.user_roles where user_id = account.id)
        || array(select custom.name_tr from auth.user_custom_roles held join auth.custom_roles custom on custom.id = held.role_id
                 where held.user_id = account.id) as roles
    from auth.users account join auth.universities university on university.id = university_id where account.id = ${memberId}`.execute(
      db,
    )
  ).rows[0];

/** Index: sessions_user. */
export const findSessionsForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select id, coalesce(nullif(device_name, ''), user_agent) as device, host(ip) as ip, created_at as "createdAt", last_seen_at as "lastSeenAt",
      ended_at as "endedAt"
    from auth.sessions where user_id = ${memberId} and id > ${after} order by id limit ${limit}`.execute(db)
  ).rows;

/** Index: passkeys_user. */
export const findPasskeysForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select id, name, backed_up as "backedUp", created_at as "createdAt", last_used_at as "lastUsedAt"
    from auth.passkeys where user_id = ${memberId} and id > ${after} order by id limit ${limit}`.execute(db)
  ).rows;

/** What somebody who waits for staff wrote, and read. Index: applications_pkey. */
export const findApplicationForArchive = async (db: Db, memberId: string): Promise<object | undefined> =>
  (
    await sql<object>`select applied_at as at, answer, case when state = 'refused' then reason else '' end as reason, objection from auth.applications where user_id = ${memberId}`.execute(
      db,
    )
  ).rows[0];

/** The links by which the member invited others. Index: invitations_inviter. */
export const findInvitationsForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select id, created_at as "createdAt", expires_at as "expiresAt", uses, max_uses as "maxUses", revoked_at as "revokedAt"
    from auth.invitations where inviter_id = ${memberId} and id > ${after} order by id limit ${limit}`.execute(
      db,
    )
  ).rows;

/** Index: audit_log_actor. */
export const findLogForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select id, at, event, host(ip) as ip, user_agent as device from auth.audit_log
    where actor_id = ${memberId} and id > ${after} order by id limit ${limit}`.execute(db)
  ).rows;
