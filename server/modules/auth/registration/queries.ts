import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { AcceptedTexts } from '../legal/schemas.ts';
import { USERNAME_HELD_MS } from '../rename/queries.ts';
import type { Affiliation, MemberStatus, TokenPurpose, UniversityMode } from '../tables.ts';

/** How long a registration reserves its username against registrations of other mailboxes. */
const USERNAME_RESERVED_MS = 3_600_000;
/** Maximum registrations that are kept per mailbox: those with an email sent, and those that wait for a resend. */
const MAX_KEPT = { sent: 20, unsent: 5 };

/** A registration that waits for the proof of its mailbox. */
export interface Registration {
  id: string;
  email: string;
  mailbox: string;
  username: string;
  displayName: string;
  passwordHash: string;
  locale: 'tr' | 'en';
  browserHash: Buffer;
  acceptedTexts: AcceptedTexts;
  createdAt: Date;
  /** The way to register that held when it began. */
  mode: Exclude<UniversityMode, 'closed'>;
  invitationHash: Buffer | null;
  /** Whether the inviter may learn who joined. */
  tellsInviter: boolean;
  /** To the question of the campus. */
  answer: string;
}

/** The token and code by which an email confirms a registration. */
export interface Verification {
  tokenHash: Buffer;
  codeHash: Buffer | null;
  sentAt: Date;
  expiresAt: Date;
}

/**
 * Transaction locks that serialise what concerns one mailbox, and one username. Always take them in this order, to avoid
 * deadlocks: rules, mailbox, username.
 */
export const lockMailbox = (db: Db, mailbox: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${mailbox}, 7))`.execute(db);
/** Serialises claims of one username until the transaction ends. */
export const lockUsername = (db: Db, username: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${username}, 8))`.execute(db);

export interface MailboxHolder {
  id: string;
  status: MemberStatus;
  email: string;
  locale: 'tr' | 'en';
  displayName: string;
  username: string;
}

/**
 * The account of a mailbox, or the one that moved away from it and may still return; with the address at this mailbox. Index:
 * users_mailbox, security_events_old_mailbox.
 */
export async function findAccountByMailbox(
  db: Db,
  mailbox: string,
  now: Date,
): Promise<MailboxHolder | undefined> {
  const { rows } = await sql<MailboxHolder>`
    select id, status, email, locale, display_name as "displayName", username from auth.users where mailbox = ${mailbox}
    union all
    select account.id, account.status, event.old_email, account.locale, account.display_name, account.username
    from auth.security_events event join auth.users account on account.id = event.user_id
    where event.old_mailbox = ${mailbox} and event.used_at is null and event.expires_at > ${now}
    limit 1`.execute(db);
  return rows[0];
}

/**
 * Which of these usernames cannot be registered: those of accounts, and those that the newest registration of another mailbox
 * reserves for an hour, and those that members left in the last 90 days. A reservation binds only registrations: a member who has proved a mailbox may take a reserved name.
 * Index: users_username, former_names_username, registrations_username, registrations_mailbox.
 */
export async function findTakenUsernames(
  db: Db,
  usernames: string[],
  now: Date,
  mailbox: string | null,
): Promise<Set<string>> {
  const { rows } = await sql<{ username: string }>`
    select username from auth.users where username = any(${usernames}::text[])
    union
    select username from auth.former_names
    where username = any(${usernames}::text[]) and until > ${new Date(now.getTime() - USERNAME_HELD_MS)}
    union
    select reserved.username from auth.registrations reserved
    where reserved.username = any(${usernames}::text[]) and reserved.mailbox is distinct from ${mailbox}::text
      and reserved.created_at > ${new Date(now.getTime() - USERNAME_RESERVED_MS)}
      and not exists (
        select from auth.registrations newer
        where newer.mailbox = reserved.mailbox and (newer.created_at, newer.id) > (reserved.created_at, reserved.id))`.execute(
    db,
  );
  return new Set(rows.map((row) => row.username));
}

/** The way to register that a university has of its own. Index: universities_pkey. */
export async function findUniversityMode(db: Db, id: string): Promise<UniversityMode | null> {
  const row = await db
    .selectFrom('auth.universities')
    .select('registration_mode as mode')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.mode ?? null;
}

/** Index: universities_pkey. */
export async function findUniversityName(db: Db, id: string): Promise<string> {
  const row = await db.selectFrom('auth.universities').select('name').where('id', '=', id).executeTakeFirst();
  return row?.name ?? '';
}

/**
 * @param verification  null if the mailbox's email budget of this hour is used up
 */
export async function insertRegistration(
  db: Db,
  registration: Registration,
  verification: Verification | null,
): Promise<void> {
  await db
    .insertInto('auth.registrations')
    .values({
      id: registration.id,
      email: registration.email,
      mailbox: registration.mailbox,
      username: registration.username,
      display_name: registration.displayName,
      password_hash: registration.passwordHash,
      locale: registration.locale,
      browser_hash: registration.browserHash,
      accepted_texts: JSON.stringify(registration.acceptedTexts),
      sent_at: verification?.sentAt ?? null,
      token_hash: verification?.tokenHash ?? null,
      code_hash: verification?.codeHash ?? null,
      expires_at: verification?.expiresAt ?? null,
      created_at: registration.createdAt,
      mode: registration.mode,
      invitation_hash: registration.invitationHash,
      tells_inviter: registration.tellsInviter,
      answer: registration.answer,
    })
    .execute();
}

/** Keeps the newest registrations of a mailbox. Those without an email never displace one with an email. */
export const deleteOldestRegistrations = (db: Db, mailbox: string) =>
  sql`delete from auth.registrations where id in (
    select id from (
      select id, sent_at is null as is_unsent,
        row_number() over (partition by sent_at is null order by coalesce(sent_at, created_at) desc, id desc) as position
      from auth.registrations where mailbox = ${mailbox}) ranked
    where position > case when is_unsent then ${MAX_KEPT.unsent}::int else ${MAX_KEPT.sent}::int end)`.execute(
    db,
  );

/** Stores a new link and code of a registration. */
export async function setVerification(db: Db, id: string, verification: Verification): Promise<void> {
  await db
    .updateTable('auth.registrations')
    .set({
      token_hash: verification.tokenHash,
      code_hash: verification.codeHash,
      sent_at: verification.sentAt,
      expires_at: verification.expiresAt,
      wrong_codes: 0,
    })
    .where('id', '=', id)
    .execute();
}

export interface PendingRegistration extends Registration {
  tokenHash: Buffer | null;
  codeHash: Buffer | null;
  wrongCodes: number;
  sentAt: Date | null;
  expiresAt: Date | null;
}

const registrations = (db: Db) =>
  db
    .selectFrom('auth.registrations')
    .select([
      'id',
      'email',
      'mailbox',
      'username',
      'display_name as displayName',
      'password_hash as passwordHash',
      'locale',
      'browser_hash as browserHash',
      'accepted_texts as acceptedTexts',
      'mode',
      'invitation_hash as invitationHash',
      'tells_inviter as tellsInviter',
      'answer',
      'token_hash as tokenHash',
      'code_hash as codeHash',
      'wrong_codes as wrongCodes',
      'sent_at as sentAt',
      'expires_at as expiresAt',
      'created_at as createdAt',
    ]);

/** Index: registrations_token_hash_key. */
export const findRegistrationByToken = (db: Db, hash: Buffer): Promise<PendingRegistration | undefined> =>
  registrations(db).where('token_hash', '=', hash).executeTakeFirst();

/** All registrations of a mailbox, newest email first. Index: registrations_mailbox. */
export const findRegistrations = (db: Db, mailbox: string): Promise<PendingRegistration[]> =>
  registrations(db)
    .where('mailbox', '=', mailbox)
    .orderBy(sql`coalesce(sent_at, created_at)`, 'desc')
    .orderBy('id', 'desc')
    .execute();

/**
 * The password hash of the registration that a sign-in may mean: this browser's, else the newest.
 * Index: registrations_mailbox or registrations_username.
 */
export async function findRegistrationPasswordHash(
  db: Db,
  key: { username: string } | { mailbox: string },
  browserHash: Buffer | null,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('auth.registrations')
    .select('password_hash as hash')
    .where('username' in key ? 'username' : 'mailbox', '=', 'username' in key ? key.username : key.mailbox)
    .orderBy(sql`browser_hash is not distinct from ${browserHash}`, 'desc')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.hash;
}

/** Counts a wrong code against the codes that it was compared with. */
export const countWrongCode = (db: Db, ids: string[]) =>
  sql`update auth.registrations set wrong_codes = wrong_codes + 1 where id = any(${ids}::uuid[])`.execute(db);

/** Deletes all registrations of a mailbox after its first confirmation. */
export async function endRegistrations(db: Db, mailbox: string): Promise<void> {
  await db.deleteFrom('auth.registrations').where('mailbox', '=', mailbox).execute();
}

export async function deleteStaleRegistrations(db: Db, before: Date): Promise<number> {
  const result = await db
    .deleteFrom('auth.registrations')
    .where('created_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export interface NewAccount {
  id: string;
  username: string;
  displayName: string;
  email: string;
  mailbox: string;
  universityId: string;
  affiliation: Affiliation;
  locale: 'tr' | 'en';
  passwordHash: string;
  createdAt: Date;
  now: Date;
}

/** Inserts an account whose mailbox was proved. */
export async function insertAccount(db: Db, account: NewAccount): Promise<void> {
  await db
    .insertInto('auth.users')
    .values({
      id: account.id,
      username: account.username,
      display_name: account.displayName,
      email: account.email,
      mailbox: account.mailbox,
      email_verified_at: account.now,
      status: 'active',
      university_id: account.universityId,
      affiliation: account.affiliation,
      locale: account.locale,
      username_changed_at: null,
      created_at: account.createdAt,
      updated_at: account.now,
    })
    .execute();
  await db
    .insertInto('auth.credentials')
    .values({
      user_id: account.id,
      password_hash: account.passwordHash,
      password_changed_at: account.now,
      totp_secret: null,
      totp_confirmed_at: null,
      totp_last_step: null,
    })
    .execute();
}

/**
 * Replaces a password, and discards an unconfirmed two-factor set-up that began under the old one.
 * @param old  the hash that the caller has checked against; undefined if a mailed link replaces the old password
 * @returns false if the password has changed since
 */
export async function setPassword(
  db: Db,
  userId: string,
  hash: string,
  now: Date,
  old: string | undefined,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update auth.credentials set password_hash = ${hash}, password_changed_at = ${now},
      totp_secret = case when totp_confirmed_at is null then null else totp_secret end
    where user_id = ${userId} and (${old ?? null}::text is null or password_hash = ${old ?? null}::text)`.execute(
    db,
  );
  return Number(numAffectedRows) === 1;
}

/** The holder of an unused token, without using it up. Index: one_time_tokens_token_hash_key. */
export async function findTokenHolder(db: Db, purpose: TokenPurpose, hash: Buffer) {
  return db
    .selectFrom('auth.one_time_tokens')
    .select(['user_id as userId', 'expires_at as expiresAt'])
    .where('token_hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .executeTakeFirst();
}
