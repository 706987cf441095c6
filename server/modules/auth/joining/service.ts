import { timingSafeEqual } from 'node:crypto';
import {
  canonicalMailbox,
  type EmailParts,
  emailParts,
  findForbidden,
  graphemeCount,
  normalise,
  suggestUsernames,
  usernameProblem,
} from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { violatedConstraint } from '../../../platform/db.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { Problem } from '../../../platform/problem.ts';
import { audit } from '../audit/index.ts';
import { hashCode, sendLink, sendNotice } from '../letters/send.ts';
import { countWrongCode, dropTokens, markUsed, openCode, useToken } from '../one-time/queries.ts';
import { hashPassword } from '../password-hash.ts';
import { usernameTaken } from '../problems.ts';
import { promoteFirstOwner } from '../roles/service.ts';
import { findAccount } from '../sign-in/account.ts';
import { accountById, mailboxRuleOf } from '../sign-in/queries.ts';
import { type Entry, enter } from '../sign-in/service.ts';
import { hashToken } from '../sign-in/tokens.ts';
import { ruleOf } from '../universities/service.ts';
import { refuseWeak } from './passwords.ts';
import {
  accountOfMailbox,
  deletePending,
  deleteStalePending,
  holderOfUsername,
  insertPending,
  lockMailbox,
  markVerified,
} from './queries.ts';

const DISPLAY_NAME_MAX = 50;
const WRONG_CODES = 5;
const PENDING_LIVES_MS = 48 * 3_600_000;

export interface RegisterBody {
  email: string;
  password: string;
  username: string;
  displayName: string;
  locale?: 'tr' | 'en' | undefined;
}

const badField = (path: string, message: string) =>
  new Problem(400, 'invalid_request', message, { errors: [{ path, message }] });

function readAddress(email: string): EmailParts {
  const parts = emailParts(email.trim());
  if (typeof parts === 'string')
    throw badField(
      'email',
      'This is not an e-mail address that can be used here. Write it as in name@university.edu.',
    );
  return parts;
}

/** A name as stored. @throws Problem 400 `invalid_request` */
export function readDisplayName(typed: string): string {
  const name = normalise(typed).trim().replace(/\s+/g, ' ');
  if (name === '' || findForbidden(name)) throw badField('displayName', 'Write the name that others see.');
  if (graphemeCount(name) > DISPLAY_NAME_MAX)
    throw badField('displayName', `A name may have ${DISPLAY_NAME_MAX} characters.`);
  return name;
}

/** A username as stored. @throws Problem 400 `invalid_request` */
export function readUsername(typed: string): string {
  const username = typed.trim().toLowerCase();
  const problem = usernameProblem(username);
  if (problem === 'reserved') throw badField('username', 'This username is kept free. Choose another.');
  if (problem) throw badField('username', 'Use 3 to 20 letters from a to z, digits and underscores.');
  return username;
}

/**
 * Takes a registration and mails a link and a code. What it answers, and the work it does, is the same whether or not the
 * address has an account; the mailbox's owner alone learns which.
 * @throws Problem 422 `university_not_allowed`, `weak_password`; 409 `username_taken`; 400 `invalid_request`
 */
export async function register(ctx: Context, body: RegisterBody, origin: Origin): Promise<void> {
  const parts = readAddress(body.email);
  const username = readUsername(body.username);
  const displayName = readDisplayName(body.displayName);
  const rule = await ruleOf(ctx, parts);
  if (!rule) {
    const message = 'This address is not of a university that is open here. Use your university address.';
    throw new Problem(422, 'university_not_allowed', message, { errors: [{ path: 'email', message }] });
  }
  await refuseWeak(body.password, [username, displayName, parts.local, parts.domain]);
  const mailbox = canonicalMailbox(parts, await mailboxRuleOf(ctx.db, parts.domain));
  // Asked before the mailbox is looked at: the answer cannot tell whether the address is known.
  const holder = await holderOfUsername(ctx.db, username);
  const passwordHash = await hashPassword(body.password);
  const now = ctx.clock();
  const registration = {
    id: newId(),
    email: `${parts.local}@${parts.domain}`,
    mailbox,
    username,
    displayName,
    universityId: rule.universityId,
    affiliation: rule.affiliation,
    locale: body.locale ?? 'tr',
    passwordHash,
    now,
  } as const;

  try {
    await ctx.transaction(async (tx) => {
      await lockMailbox(tx.db, mailbox);
      const known = await accountOfMailbox(tx.db, mailbox);
      if (known?.status === 'pending') await deletePending(tx.db, known.id);
      const free = holder === undefined || (known?.status === 'pending' && holder === known.id);
      if (!free) throw usernameTaken();
      if (known && known.status !== 'pending') {
        const account = await accountById(tx.db, known.id);
        if (account && account.status !== 'deleted')
          await sendNotice(tx, account, 'already_registered', '/sign-in');
        await audit(tx, {
          event: 'registered_again',
          actorId: null,
          subject: { type: 'member', id: known.id },
          origin,
        });
        return;
      }
      await insertPending(tx.db, registration);
      await sendLink(tx, registration, 'verify_email');
      await audit(tx, { event: 'registered', actorId: registration.id, origin });
    });
  } catch (error) {
    if (violatedConstraint(error) === 'users_username') throw usernameTaken();
    throw error;
  }
}

const verificationFailed = () =>
  new Problem(
    422,
    'verification_failed',
    'This link or code is not good, or not any more. Ask for a new one.',
    {
      errors: [{ path: 'code', message: 'This code is not good, or not any more.' }],
    },
  );
const verificationExpired = () =>
  new Problem(422, 'verification_expired', 'This link or code has run out. Ask for a new one.');

/**
 * Confirms an address by the mailed token, or by the address and the mailed code, and signs in.
 * @throws Problem 422 `verification_failed`, `verification_expired`
 */
export async function verifyEmail(
  ctx: Context,
  body: { token: string } | { email: string; code: string },
  origin: Origin,
): Promise<Entry> {
  const outcome = await ctx.transaction(async (tx) => {
    const userId = 'token' in body ? await byToken(tx, body.token) : await byCode(tx, body.email, body.code);
    if (userId instanceof Problem) return userId; // returned, not thrown: a wrong code stays counted
    if (!(await markVerified(tx.db, userId, tx.clock()))) return verificationFailed();
    await dropTokens(tx.db, userId, 'verify_email');
    await audit(tx, { event: 'email_verified', actorId: userId, origin });
    await promoteFirstOwner(tx, userId);
    const account = await accountById(tx.db, userId);
    if (!account) return verificationFailed();
    return enter(tx, account, origin, undefined);
  });
  if (outcome instanceof Problem) throw outcome;
  return outcome;
}

async function byToken(tx: Context, token: string): Promise<string | Problem> {
  const used = await useToken(tx.db, 'verify_email', hashToken(token), tx.clock());
  if (!used) return verificationFailed();
  return used.expired ? verificationExpired() : used.userId;
}

async function byCode(tx: Context, email: string, code: string): Promise<string | Problem> {
  const account = await findAccount(tx, email);
  const open = account && (await openCode(tx.db, account.id, 'verify_email'));
  if (!account || !open?.codeHash || open.wrongCodes >= WRONG_CODES) return verificationFailed();
  if (!timingSafeEqual(open.codeHash, hashCode(tx, account.id, code))) {
    await countWrongCode(tx.db, open.id);
    return verificationFailed();
  }
  if (open.expiresAt <= tx.clock()) return verificationExpired();
  await markUsed(tx.db, open.id, tx.clock());
  return account.id;
}

/** Mails a new link and code to a pending registration; nothing, as silently, to anybody else. */
export async function resend(ctx: Context, email: string): Promise<void> {
  const account = await findAccount(ctx, email);
  if (account?.status === 'pending') await sendLink(ctx, account, 'verify_email');
}

/** Whether a username is free, and others near a name that are. */
export async function usernameAvailability(
  ctx: Context,
  query: { username: string; displayName?: string | undefined },
) {
  const username = query.username.trim().toLowerCase();
  const problem = usernameProblem(username);
  const available = problem === null && (await holderOfUsername(ctx.db, username)) === undefined;
  if (available) return { available, problem, suggestions: [] };
  const suggestions: string[] = [];
  for (const candidate of suggestUsernames(query.displayName || username)) {
    if (suggestions.length === 3) break;
    if ((await holderOfUsername(ctx.db, candidate)) === undefined) suggestions.push(candidate);
  }
  return { available, problem: problem ?? ('taken' as const), suggestions };
}

/** Job: registrations that nobody confirmed free their username after two days. */
export async function dropStalePending(ctx: Context): Promise<void> {
  const dropped = await deleteStalePending(ctx.db, new Date(ctx.clock().getTime() - PENDING_LIVES_MS));
  if (dropped > 0) ctx.log.info({ dropped }, 'auth.pending_dropped');
}
