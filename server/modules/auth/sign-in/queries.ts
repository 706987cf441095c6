import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Role } from '../../../platform/http/viewer.ts';
import { permissionsOfCustomRoles } from '../roles/queries.ts';
import type { EndReason, MailboxRule, MemberStatus } from '../tables.ts';

export interface AccountRow {
  id: string;
  username: string;
  email: string;
  emailVerifiedAt: Date | null;
  status: MemberStatus;
  universityId: string;
  locale: 'tr' | 'en';
  createdAt: Date;
  /** When the account is deleted, if its owner has asked for that. */
  deleteAt: Date | null;
  displayName: string;
  mutedUntil: Date | null;
  limitedUntil: Date | null;
  undeliverableSince: Date | null;
  roles: Role[];
  passwordHash: string;
  totpSecret: Buffer | null;
  totpConfirmedAt: Date | null;
}

const accounts = (db: Db) =>
  db
    .selectFrom('auth.users as account')
    .innerJoin('auth.credentials as credential', 'credential.user_id', 'account.id')
    .select([
      'account.id',
      'account.username',
      'account.display_name as displayName',
      'account.email',
      'account.email_verified_at as emailVerifiedAt',
      'account.status',
      'account.university_id as universityId',
      'account.locale',
      'account.muted_until as mutedUntil',
      'account.limited_until as limitedUntil',
      'account.undeliverable_since as undeliverableSince',
      'account.created_at as createdAt',
      'credential.password_hash as passwordHash',
      'credential.totp_secret as totpSecret',
      'credential.totp_confirmed_at as totpConfirmedAt',
      sql<Role[]>`array(select role from auth.user_roles where user_id = account.id)`.as('roles'),
      sql<Date | null>`(select delete_at from auth.deactivations where user_id = account.id)`.as('deleteAt'),
    ]);

const withMember = (row: AccountRow): AccountRow => ({ ...row, roles: ['member', ...row.roles] });

/** Index: auth.users_pkey. */
export async function findAccountById(db: Db, id: string): Promise<AccountRow | undefined> {
  const row = await accounts(db).where('account.id', '=', id).executeTakeFirst();
  return row && withMember(row);
}

/** Index: users_username or users_mailbox. */
export async function findAccountRow(
  db: Db,
  key: { username: string } | { mailbox: string },
): Promise<AccountRow | undefined> {
  const query = accounts(db);
  const row =
    'username' in key
      ? await query.where('account.username', '=', key.username).executeTakeFirst()
      : await query.where('account.mailbox', '=', key.mailbox).executeTakeFirst();
  return row && withMember(row);
}

/**
 * What a sign-in depends on, locked until its transaction ends. Sign-ins of one account run one after the other.
 * Index: users_pkey, credentials_pkey.
 */
export async function lockForSignIn(
  db: Db,
  userId: string,
): Promise<Pick<AccountRow, 'status' | 'passwordHash' | 'totpSecret' | 'totpConfirmedAt'> | undefined> {
  return db
    .selectFrom('auth.users as account')
    .innerJoin('auth.credentials as credential', 'credential.user_id', 'account.id')
    .select([
      'account.status',
      'credential.password_hash as passwordHash',
      'credential.totp_secret as totpSecret',
      'credential.totp_confirmed_at as totpConfirmedAt',
    ])
    .where('account.id', '=', userId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** The second factor of an account, identified by its secret; or none. */
type SecondFactor = Pick<AccountRow, 'totpSecret' | 'totpConfirmedAt'>;
const secretOf = ({ totpSecret, totpConfirmedAt }: SecondFactor): string | null =>
  totpConfirmedAt === null ? null : (totpSecret?.toString('hex') ?? null);

/** Whether two reads of an account have the same second factor. One that was switched off and set up again is another. */
export const isSameFactor = (a: SecondFactor, b: SecondFactor): boolean => secretOf(a) === secretOf(b);

export interface SessionState {
  userId: string;
  universityId: string;
  status: MemberStatus;
  roles: Role[];
  ofCustomRoles: string[];
  endedAt: Date | null;
  expiresAt: Date;
  /** When the session last used a second factor. */
  secondFactorAt: Date | null;
}

/** What a request must know about its session. Index: sessions_pkey, users_pkey. */
export async function findSessionState(db: Db, sessionId: string): Promise<SessionState | undefined> {
  const { rows } = await sql<SessionState>`
    select s.user_id as "userId", u.university_id as "universityId", u.status, s.ended_at as "endedAt", s.expires_at as "expiresAt",
           s.second_factor_at as "secondFactorAt",
           array(select role from auth.user_roles r where r.user_id = u.id) as roles,
           ${permissionsOfCustomRoles(sql`u.id`)} as "ofCustomRoles"
    from auth.sessions s join auth.users u on u.id = s.user_id where s.id = ${sessionId}`.execute(db);
  const row = rows[0];
  return row && { ...row, roles: ['member', ...row.roles] };
}

/** Of these sessions, the open ones of active members. Index: sessions_pkey, users_pkey. */
export async function findActiveSessionIds(db: Db, ids: readonly string[], now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select s.id from auth.sessions s join auth.users u on u.id = s.user_id
    where s.id = any(${ids}::uuid[]) and s.ended_at is null and s.expires_at > ${now} and u.status = 'active'`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

export async function insertSession(
  db: Db,
  session: {
    id: string;
    userId: string;
    deviceName: string;
    userAgent: string;
    ip: string | null;
    now: Date;
    expiresAt: Date;
    secondFactor: boolean;
    passkeyId: string | null;
  },
): Promise<void> {
  await db
    .insertInto('auth.sessions')
    .values({
      id: session.id,
      user_id: session.userId,
      device_name: session.deviceName,
      user_agent: session.userAgent,
      ip: session.ip,
      created_at: session.now,
      last_seen_at: session.now,
      expires_at: session.expiresAt,
      ended_at: null,
      end_reason: null,
      second_factor_at: session.secondFactor ? session.now : null,
      authenticated_at: session.now,
      passkey_id: session.passkeyId,
    })
    .execute();
}

export async function insertRefreshToken(
  db: Db,
  token: { hash: Buffer; sessionId: string; now: Date; expiresAt: Date },
): Promise<void> {
  await db
    .insertInto('auth.refresh_tokens')
    .values({
      token_hash: token.hash,
      session_id: token.sessionId,
      created_at: token.now,
      expires_at: token.expiresAt,
      used_at: null,
    })
    .execute();
}

/** Uses a token up if it is unused. Of two concurrent calls, one gets a row. */
export async function spendRefreshToken(
  db: Db,
  hash: Buffer,
  now: Date,
): Promise<{ sessionId: string; expiresAt: Date } | undefined> {
  const row = await db
    .updateTable('auth.refresh_tokens')
    .set({ used_at: now })
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .returning(['session_id as sessionId', 'expires_at as expiresAt'])
    .executeTakeFirst();
  return row;
}

export async function findSessionByRefreshToken(db: Db, hash: Buffer): Promise<string | undefined> {
  const row = await db
    .selectFrom('auth.refresh_tokens')
    .select('session_id')
    .where('token_hash', '=', hash)
    .executeTakeFirst();
  return row?.session_id;
}

/** Records that a session was used, and moves its end. */
export async function extendSession(db: Db, sessionId: string, now: Date, expiresAt: Date): Promise<void> {
  await db
    .updateTable('auth.sessions')
    .set({ last_seen_at: now, expires_at: expiresAt })
    .where('id', '=', sessionId)
    .execute();
}

/** Locks a session that is being renewed: a concurrent end of it waits, or has committed and is seen. Index: sessions_pkey. */
export const lockSession = (db: Db, sessionId: string) =>
  sql`select id from auth.sessions where id = ${sessionId} for no key update`.execute(db);

/** Records that the member has re-authenticated in this session. */
export async function markReauthenticated(
  db: Db,
  sessionId: string,
  now: Date,
  by: { secondFactor: boolean; passkeyId?: string },
): Promise<void> {
  await db
    .updateTable('auth.sessions')
    .set({
      authenticated_at: now,
      ...(by.secondFactor ? { second_factor_at: now } : {}),
      ...(by.passkeyId === undefined ? {} : { passkey_id: by.passkeyId }),
    })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute();
}

/** When the member last re-authenticated in this session. Index: sessions_pkey. */
export async function lastAuthenticatedAt(db: Db, sessionId: string): Promise<Date | undefined> {
  const row = await db
    .selectFrom('auth.sessions')
    .select('authenticated_at')
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row?.authenticated_at;
}

/** When the member last showed a second factor in this session. Index: sessions_pkey. */
export async function lastSecondFactorAt(db: Db, sessionId: string): Promise<Date | null | undefined> {
  const row = await db
    .selectFrom('auth.sessions')
    .select('second_factor_at')
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row?.second_factor_at;
}

/** Once the authenticator app is switched off, its codes no longer count in any session. Passkeys do. */
export async function forgetSecondFactor(db: Db, userId: string): Promise<void> {
  await db
    .updateTable('auth.sessions')
    .set({ second_factor_at: null })
    .where('user_id', '=', userId)
    .where('second_factor_at', 'is not', null)
    .where('passkey_id', 'is', null)
    .execute();
}

/** Ends open sessions. @returns those it ended */
export async function endSessions(
  db: Db,
  filter:
    | { userId: string; except?: string | undefined }
    | { userId: string; sessionId: string }
    | { userId: string; passkeyId: string; except: string }
    | { sessionId: string },
  reason: EndReason,
  now: Date,
): Promise<{ id: string; userId: string }[]> {
  let query = db
    .updateTable('auth.sessions')
    .set({ ended_at: now, end_reason: reason })
    .where('ended_at', 'is', null);
  if ('userId' in filter) query = query.where('user_id', '=', filter.userId);
  if ('sessionId' in filter) query = query.where('id', '=', filter.sessionId);
  if ('passkeyId' in filter) query = query.where('passkey_id', '=', filter.passkeyId);
  if ('except' in filter && filter.except) query = query.where('id', '<>', filter.except);
  return query.returning(['id', 'user_id as userId']).execute();
}

/** A member has few open sessions; the limit is against scripts. Index: sessions_user. */
export async function findOpenSessions(db: Db, userId: string, now: Date) {
  return db
    .selectFrom('auth.sessions')
    .select([
      'id',
      'device_name',
      'user_agent',
      'created_at',
      'last_seen_at',
      sql<string | null>`host(ip)`.as('ip'),
    ])
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .limit(100)
    .execute();
}

export async function setPasswordHash(db: Db, userId: string, hash: string): Promise<void> {
  await db
    .updateTable('auth.credentials')
    .set({ password_hash: hash })
    .where('user_id', '=', userId)
    .execute();
}

/**
 * The mailbox rule of a domain: which spellings of a local part are one mailbox. It is the rule of the domain, or of its nearest
 * parent that includes subdomains. If universities share the domain and disagree, the coarsest rule wins: two accounts for one
 * mailbox are worse than one accepted spelling less. Domains that are only listed in the catalogue do not count.
 * Index: university_domains_domain, allowed_prefixes_domain_prefix_key.
 */
export async function findMailboxRule(db: Db, domain: string): Promise<MailboxRule> {
  const labels = domain.split('.');
  const domains = labels.map((_, index) => labels.slice(index).join('.'));
  const { rows } = await sql<{ rule: MailboxRule }>`
    select listed.mailbox_rule as rule from auth.university_domains listed
    where listed.domain = any(${domains}::text[])
      and (listed.mailbox_rule <> 'exact' or exists (select from auth.allowed_prefixes opened where opened.domain = listed.domain))
      and (listed.domain = ${domain}
           or exists (select from auth.allowed_prefixes opened where opened.domain = listed.domain and opened.include_subdomains))
    order by length(listed.domain) desc, array_position(array['dots_plus', 'plus', 'exact'], listed.mailbox_rule)
    limit 1`.execute(db);
  return rows[0]?.rule ?? 'exact';
}

/** Deletes expired rows, a bounded number at a time. */
export async function deleteExpired(db: Db, now: Date): Promise<void> {
  const cutoff = new Date(now.getTime() - 30 * 86_400_000);
  await sql`delete from auth.refresh_tokens where token_hash in (
    select token_hash from auth.refresh_tokens where expires_at < ${now} limit 20000)`.execute(db);
  await sql`delete from auth.one_time_tokens where id in (
    select id from auth.one_time_tokens where expires_at < ${cutoff} limit 20000)`.execute(db);
  await sql`delete from auth.address_changes where user_id in (
    select user_id from auth.address_changes where expires_at < ${now} limit 20000)`.execute(db);
  await sql`delete from auth.security_events where id in (
    select id from auth.security_events where expires_at < ${now} limit 20000)`.execute(db);
  await sql`delete from auth.used_challenges where hash in (
    select hash from auth.used_challenges where expires_at < ${now} limit 20000)`.execute(db);
  await sql`delete from auth.attempts where key in (
    select key from auth.attempts where window_ends_at < ${now} limit 20000)`.execute(db);
  await sql`delete from auth.sessions where id in (
    select id from auth.sessions where coalesce(ended_at, expires_at) < ${cutoff} limit 20000)`.execute(db);
}

/** The name that the database's server was started with. */
export async function findClusterName(db: Db): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_setting('cluster_name') as name`.execute(db);
  return rows[0]?.name ?? '';
}

/** The oldest active member without a second factor. In the order of `users_pkey`. */
export function findMemberForDrill(db: Db): Promise<{ id: string; username: string } | undefined> {
  return db
    .selectFrom('auth.users as account')
    .innerJoin('auth.credentials as credential', 'credential.user_id', 'account.id')
    .select(['account.id', 'account.username'])
    .where('account.status', '=', 'active')
    .where('credential.totp_confirmed_at', 'is', null)
    .orderBy('account.id')
    .limit(1)
    .executeTakeFirst();
}

/** Forgets every counted attempt. Only for a restored copy. */
export async function forgetAttempts(db: Db): Promise<void> {
  await sql`delete from auth.attempts`.execute(db);
}
