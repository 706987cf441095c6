import { canonicalMailbox, type EmailParts, parseEmail } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { addressKey, networkMatcher } from '../../../platform/ip-addresses.ts';
import { Problem } from '../../../platform/problem.ts';
import { audit } from '../audit/index.ts';
import { consumeRegistrationBudget } from '../emails/budget.ts';
import {
  enqueueAlreadyRegistered,
  enqueueVerification,
  generateVerification,
} from '../emails/verification.ts';
import { hashPassword } from '../password-hash.ts';
import { usernameTaken } from '../problems.ts';
import { mailboxRuleOf } from '../sign-in/queries.ts';
import { lockRulesShared } from '../universities/queries.ts';
import { findAdmittingRule } from '../universities/service.ts';
import { invalidField, readDisplayName, readUsername } from './names.ts';
import { refuseWeakPassword } from './passwords.ts';
import { universityNotAllowed } from './problems.ts';
import {
  accountOfMailbox,
  deleteOldestRegistrations,
  deleteStaleRegistrations,
  insertRegistration,
  lockMailbox,
  lockUsername,
  type Registration,
  takenUsernames,
  universityName,
} from './queries.ts';

export { readDisplayName, readUsername } from './names.ts';

const REGISTRATION_TTL_MS = 48 * 3_600_000;
/** Registrations an hour from one address; a network that the operator named as the campus's holds a whole campus. */
const MAX_PER_HOUR = { address: 300, campus: 15_000 };

export interface RegisterBody {
  email: string;
  password: string;
  username: string;
  displayName: string;
  locale?: 'tr' | 'en' | undefined;
}

function readAddress(email: string): EmailParts {
  const parts = parseEmail(email.trim());
  if (typeof parts === 'string')
    throw invalidField('email', 'This email address can’t be used here. Enter it like name@university.edu.');
  return parts;
}

/**
 * Takes a registration and mails a link and a code.
 *
 * Registrations of one mailbox stand side by side: none changes or replaces another, and what each has chosen becomes an account
 * only with the mail of that registration, in the browser that made it (ADR 0021). Over the mailbox's budget nothing is mailed; the
 * registration waits for a resend.
 *
 * What it answers, what it leaves to be seen and the work it does are the same whether or not the address has an account. The
 * mailbox's owner alone learns which.
 * @param browserHash  hash of the secret that the answer sets as a cookie
 * @throws Problem 422 `university_not_allowed`, `weak_password`, `too_many_marks`; 409 `username_taken`; 400 `invalid_request`; 429 `too_many_attempts`
 */
export async function register(
  ctx: Context,
  body: RegisterBody,
  browserHash: Buffer,
  origin: Origin,
): Promise<void> {
  const parts = readAddress(body.email);
  const username = readUsername(body.username);
  const displayName = readDisplayName(body.displayName);
  const rule = await findAdmittingRule(ctx, parts);
  if (!rule) throw universityNotAllowed();
  await limitByAddress(ctx, origin);
  const university = await universityName(ctx.db, rule.universityId);
  await refuseWeakPassword(body.password, [username, displayName, parts.local, parts.domain, university]);
  const registration = {
    id: newId(),
    email: `${parts.local}@${parts.domain}`,
    username,
    displayName,
    passwordHash: await hashPassword(body.password),
    locale: body.locale ?? 'tr',
    browserHash,
    createdAt: ctx.clock(),
  };
  await ctx.transaction(async (tx) => {
    await lockRulesShared(tx.db);
    const mailbox = canonicalMailbox(parts, await mailboxRuleOf(tx.db, parts.domain));
    await storeRegistration(tx, { ...registration, mailbox }, origin);
  });
}

async function storeRegistration(tx: Context, registration: Registration, origin: Origin): Promise<void> {
  const { mailbox, username } = registration;
  await lockMailbox(tx.db, mailbox);
  await lockUsername(tx.db, username);
  const owner = await accountOfMailbox(tx.db, mailbox);
  if ((await takenUsernames(tx.db, [username], tx.clock(), mailbox)).size > 0) throw usernameTaken();
  const isInBudget = await consumeRegistrationBudget(tx, mailbox, origin);
  const generated = generateVerification(tx, registration, owner === undefined);
  await insertRegistration(tx.db, registration, isInBudget ? generated.verification : null);
  await deleteOldestRegistrations(tx.db, mailbox);
  if (isInBudget)
    await (owner ? enqueueAlreadyRegistered(tx, owner) : enqueueVerification(tx, registration, generated));
  await audit(tx, {
    event: owner ? 'registered_again' : 'registered',
    actorId: owner ? null : registration.id,
    ...(owner ? { subject: { type: 'member', id: owner.id } } : {}),
    origin,
  });
}

/** Whoever registers strangers by the thousand is slowed down; a campus behind one address is not. */
async function limitByAddress(ctx: Context, { ip }: Origin): Promise<void> {
  if (!ctx.config.rateLimits) return;
  const max = networkMatcher(ctx.config.campusNetworks)(ip) ? MAX_PER_HOUR.campus : MAX_PER_HOUR.address;
  const { count, resetsInMs } = await ctx.cache.increment(`registrations:${addressKey(ip)}`, 3600);
  if (count > max)
    throw new Problem(
      429,
      'too_many_attempts',
      `Too many people registered from your network just now. Wait ${Math.ceil(resetsInMs / 60_000)} minutes, or use another network.`,
      { retryAfter: Math.ceil(resetsInMs / 1000) },
    );
}

/** Job: registrations that nobody confirmed go after two days. */
export async function deleteStale(ctx: Context): Promise<void> {
  const dropped = await deleteStaleRegistrations(
    ctx.db,
    new Date(ctx.clock().getTime() - REGISTRATION_TTL_MS),
  );
  if (dropped > 0) ctx.log.info({ dropped }, 'auth.registrations_dropped');
}
