import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/** The suspension of an account that holds. The caller has locked the account. Index: suspensions_open. */
export async function findOpenSuspension(
  db: Db,
  userId: string,
): Promise<{ id: string; until: Date | null } | undefined> {
  return db
    .selectFrom('auth.suspensions')
    .select(['id', 'until'])
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

/** The mailbox of an account, and those that it moved away from lately. Index: users_pkey, security_events_user. */
export async function findMailboxes(db: Db, userId: string): Promise<string[]> {
  const { rows } = await sql<{ mailbox: string }>`
    select mailbox from auth.users where id = ${userId}
    union select old_mailbox from auth.security_events where user_id = ${userId} and old_mailbox is not null`.execute(
    db,
  );
  return rows.map((row) => row.mailbox);
}

/** Keeps mailboxes; of two suspensions of one, the one that holds longer counts. Index: suspended_mailboxes_pkey. */
export async function insertSuspendedMailboxes(
  db: Db,
  hashes: readonly Buffer[],
  { suspensionId, forgetAt }: { suspensionId: string; forgetAt: Date },
): Promise<void> {
  await sql`insert into auth.suspended_mailboxes (mailbox_hash, suspension_id, forget_at)
    select hash, ${suspensionId}::uuid, ${forgetAt}::timestamptz from unnest(${hashes}::bytea[]) hash
    on conflict (mailbox_hash) do update set suspension_id = excluded.suspension_id, forget_at = excluded.forget_at
    where suspended_mailboxes.forget_at < excluded.forget_at`.execute(db);
}

/** Index: suspended_mailboxes_pkey. */
export async function isSuspendedMailbox(db: Db, hash: Buffer, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('auth.suspended_mailboxes')
    .select('suspension_id')
    .where('mailbox_hash', '=', hash)
    .where('forget_at', '>', now)
    .executeTakeFirst();
  return row !== undefined;
}

/** Index: suspended_mailboxes_pkey. @returns the suspension, if one held */
export async function deleteSuspendedMailbox(db: Db, hash: Buffer, now: Date): Promise<string | undefined> {
  const row = await db
    .deleteFrom('auth.suspended_mailboxes')
    .where('mailbox_hash', '=', hash)
    .where('forget_at', '>', now)
    .returning('suspension_id as id')
    .executeTakeFirst();
  return row?.id;
}

/** Index: suspended_mailboxes_forget_at. */
export async function deleteOldSuspendedMailboxes(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('auth.suspended_mailboxes').where('forget_at', '<=', now).execute();
}
