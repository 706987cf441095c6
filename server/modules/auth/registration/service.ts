import { canonicalMailbox, type EmailParts } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { addressKey, networkMatcher } from '../../../platform/ip-addresses.ts';
import { Problem } from '../../../platform/problem.ts';
import { audit } from '../audit/index.ts';
import { campus } from '../campus/settings.ts';
import { consumeRegistrationBudget } from '../emails/budget.ts';
import {
  enqueueAlreadyRegistered,
  enqueueVerification,
  generateVerification,
} from '../emails/verification.ts';
import { checkInvitation } from '../invitations/redeeming.ts';
import type { AcceptedTexts } from '../legal/schemas.ts';
import { refuseUnknownVersions } from '../legal/service.ts';
import { hashPassword } from '../password-hash.ts';
import { usernameTaken } from '../problems.ts';
import { isDesignatedOwner } from '../roles/service.ts';
import { findMailboxRule } from '../sign-in/queries.ts';
import { lockRulesShared } from '../universities/queries.ts';
import { findAdmittingRule } from '../universities/service.ts';
import { modeAtRegistration } from './modes.ts';
import { readAddress, readDisplayName, readUsername } from './names.ts';
import { refuseWeakPassword } from './passwords.ts';
import { invitationInvalid, invitationRequired, universityNotAllowed } from './problems.ts';
import {
  deleteOldestRegistrations,
  deleteStaleRegistrations,
  findAccountByMailbox,
  findTakenUsernames,
  findUniversityName,
  insertRegistration,
  lockMailbox,
  lockUsername,
  type Registration,
} from './queries.ts';

export { readDisplayName, readUsername } from './names.ts';

const REGISTRATION_TTL_MS = 48 * 3_600_000;
/**
 * Maximum registrations per hour from one address; a network that the operator has named as the campus's serves a whole campus.
 */
const MAX_PER_HOUR = { address: 300, campus: 15_000 };

export interface RegisterBody {
  email: string;
  password: string;
  username: string;
  displayName: string;
  locale?: 'tr' | 'en' | undefined;
  /** Versions of the terms and rules; kept, and counted once the mailbox is proved. */
  acceptedTexts?: AcceptedTexts | undefined;
  /** The code of an invitation. */
  invitation?: string | undefined;
  /** Whether the inviter may learn who joined. */
  tellInviter?: boolean | undefined;
  /** To the question of the campus. */
  answer?: string | undefined;
}

/**
 * Stores a registration and mails its link and code.
 *
 * Registrations of one mailbox are independent: none replaces another (ADR 0021). Each becomes an account only through its own
 * email, in the browser that made it. Over the mailbox's budget the registration is stored without an email, until a resend.
 *
 * The response, its timing and the work are the same whether or not the address has an account. Only the mailbox's owner learns
 * which.
 * @param browserHash  hash of the secret that the response sets as a cookie
 * @throws Problem 422 `university_not_allowed`, `weak_password`, `too_many_combining_marks`; 409 `username_taken`; 400 `invalid_request`;
 * 422 `invitation_required`, `invitation_invalid`; 429 `too_many_attempts`; 403 `feature_off`, `registration_closed`
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
  const { acceptedTexts = {} } = body;
  await refuseUnknownVersions(ctx, acceptedTexts);
  const rule = await findAdmittingRule(ctx, parts);
  if (!rule) throw universityNotAllowed();
  await limitByAddress(ctx, origin);
  const mode = await modeAtRegistration(ctx, rule.universityId);
  const invitationHash = await checkGivenInvitation(ctx, body.invitation, mode, parts, origin);
  const university = await findUniversityName(ctx.db, rule.universityId);
  await refuseWeakPassword(body.password, [username, displayName, parts.local, parts.domain, university]);
  const registration = {
    id: newId(),
    email: `${parts.local}@${parts.domain}`,
    username,
    displayName,
    passwordHash: await hashPassword(body.password),
    locale: body.locale ?? (await campus(ctx)).settings.languages.default,
    browserHash,
    acceptedTexts,
    createdAt: ctx.clock(),
    mode,
    invitationHash,
    tellsInviter: invitationHash !== null && (body.tellInviter ?? false),
    answer: mode === 'approval' ? (body.answer ?? '') : '',
  };
  await ctx.transaction(async (tx) => {
    await lockRulesShared(tx.db);
    const mailbox = canonicalMailbox(parts, await findMailboxRule(tx.db, parts.domain));
    await storeRegistration(tx, { ...registration, mailbox }, origin);
  });
}

/**
 * Looks at the invitation without using it up: that happens when the mailbox is proved.
 * @returns the hash of its code; null without one that counts
 * @throws Problem 422 `invitation_required`, `invitation_invalid`; 429 `too_many_attempts`
 */
async function checkGivenInvitation(
  ctx: Context,
  typed: string | undefined,
  mode: 'open' | 'approval' | 'invitation',
  parts: EmailParts,
  origin: Origin,
): Promise<Buffer | null> {
  if (typed === undefined) {
    if (mode === 'invitation' && !(await isDesignatedOwner(ctx, await mailboxOf(ctx, parts))))
      throw invitationRequired();
    return null;
  }
  const found = await checkInvitation(ctx, typed, origin, await mailboxOf(ctx, parts));
  if (found) return found.codeHash;
  // An old link in an open campus must not keep anybody out.
  if (mode === 'invitation') throw invitationInvalid();
  return null;
}

const mailboxOf = async (ctx: Context, parts: EmailParts): Promise<string> =>
  canonicalMailbox(parts, await findMailboxRule(ctx.db, parts.domain));

async function storeRegistration(tx: Context, registration: Registration, origin: Origin): Promise<void> {
  const { mailbox, username } = registration;
  await lockMailbox(tx.db, mailbox);
  await lockUsername(tx.db, username);
  const owner = await findAccountByMailbox(tx.db, mailbox, tx.clock());
  if ((await findTakenUsernames(tx.db, [username], tx.clock(), mailbox)).size > 0) throw usernameTaken();
  const isInBudget = await consumeRegistrationBudget(tx, mailbox, origin);
  const generated = generateVerification(tx, registration, owner === undefined);
  await insertRegistration(tx.db, registration, isInBudget ? generated.verification : null);
  await deleteOldestRegistrations(tx.db, mailbox);
  if (isInBudget)
    await (owner ? enqueueAlreadyRegistered(tx, owner) : enqueueVerification(tx, registration, generated));
  await audit(tx, {
    event: owner ? 'registered_with_known_address' : 'registered',
    actorId: owner ? null : registration.id,
    ...(owner ? { subject: { type: 'member', id: owner.id } } : {}),
    origin,
  });
}

/** Limits mass registration from one address, but not a campus behind one address. */
async function limitByAddress(ctx: Context, { ip }: Origin): Promise<void> {
  if (!ctx.config.rateLimits) return;
  const max = networkMatcher(ctx.config.campusNetworks)(ip) ? MAX_PER_HOUR.campus : MAX_PER_HOUR.address;
  const { count, resetsInMs } = await ctx.cache.increment(`auth.registrations:${addressKey(ip)}`, 3600);
  if (count > max)
    throw new Problem(
      429,
      'too_many_attempts',
      `Too many people registered from your network just now. Wait ${Math.ceil(resetsInMs / 60_000)} minutes, or use another network.`,
      { retryAfter: Math.ceil(resetsInMs / 1000) },
    );
}

/** Job: deletes unconfirmed registrations after two days. */
export async function deleteStale(ctx: Context): Promise<void> {
  const dropped = await deleteStaleRegistrations(
    ctx.db,
    new Date(ctx.clock().getTime() - REGISTRATION_TTL_MS),
  );
  if (dropped > 0) ctx.log.info({ dropped }, 'auth.registrations_dropped');
}
