import { timingSafeEqual } from 'node:crypto';
import { canonicalMailbox, type EmailParts, parseEmail } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { violatedConstraint } from '../../../platform/db.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { type AttemptSource, attempt } from '../attempts/service.ts';
import { audit } from '../audit/index.ts';
import { consumeRegistrationBudget } from '../emails/budget.ts';
import { enqueueEmail } from '../emails/queue.ts';
import { hashCode } from '../emails/verification.ts';
import { hashPassword } from '../password-hash.ts';
import { usernameTaken } from '../problems.ts';
import { isDesignatedOwner, promoteFirstOwner } from '../roles/service.ts';
import { accountById, mailboxRuleOf } from '../sign-in/queries.ts';
import { completeSignIn, type SignInResult } from '../sign-in/service.ts';
import { hashToken } from '../sign-in/tokens.ts';
import { lockRulesShared } from '../universities/queries.ts';
import { findAdmittingRule } from '../universities/service.ts';
import { readDisplayName, readUsername } from './names.ts';
import { refuseWeakPassword } from './passwords.ts';
import {
  detailsRequired,
  tooManyCodes,
  universityNotAllowed,
  verificationExpired,
  verificationFailed,
} from './problems.ts';
import {
  countWrongCode,
  endRegistrations,
  insertAccount,
  lockMailbox,
  type PendingRegistration,
  registrationOfToken,
  registrationsOf,
  universityName,
} from './queries.ts';

/** Wrong codes that a code bears. The link of the same letter stays good: a stranger's guesses lock nobody out. */
const MAX_WRONG_CODES = 5;
/** A code is compared with those of the newest mails alone, and with that of the asking browser: so many can be guessed at once. */
const MAX_COMPARED_CODES = 3;
/** How long the browser that registered is believed to be used by the same person. */
export const BROWSER_TRUSTED_MS = 2 * 3_600_000;

export interface VerifyBody {
  token?: string | undefined;
  email?: string | undefined;
  code?: string | undefined;
  password?: string | undefined;
  username?: string | undefined;
  displayName?: string | undefined;
  locale?: 'tr' | 'en' | undefined;
}

/** Where a confirmation is sent from. */
export interface ConfirmationSource {
  origin: Origin;
  /** Hash of the secret that the browser got when it registered. */
  browserHash: Buffer | undefined;
  /** Whether the caller keeps cookies: then it would have that secret, had it made the registration. */
  keepsCookies: boolean;
}

/**
 * Confirms an address by the mailed token, or by the address and the mailed code, makes the account and signs in.
 *
 * The mail proves the mailbox, not who chose the registration's password and names. They become the account's when the browser that
 * chose them confirms; or when the caller keeps no cookies and no other registration of the mailbox waits. Otherwise the
 * call must bring a password, a username and a name that are chosen now (ADR 0021).
 * @throws Problem 422 `verification_failed`, `registration_details_required`, `university_not_allowed`, `weak_password`;
 *   422 `verification_expired`, only for what was right; 409 `username_taken`; 429 `too_many_attempts`. Nothing is used up by them
 */
export async function verifyEmail(
  ctx: Context,
  body: VerifyBody,
  from: ConfirmationSource,
): Promise<SignInResult> {
  const username = body.username === undefined ? undefined : readUsername(body.username);
  const displayName = body.displayName === undefined ? undefined : readDisplayName(body.displayName);
  const found =
    body.token === undefined
      ? await findByCode(ctx, body.email ?? '', body.code ?? '', from)
      : await registrationOfToken(ctx.db, hashToken(body.token));
  if (!found) throw verificationFailed();
  if (found.expiresAt === null || found.expiresAt <= ctx.clock()) throw verificationExpired();
  const chosen = {
    ...(username === undefined ? {} : { username }),
    ...(displayName === undefined ? {} : { displayName }),
    ...(body.locale === undefined ? {} : { locale: body.locale }),
    ...(body.password === undefined
      ? {}
      : { passwordHash: await newPasswordHash(ctx, found, body.password, [username, displayName]) }),
  };
  try {
    return await ctx.transaction((tx) => confirm(tx, found, chosen, from));
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === 'users_username') throw usernameTaken();
    if (constraint === 'users_email_canonical') throw verificationFailed();
    throw error;
  }
}

const requireEmailParts = (email: string): EmailParts => {
  const parts = parseEmail(email);
  if (typeof parts === 'string') throw verificationFailed();
  return parts;
};

/** Hashed before the transaction: the queue for hashing holds no connection. */
async function newPasswordHash(
  ctx: Context,
  { email }: PendingRegistration,
  password: string,
  names: (string | undefined)[],
): Promise<string> {
  const parts = requireEmailParts(email);
  const rule = await findAdmittingRule(ctx, parts);
  const university = rule ? await universityName(ctx.db, rule.universityId) : '';
  const known = [...names, parts.local, parts.domain, university];
  await refuseWeakPassword(
    password,
    known.filter((text) => text !== undefined),
  );
  return hashPassword(password);
}

/** The registration whose mailed code this is. Every step runs as well where there is none. */
async function findByCode(
  ctx: Context,
  email: string,
  code: string,
  { origin, browserHash }: ConfirmationSource,
): Promise<PendingRegistration | undefined> {
  const parts = parseEmail(email.trim());
  if (typeof parts === 'string') return undefined;
  const mailbox = canonicalMailbox(parts, await mailboxRuleOf(ctx.db, parts.domain));
  const guesser: AttemptSource = { account: `code ${mailbox}`, ip: origin.ip, deviceId: undefined };
  const check = () =>
    ctx.transaction(async (tx) => {
      await lockMailbox(tx.db, mailbox);
      const all = await registrationsOf(tx.db, mailbox);
      const sent = all.filter((candidate) => candidate.codeHash !== null);
      const ofBrowser = sent.filter((candidate) => isFromBrowser(candidate, browserHash));
      const compared = [...new Set([...ofBrowser, ...sent.slice(0, MAX_COMPARED_CODES)])];
      const match = compared.find(
        (candidate) =>
          candidate.codeHash !== null &&
          timingSafeEqual(candidate.codeHash, hashCode(tx, candidate.id, code)) &&
          candidate.wrongCodes < MAX_WRONG_CODES,
      );
      const wrongIds = match ? [] : compared.map((candidate) => candidate.id);
      if (!match) await countWrongCode(tx.db, wrongIds);
      return match;
    });
  return attempt(ctx, guesser, check, { refusal: tooManyCodes });
}

const isFromBrowser = (registration: PendingRegistration, browserHash: Buffer | undefined): boolean =>
  browserHash !== undefined && timingSafeEqual(registration.browserHash, browserHash);

type ChosenDetails = Partial<
  Pick<PendingRegistration, 'username' | 'displayName' | 'passwordHash' | 'locale'>
>;

async function confirm(
  tx: Context,
  found: PendingRegistration,
  chosen: ChosenDetails,
  from: ConfirmationSource,
): Promise<SignInResult> {
  const now = tx.clock();
  await lockRulesShared(tx.db);
  const parts = requireEmailParts(found.email);
  const mailbox = canonicalMailbox(parts, await mailboxRuleOf(tx.db, parts.domain));
  await lockMailbox(tx.db, mailbox);
  const pending = await registrationsOf(tx.db, mailbox);
  if (!pending.some((candidate) => candidate.id === found.id)) throw verificationFailed();
  // What let the registration in is asked anew: the rule may have changed since.
  const rule = await findAdmittingRule(tx, parts);
  if (!rule) throw universityNotAllowed();

  const keepsDetails = await keepsRegisteredDetails(tx, found, pending, from);
  const base = keepsDetails ? found : { locale: 'tr' as const };
  const values: ChosenDetails = { ...base, ...chosen };
  const { username, displayName, passwordHash, locale = 'tr' } = values;
  if (username === undefined || displayName === undefined || passwordHash === undefined) {
    const given = { password: passwordHash, username, displayName };
    throw detailsRequired(
      Object.entries(given)
        .filter(([, value]) => value === undefined)
        .map(([path]) => path),
    );
  }
  const id = keepsDetails ? found.id : newId();
  await insertAccount(tx.db, {
    id,
    username,
    displayName,
    email: found.email,
    mailbox,
    universityId: rule.universityId,
    affiliation: rule.affiliation,
    locale,
    passwordHash,
    createdAt: keepsDetails ? found.createdAt : now,
    now,
  });
  await endRegistrations(tx.db, mailbox);
  await audit(tx, { event: 'email_verified', actorId: id, origin: from.origin });
  await promoteFirstOwner(tx, id, mailbox);
  const account = await accountById(tx.db, id);
  if (!account) throw verificationFailed();
  return completeSignIn(tx, account, { origin: from.origin });
}

/** Whether who confirms is taken to be who registered. */
async function keepsRegisteredDetails(
  tx: Context,
  found: PendingRegistration,
  pending: readonly PendingRegistration[],
  { browserHash, keepsCookies }: ConfirmationSource,
): Promise<boolean> {
  const now = tx.clock().getTime();
  const isOwnBrowser =
    isFromBrowser(found, browserHash) && now - found.createdAt.getTime() < BROWSER_TRUSTED_MS;
  if (isOwnBrowser) return true;
  if (keepsCookies) return false;
  const isOnlyRegistration = pending.every((candidate) => candidate.id === found.id);
  return isOnlyRegistration && !(await isDesignatedOwner(tx, found.mailbox));
}

/**
 * Mails the link and a new code to a registration that waits; nothing, as silently, to anybody else. Which of the two is found out
 * in a job. Counted like a registration, also for addresses that nobody has.
 */
export async function resend(
  ctx: Context,
  email: string,
  browserHash: Buffer | undefined,
  origin: Origin,
): Promise<void> {
  const parts = parseEmail(email.trim());
  if (typeof parts === 'string') return;
  const mailbox = canonicalMailbox(parts, await mailboxRuleOf(ctx.db, parts.domain));
  if (!(await consumeRegistrationBudget(ctx, mailbox, origin))) return;
  await enqueueEmail(ctx, {
    wish: 'verify_email',
    address: `${parts.local}@${parts.domain}`,
    origin,
    ...(browserHash ? { browser: browserHash.toString('hex') } : {}),
  });
}
