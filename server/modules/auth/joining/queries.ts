import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Affiliation, MemberStatus, TokenPurpose } from '../tables.ts';

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

/** Stands before the mailbox of a registration at a known address, where no mailbox key has a space. */
const AGAIN = 'again ';

/**
 * The key of a registration that came in for a mailbox with an account: a row of its own kind, which holds the username as
 * any pending registration does (or a free name would tell that the address is known), and which nothing can confirm.
 */
export const keyOfRepeat = (mailbox: string): string => `${AGAIN}${mailbox}`;

/**
 * Registrations and confirmations of one mailbox come one after the other; released with the transaction. Taken before any
 * row of the mailbox is touched, so two of them cannot wait for each other.
 */
export const lockMailbox = (db: Db, mailbox: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${mailbox}, 7))`.execute(db);

export interface MailboxHolder {
  id: string;
  status: MemberStatus;
  email: string;
  locale: 'tr' | 'en';
  displayName: string;
  username: string;
}

/** Index: users_email_canonical. */
export async function accountOfMailbox(db: Db, mailbox: string): Promise<MailboxHolder | undefined> {
  return db
    .selectFrom('auth.users')
    .select(['id', 'status', 'email', 'locale', 'display_name as displayName', 'username'])
    .where('email_canonical', '=', mailbox)
    .executeTakeFirst();
}

/** Index: users_email_canonical. */
export async function pendingOf(db: Db, mailbox: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('auth.users')
    .select('id')
    .where('email_canonical', '=', mailbox)
    .where('status', '=', 'pending')
    .executeTakeFirst();
  return row?.id;
}

/** The password of the account under a mailbox's key. Index: users_email_canonical, credentials_pkey. */
export async function passwordHashOf(db: Db, mailbox: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('auth.users as account')
    .innerJoin('auth.credentials as credential', 'credential.user_id', 'account.id')
    .select('credential.password_hash as hash')
    .where('account.email_canonical', '=', mailbox)
    .executeTakeFirst();
  return row?.hash;
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

/** Which of some usernames are held. Index: users_username. */
export async function holdersOfUsernames(db: Db, usernames: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ username: string }>`
    select username from auth.users where username = any(${usernames}::text[])`.execute(db);
  return new Set(rows.map((row) => row.username));
}

/** Index: universities_pkey. */
export async function universityName(db: Db, id: string): Promise<string> {
  const row = await db.selectFrom('auth.universities').select('name').where('id', '=', id).executeTakeFirst();
  return row?.name ?? '';
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
export async function deletePending(db: Db, mailbox: string): Promise<void> {
  await db
    .deleteFrom('auth.users')
    .where('email_canonical', '=', mailbox)
    .where('status', '=', 'pending')
    .execute();
}

/** Makes a pending registration a member; never one that came in for a mailbox with an account. */
export async function markVerified(db: Db, userId: string, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('auth.users')
    .set({ status: 'active', email_verified_at: now, updated_at: now })
    .where('id', '=', userId)
    .where('status', '=', 'pending')
    .where('email_canonical', 'not like', `${AGAIN}%`)
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

/** Whose unused token this is, without using it. Index: one_time_tokens_token_hash_key. */
export async function holderOfToken(db: Db, purpose: TokenPurpose, hash: Buffer) {
  return db
    .selectFrom('auth.one_time_tokens as token')
    .innerJoin('auth.users as account', 'account.id', 'token.user_id')
    .select(['account.id as userId', 'account.email_canonical as mailbox', 'token.expires_at as expiresAt'])
    .where('token.token_hash', '=', hash)
    .where('token.purpose', '=', purpose)
    .where('token.used_at', 'is', null)
    .executeTakeFirst();
}

/** The open code of a mailbox's pending registration. Index: users_email_canonical, one_time_tokens_user. */
export async function openCodeOf(db: Db, mailbox: string) {
  return db
    .selectFrom('auth.one_time_tokens as token')
    .innerJoin('auth.users as account', 'account.id', 'token.user_id')
    .select([
      'token.id',
      'account.id as userId',
      'token.code_hash as codeHash',
      'token.wrong_codes as wrongCodes',
      'token.expires_at as expiresAt',
    ])
    .where('account.email_canonical', '=', mailbox)
    .where('account.status', '=', 'pending')
    .where('token.purpose', '=', 'verify_email')
    .where('token.used_at', 'is', null)
    .executeTakeFirst();
}
