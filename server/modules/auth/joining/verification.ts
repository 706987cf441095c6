import { timingSafeEqual } from 'node:crypto';
import { canonicalMailbox, type EmailParts, parseEmail } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { violatedConstraint } from '../../../platform/db.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { type Guesser, guess } from '../attempts/service.ts';
import { audit } from '../audit/index.ts';
import { withinJoiningBudget } from '../letters/budget.ts';
import { post } from '../letters/envelope.ts';
import { hashCode } from '../letters/verification.ts';
import { hashPassword } from '../password-hash.ts';
import { usernameTaken } from '../problems.ts';
import { isNotedOwner, promoteFirstOwner } from '../roles/service.ts';
import { accountById, mailboxRuleOf } from '../sign-in/queries.ts';
import { type Entry, enter } from '../sign-in/service.ts';
import { hashToken } from '../sign-in/tokens.ts';
import { lockRulesShared } from '../universities/queries.ts';
import { ruleOf } from '../universities/service.ts';
import { readDisplayName, readUsername } from './names.ts';
import { refuseWeak } from './passwords.ts';
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
  registrationOfToken,
  registrationsOf,
  universityName,
  type WaitingRegistration,
} from './queries.ts';

/** Wrong codes that a code bears. The link of the same letter stays good: a stranger's guesses lock nobody out. */
const WRONG_CODES = 5;
/** A code is compared with those of the newest mails alone, and with that of the asking browser: so many can be guessed at once. */
const CODES_AT_ONCE = 3;
/** How long the browser that registered is believed to be used by the same person. */
export const OWN_BROWSER_MS = 2 * 3_600_000;

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
export interface Confirming {
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
export async function verifyEmail(ctx: Context, body: VerifyBody, from: Confirming): Promise<Entry> {
  const username = body.username === undefined ? undefined : readUsername(body.username);
  const displayName = body.displayName === undefined ? undefined : readDisplayName(body.displayName);
  const found =
    body.token === undefined
      ? await byCode(ctx, body.email ?? '', body.code ?? '', from)
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

const partsOf = (email: string): EmailParts => {
  const parts = parseEmail(email);
  if (typeof parts === 'string') throw verificationFailed();
  return parts;
};

/** Hashed before the transaction: the queue for hashing holds no connection. */
async function newPasswordHash(
  ctx: Context,
  { email }: WaitingRegistration,
  password: string,
  names: (string | undefined)[],
): Promise<string> {
  const parts = partsOf(email);
  const rule = await ruleOf(ctx, parts);
  const university = rule ? await universityName(ctx.db, rule.universityId) : '';
  const known = [...names, parts.local, parts.domain, university];
  await refuseWeak(
    password,
    known.filter((text) => text !== undefined),
  );
  return hashPassword(password);
}

/** The registration whose mailed code this is. Every step runs as well where there is none. */
async function byCode(
  ctx: Context,
  email: string,
  code: string,
  { origin, browserHash }: Confirming,
): Promise<WaitingRegistration | undefined> {
  const parts = parseEmail(email.trim());
  if (typeof parts === 'string') return undefined;
  const mailbox = canonicalMailbox(parts, await mailboxRuleOf(ctx.db, parts.domain));
  const guesser: Guesser = { account: `code ${mailbox}`, ip: origin.ip, deviceId: undefined };
  const check = () =>
    ctx.transaction(async (tx) => {
      await lockMailbox(tx.db, mailbox);
      const all = await registrationsOf(tx.db, mailbox);
      const sent = all.filter((one) => one.codeHash !== null);
      const own = sent.filter((one) => isBrowserOf(one, browserHash));
      const compared = [...new Set([...own, ...sent.slice(0, CODES_AT_ONCE)])];
      const right = compared.find(
        (one) =>
          one.codeHash !== null &&
          timingSafeEqual(one.codeHash, hashCode(tx, one.id, code)) &&
          one.wrongCodes < WRONG_CODES,
      );
      const wrongOnes = right ? [] : compared.map((one) => one.id);
      if (!right) await countWrongCode(tx.db, wrongOnes);
      return right;
    });
  return guess(ctx, guesser, check, { refusal: tooManyCodes });
}

const isBrowserOf = (registration: WaitingRegistration, browserHash: Buffer | undefined): boolean =>
  browserHash !== undefined && timingSafeEqual(registration.browserHash, browserHash);

type Chosen = Partial<Pick<WaitingRegistration, 'username' | 'displayName' | 'passwordHash' | 'locale'>>;

async function confirm(
  tx: Context,
  found: WaitingRegistration,
  chosen: Chosen,
  from: Confirming,
): Promise<Entry> {
  const now = tx.clock();
  await lockRulesShared(tx.db);
  const parts = partsOf(found.email);
  const mailbox = canonicalMailbox(parts, await mailboxRuleOf(tx.db, parts.domain));
  await lockMailbox(tx.db, mailbox);
  const waiting = await registrationsOf(tx.db, mailbox);
  if (!waiting.some((one) => one.id === found.id)) throw verificationFailed();
  // What let the registration in is asked anew: the rule may have changed since.
  const rule = await ruleOf(tx, parts);
  if (!rule) throw universityNotAllowed();

  const keeps = await keepsItsValues(tx, found, waiting, from);
  const base = keeps ? found : { locale: 'tr' as const };
  const values: Chosen = { ...base, ...chosen };
  const { username, displayName, passwordHash, locale = 'tr' } = values;
  if (username === undefined || displayName === undefined || passwordHash === undefined) {
    const given = { password: passwordHash, username, displayName };
    throw detailsRequired(
      Object.entries(given)
        .filter(([, value]) => value === undefined)
        .map(([path]) => path),
    );
  }
  const id = keeps ? found.id : newId();
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
    createdAt: keeps ? found.createdAt : now,
    now,
  });
  await endRegistrations(tx.db, mailbox);
  await audit(tx, { event: 'email_verified', actorId: id, origin: from.origin });
  await promoteFirstOwner(tx, id, mailbox);
  const account = await accountById(tx.db, id);
  if (!account) throw verificationFailed();
  return enter(tx, account, { origin: from.origin });
}

/** Whether who confirms is taken to be who registered. */
async function keepsItsValues(
  tx: Context,
  found: WaitingRegistration,
  waiting: readonly WaitingRegistration[],
  { browserHash, keepsCookies }: Confirming,
): Promise<boolean> {
  const now = tx.clock().getTime();
  const isOwnBrowser = isBrowserOf(found, browserHash) && now - found.createdAt.getTime() < OWN_BROWSER_MS;
  if (isOwnBrowser) return true;
  if (keepsCookies) return false;
  const isAlone = waiting.every((one) => one.id === found.id);
  return isAlone && !(await isNotedOwner(tx, found.mailbox));
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
  if (!(await withinJoiningBudget(ctx, mailbox, origin))) return;
  await post(ctx, {
    wish: 'verify_email',
    address: `${parts.local}@${parts.domain}`,
    origin,
    ...(browserHash ? { browser: browserHash.toString('hex') } : {}),
  });
}
