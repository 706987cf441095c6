import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { MemberStatus } from '../tables.ts';

export interface InvitationRow {
  id: string;
  codeHash: Buffer;
  inviterId: string | null;
  inviterStatus: MemberStatus | null;
  inviterName: string | null;
  batchId: string | null;
  mailbox: string | null;
  maxUses: number;
  uses: number;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

const invitations = (db: Db) =>
  db
    .selectFrom('auth.invitations as invitation')
    .leftJoin('auth.users as inviter', 'inviter.id', 'invitation.inviter_id')
    .select([
      'invitation.id',
      'invitation.code_hash as codeHash',
      'invitation.inviter_id as inviterId',
      'inviter.status as inviterStatus',
      'inviter.display_name as inviterName',
      'invitation.batch_id as batchId',
      'invitation.mailbox',
      'invitation.max_uses as maxUses',
      'invitation.uses',
      'invitation.created_at as createdAt',
      'invitation.expires_at as expiresAt',
      'invitation.revoked_at as revokedAt',
    ]);

/** Index: invitations_code_hash_key. */
export const findInvitationByHash = (db: Db, codeHash: Buffer): Promise<InvitationRow | undefined> =>
  invitations(db).where('invitation.code_hash', '=', codeHash).executeTakeFirst();

/** Locks an invitation until the transaction ends, then reads it and its inviter. */
export async function lockInvitationByHash(db: Db, codeHash: Buffer): Promise<InvitationRow | undefined> {
  await sql`select from auth.invitations where code_hash = ${codeHash} for update`.execute(db);
  // A statement of its own: after a wait, it sees what was committed meanwhile.
  return findInvitationByHash(db, codeHash);
}

export async function useInvitation(db: Db, id: string): Promise<void> {
  await sql`update auth.invitations set uses = uses + 1 where id = ${id}`.execute(db);
}

export async function insertInvitedMember(
  db: Db,
  row: { userId: string; invitationId: string; inviterId: string | null; tellsInviter: boolean; at: Date },
): Promise<void> {
  await db
    .insertInto('auth.invited_members')
    .values({
      user_id: row.userId,
      invitation_id: row.invitationId,
      inviter_id: row.inviterId,
      tells_inviter: row.tellsInviter,
      joined_at: row.at,
    })
    .execute();
}

/** How many of those whom a member invited since a time are suspended. Index: invited_members_inviter. */
export async function suspendedInvitees(db: Db, inviterId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from auth.invited_members invited join auth.users account on account.id = invited.user_id
    where invited.inviter_id = ${inviterId} and invited.joined_at >= ${since} and account.status = 'suspended'`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** Serialises what a member invites, so that two requests at once do not pass the limit together. */
export const lockInviter = (db: Db, inviterId: string) =>
  sql`select from auth.users where id = ${inviterId} for no key update`.execute(db);

/** How many people a member has invited since a time, used or not; of revoked and expired links those who came. Index: invitations_inviter. */
export async function countInvited(db: Db, inviterId: string, since: Date, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select coalesce(sum(case when revoked_at is null and expires_at > ${now} then max_uses else uses end), 0)::int as count
    from auth.invitations where inviter_id = ${inviterId} and created_at >= ${since}`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function insertInvitations(
  db: Db,
  rows: {
    id: string;
    codeHash: Buffer;
    inviterId: string | null;
    batchId: string | null;
    email: string | null;
    mailbox: string | null;
    locale: 'tr' | 'en' | null;
    maxUses: number;
    createdAt: Date;
    sentAt: Date | null;
    expiresAt: Date;
  }[],
): Promise<void> {
  await db
    .insertInto('auth.invitations')
    .values(
      rows.map((row) => ({
        id: row.id,
        code_hash: row.codeHash,
        inviter_id: row.inviterId,
        batch_id: row.batchId,
        email: row.email,
        mailbox: row.mailbox,
        locale: row.locale,
        max_uses: row.maxUses,
        created_at: row.createdAt,
        sent_at: row.sentAt,
        expires_at: row.expiresAt,
      })),
    )
    .execute();
}

export interface OwnInvitationRow {
  id: string;
  maxUses: number;
  uses: number;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  /** Those who agreed that the inviter learns that they joined, and who are members. */
  joined: { id: string; username: string; displayName: string }[];
}

/** A member's own invitations, newest first. Index: invitations_inviter. */
export async function findOwnInvitations(
  db: Db,
  inviterId: string,
  before: string | null,
  limit: number,
): Promise<OwnInvitationRow[]> {
  const { rows } = await sql<OwnInvitationRow>`
    select invitation.id, invitation.max_uses as "maxUses", invitation.uses, invitation.created_at as "createdAt",
      invitation.expires_at as "expiresAt", invitation.revoked_at as "revokedAt",
      coalesce((select json_agg(json_build_object('id', account.id, 'username', account.username, 'displayName', account.display_name)
          order by invited.joined_at)
        from auth.invited_members invited join auth.users account on account.id = invited.user_id
        where invited.invitation_id = invitation.id and invited.tells_inviter and account.status = 'active'), '[]') as joined
    from auth.invitations invitation
    where invitation.inviter_id = ${inviterId} and (${before}::uuid is null or invitation.id < ${before}::uuid)
    order by invitation.id desc limit ${limit}`.execute(db);
  return rows;
}

/** @returns false if this member has no such invitation that counts */
export async function revokeInvitation(db: Db, id: string, inviterId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('auth.invitations')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('inviter_id', '=', inviterId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Index: invited_members_pkey. */
export const findInvitedMember = (db: Db, userId: string) =>
  db
    .selectFrom('auth.invited_members')
    .select(['inviter_id as inviterId', 'tells_inviter as tellsInviter'])
    .where('user_id', '=', userId)
    .executeTakeFirst();

/** By whose invitation somebody joined, if that member is here. Index: invited_members_pkey. */
export async function findInviterOf(
  db: Db,
  userId: string,
): Promise<{ id: string; username: string; displayName: string; at: Date } | undefined> {
  const { rows } = await sql<{ id: string; username: string; displayName: string; at: Date }>`
    select inviter.id, inviter.username, inviter.display_name as "displayName", invited.joined_at as at
    from auth.invited_members invited join auth.users inviter on inviter.id = invited.inviter_id
    where invited.user_id = ${userId} and inviter.status = 'active'`.execute(db);
  return rows[0];
}

/** Deletes invitations a year after their end. Index: invitations_expires. */
export async function deleteOldInvitations(db: Db, before: Date): Promise<void> {
  await sql`delete from auth.invitations where id in (
    select id from auth.invitations where expires_at < ${before} limit 1000)`.execute(db);
  await sql`delete from auth.invitation_batches batch where batch.created_at < ${before}
    and not exists (select from auth.invitations invitation where invitation.batch_id = batch.id)`.execute(
    db,
  );
}

/** Deletes the invitations of staff to the mailbox of a member. Index: users_pkey, invitations_mailbox. @returns how many */
export async function deleteInvitationsTo(db: Db, memberId: string, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`delete from auth.invitations where id in (
    select invitation.id from auth.invitations invitation join auth.users account on account.mailbox = invitation.mailbox
    where account.id = ${memberId} limit ${limit})`.execute(db);
  return Number(numAffectedRows);
}
