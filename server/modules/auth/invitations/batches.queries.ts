import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

export interface BatchRow {
  id: string;
  name: string;
  createdAt: Date;
  createdBy: string | null;
  invited: number;
  used: number;
}

export async function insertBatch(
  db: Db,
  row: { id: string; name: string; universityId: string | null; createdBy: string; createdAt: Date },
): Promise<void> {
  await db
    .insertInto('auth.invitation_batches')
    .values({
      id: row.id,
      name: row.name,
      university_id: row.universityId,
      created_by: row.createdBy,
      created_at: row.createdAt,
    })
    .execute();
}

/** Newest first. Index: invitation_batches_pkey or invitation_batches_university, invitations_batch. */
export async function findBatches(
  db: Db,
  universityId: string | null,
  before: string | null,
  limit: number,
): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`
    select batch.id, batch.name, batch.created_at as "createdAt",
      (select username from auth.users where id = batch.created_by) as "createdBy",
      count(invitation.id)::int as invited,
      (count(invitation.id) filter (where invitation.uses > 0))::int as used
    from auth.invitation_batches batch left join auth.invitations invitation on invitation.batch_id = batch.id
    where (${universityId}::uuid is null or batch.university_id = ${universityId}::uuid)
      and (${before}::uuid is null or batch.id < ${before}::uuid)
    group by batch.id order by batch.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Whether a batch exists for staff of a university; null: of all. Index: invitation_batches_pkey. */
export async function batchExists(db: Db, id: string, universityId: string | null): Promise<boolean> {
  const { rows } = await sql`select from auth.invitation_batches
    where id = ${id} and (${universityId}::uuid is null or university_id = ${universityId}::uuid)`.execute(
    db,
  );
  return rows.length > 0;
}

export interface StaffInvitationRow {
  id: string;
  email: string;
  mailbox: string;
  locale: 'tr' | 'en';
  sentAt: Date | null;
  expiresAt: Date;
  revokedAt: Date | null;
}

/** Index: invitations_batch. */
export async function findInvitationsOfBatch(
  db: Db,
  batchId: string,
  after: string | null,
  limit: number,
): Promise<StaffInvitationRow[]> {
  const { rows } = await sql<StaffInvitationRow>`
    select id, email, mailbox, locale, sent_at as "sentAt", expires_at as "expiresAt",
      revoked_at as "revokedAt"
    from auth.invitations where batch_id = ${batchId} and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${limit}`.execute(db);
  return rows;
}

/** Locks an invitation of a batch that staff of a university may see. */
export async function lockStaffInvitation(
  db: Db,
  id: string,
  universityId: string | null,
): Promise<StaffInvitationRow | undefined> {
  const { rows } = await sql<StaffInvitationRow>`
    select invitation.id, invitation.email, invitation.mailbox, invitation.locale, invitation.sent_at as "sentAt", invitation.expires_at as "expiresAt",
      invitation.revoked_at as "revokedAt"
    from auth.invitations invitation join auth.invitation_batches batch on batch.id = invitation.batch_id
    where invitation.id = ${id} and (${universityId}::uuid is null or batch.university_id = ${universityId}::uuid)
    for update of invitation`.execute(db);
  return rows[0];
}

export async function renewInvitation(
  db: Db,
  id: string,
  { codeHash, sentAt, expiresAt }: { codeHash: Buffer; sentAt: Date; expiresAt: Date },
): Promise<void> {
  await db
    .updateTable('auth.invitations')
    .set({ code_hash: codeHash, sent_at: sentAt, expires_at: expiresAt, revoked_at: null })
    .where('id', '=', id)
    .execute();
}

export async function revokeById(db: Db, id: string, now: Date): Promise<void> {
  await db.updateTable('auth.invitations').set({ revoked_at: now }).where('id', '=', id).execute();
}

/** Revokes all of a batch; whoever used theirs is a member all the same. @returns how many */
export async function revokeBatch(db: Db, batchId: string, now: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('auth.invitations')
    .set({ revoked_at: now })
    .where('batch_id', '=', batchId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Which of these mailboxes have an invitation that was not revoked and has not expired, also if it was used: that says nothing about accounts. Index: invitations_mailbox. */
export async function mailboxesInvited(db: Db, mailboxes: string[], now: Date): Promise<Set<string>> {
  const { rows } = await sql<{ mailbox: string }>`
    select distinct mailbox from auth.invitations where mailbox = any(${mailboxes}::text[]) and revoked_at is null
      and expires_at > ${now}`.execute(db);
  return new Set(rows.map((row) => row.mailbox));
}
