import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Affiliation, MemberStatus } from '../tables.ts';

export interface Registration {
  id: string;
  email: string;
  mailbox: string;
  username: string;
  displayName: string;
  universityId: string;
  affiliation: Affiliation;
  locale: 'tr' | 'en';
  passwordHash: string;
  now: Date;
}

/** Registrations of one mailbox come one after the other; released with the transaction. */
export const lockMailbox = (db: Db, mailbox: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${mailbox}, 7))`.execute(db);

export async function accountOfMailbox(
  db: Db,
  mailbox: string,
): Promise<{ id: string; status: MemberStatus } | undefined> {
  return db
    .selectFrom('auth.users')
    .select(['id', 'status'])
    .where('email_canonical', '=', mailbox)
    .executeTakeFirst();
}

/** Who has a username. Index: users_username. */
export async function holderOfUsername(db: Db, username: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('auth.users')
    .select('id')
    .where('username', '=', username)
    .executeTakeFirst();
  return row?.id;
}

export async function insertPending(db: Db, registration: Registration): Promise<void> {
  await db
    .insertInto('auth.users')
    .values({
      id: registration.id,
      username: registration.username,
      display_name: registration.displayName,
      email: registration.email,
      email_canonical: registration.mailbox,
      email_verified_at: null,
      university_id: registration.universityId,
      affiliation: registration.affiliation,
      locale: registration.locale,
      username_changed_at: null,
      created_at: registration.now,
      updated_at: registration.now,
    })
    .execute();
  await db
    .insertInto('auth.credentials')
    .values({
      user_id: registration.id,
      password_hash: registration.passwordHash,
      password_changed_at: registration.now,
      totp_secret: null,
      totp_confirmed_at: null,
      totp_last_step: null,
    })
    .execute();
}

/** A pending registration gives way to a newer one of the same mailbox, with all that hangs on it. */
export async function deletePending(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('auth.users').where('id', '=', userId).where('status', '=', 'pending').execute();
}

export async function markVerified(db: Db, userId: string, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('auth.users')
    .set({ status: 'active', email_verified_at: now, updated_at: now })
    .where('id', '=', userId)
    .where('status', '=', 'pending')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteStalePending(db: Db, before: Date): Promise<number> {
  const result = await db
    .deleteFrom('auth.users')
    .where('status', '=', 'pending')
    .where('created_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function setPassword(db: Db, userId: string, hash: string, now: Date): Promise<void> {
  await db
    .updateTable('auth.credentials')
    .set({ password_hash: hash, password_changed_at: now })
    .where('user_id', '=', userId)
    .execute();
}
