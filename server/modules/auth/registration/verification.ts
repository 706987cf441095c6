import { timingSafeEqual } from 'node:crypto';
import { canonicalMailbox, type EmailParts, MAX_WRONG_CODES, parseEmail } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { violatedConstraint } from '../../../platform/db.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { beginWaiting } from '../applications/service.ts';
import { type AttemptSource, attempt } from '../attempts/service.ts';
import { audit } from '../audit/index.ts';
import { consumeRegistrationBudget } from '../emails/budget.ts';
import { enqueueEmail } from '../emails/queue.ts';
import { isMailedCode } from '../emails/verification.ts';
import { hashInvitationCode } from '../invitations/codes.ts';
import type { InvitationRow } from '../invitations/queries.ts';
import {
  announceJoined,
  checkInvitation,
  redeemInvitation,
  rememberInviter,
} from '../invitations/redeeming.ts';
import type { AcceptedTexts } from '../legal/schemas.ts';
import { keepAcceptances, refuseUnknownVersions } from '../legal/service.ts';
import { hashPassword } from '../password-hash.ts';
import { usernameTaken } from '../problems.ts';
import { isHeldUsername } from '../rename/queries.ts';
import { isDesignatedOwner, promoteFirstOwner } from '../roles/service.ts';
import { findAccountById, findMailboxRule } from '../sign-in/queries.ts';
import { completeSignIn, type SignInResult } from '../sign-in/service.ts';
import { hashToken } from '../sign-in/tokens.ts';
import { refuseSuspendedMailbox } from '../suspended-mailboxes/service.ts';
import { lockRulesShared } from '../universities/queries.ts';
import { findAdmittingRule } from '../universities/service.ts';
import { modeAtConfirmation, registrationMode } from './modes.ts';
import { readDisplayName, readUsername } from './names.ts';
import { refuseWeakPassword } from './passwords.ts';
import {
  detailsRequired,
  invitationInvalid,
  tooManyCodes,
  universityNotAllowed,
  verificationExpired,
  verificationFailed,
} from './problems.ts';
import {
  countWrongCode,
  endRegistrations,
  findRegistrationByToken,
  findRegistrations,
  findUniversityName,
  insertAccount,
  lockMailbox,
  type PendingRegistration,
} from './queries.ts';

/**
 * A code is compared only with those of the newest emails and of the requesting browser. This bounds how many codes one guess can
 * hit.
 */
const MAX_COMPARED_CODES = 3;
/** How long we trust that the browser that registered is used by the same person. */
export const BROWSER_TRUSTED_MS = 2 * 3_600_000;

export interface VerifyBody {
  token?: string | undefined;
  email?: string | undefined;
  code?: string | undefined;
  password?: string | undefined;
  username?: string | undefined;
  displayName?: string | undefined;
  locale?: 'tr' | 'en' | undefined;
  acceptedTexts?: AcceptedTexts | undefined;
  /** The code of another invitation, if the one of the registration counts no longer. */
  invitation?: string | undefined;
}

/** Where a confirmation is sent from. */
export interface ConfirmationSource {
  origin: Origin;
  /** Hash of the secret that the browser got when it registered. */
  browserHash: Buffer | undefined;
  /** Whether the caller keeps cookies: such a caller would have that secret if it had made the registration. */
  keepsCookies: boolean;
}

/**
 * Verifies an address by token, or by address and code, creates the account and signs in.
 *
 * The email proves who owns the mailbox, not who chose the password and names. Those are kept if the browser that registered
 * confirms within two hours; or if the caller keeps no cookies, this is the mailbox's only registration and the address is not
 * the designated first owner's. Otherwise the request must bring a new password, username and display name (ADR 0021).
 * @throws Problem 422 `verification_failed`, `registration_details_required`, `university_not_allowed`, `weak_password`,
 * `invitation_invalid`; 422
 * `verification_expired`, only for a token or code that was right; 403 `mailbox_suspended`, likewise; 409 `username_taken`; 429 `too_many_attempts`. A refused
 * request uses nothing up
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
      : await findRegistrationByToken(ctx.db, hashToken(body.token));
  if (!found) throw verificationFailed();
  if (found.expiresAt === null || found.expiresAt <= ctx.clock()) throw verificationExpired();
  if (body.acceptedTexts) await refuseUnknownVersions(ctx, body.acceptedTexts);
  if (
    body.invitation !== undefined &&
    !(await checkInvitation(ctx, body.invitation, from.origin, found.mailbox))
  )
    throw invitationInvalid();
  const chosen = {
    ...(body.invitation === undefined ? {} : { invitationHash: hashInvitationCode(body.invitation) }),
    ...(username === undefined ? {} : { username }),
    ...(displayName === undefined ? {} : { displayName }),
    ...(body.locale === undefined ? {} : { locale: body.locale }),
    ...(body.acceptedTexts === undefined ? {} : { acceptedTexts: body.acceptedTexts }),
    ...(body.password === undefined
      ? {}
      : { passwordHash: await newPasswordHash(ctx, found, body.password, [username, displayName]) }),
  };
  try {
    return await ctx.transaction((tx) => confirm(tx, found, chosen, from));
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === 'users_username') throw usernameTaken();
    if (constraint === 'users_mailbox') throw verificationFailed();
    throw error;
  }
}

const requireEmailParts = (email: string): EmailParts => {
  const parts = parseEmail(email);
  if (typeof parts === 'string') throw verificationFailed();
  return parts;
};

/** Hashed before the transaction: waiting for the hashing queue must not hold a connection. */
async function newPasswordHash(
  ctx: Context,
  { email }: PendingRegistration,
  password: string,
  names: (string | undefined)[],
): Promise<string> {
  const parts = requireEmailParts(email);
  const rule = await findAdmittingRule(ctx, parts);
  const university = rule ? await findUniversityName(ctx.db, rule.universityId) : '';
  const known = [...names, parts.local, parts.domain, university];
  await refuseWeakPassword(
    password,
    known.filter((text) => text !== undefined),
  );
  return hashPassword(password);
}

/** The registration with this mailed code. Every step also runs if there is none. */
async function findByCode(
  ctx: Context,
  email: string,
  code: string,
  { origin, browserHash }: ConfirmationSource,
): Promise<PendingRegistration | undefined> {
  const parts = parseEmail(email.trim());
  if (typeof parts === 'string') return undefined;
  const mailbox = canonicalMailbox(parts, await findMailboxRule(ctx.db, parts.domain));
  const attemptSource: AttemptSource = { account: `code ${mailbox}`, ip: origin.ip, deviceId: undefined };
  const check = () =>
    ctx.transaction(async (tx) => {
      await lockMailbox(tx.db, mailbox);
      const all = await findRegistrations(tx.db, mailbox);
      const sent = all.filter((candidate) => candidate.codeHash !== null);
      const ofBrowser = sent.filter((candidate) => isFromBrowser(candidate, browserHash));
      const compared = [...new Set([...ofBrowser, ...sent.slice(0, MAX_COMPARED_CODES)])];
      const match = compared.find(
        (candidate) =>
          candidate.codeHash !== null &&
          isMailedCode(tx, candidate.id, code, candidate.codeHash) &&
          candidate.wrongCodes < MAX_WRONG_CODES,
      );
      const wrongIds = match ? [] : compared.map((candidate) => candidate.id);
      if (!match) await countWrongCode(tx.db, wrongIds);
      return match;
    });
  return attempt(ctx, attemptSource, check, { refusal: tooManyCodes });
}

const isFromBrowser = (registration: PendingRegistration, browserHash: Buffer | undefined): boolean =>
  browserHash !== undefined && timingSafeEqual(registration.browserHash, browserHash);

type ChosenDetails = Partial<
  Pick<
    PendingRegistration,
    'username' | 'displayName' | 'passwordHash' | 'locale' | 'acceptedTexts' | 'invitationHash'
  >
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
  const mailbox = canonicalMailbox(parts, await findMailboxRule(tx.db, parts.domain));
  await lockMailbox(tx.db, mailbox);
  const pending = await findRegistrations(tx.db, mailbox);
  if (!pending.some((candidate) => candidate.id === found.id)) throw verificationFailed();
  // Look the rule up again: it may have changed since the registration.
  const rule = await findAdmittingRule(tx, parts);
  if (!rule) throw universityNotAllowed();

  const keepsDetails = await keepsRegisteredDetails(tx, found, pending, from);
  const base = keepsDetails ? found : { locale: 'tr' as const };
  const values: ChosenDetails = { ...base, ...chosen };
  const { username, displayName, passwordHash, locale = 'tr', acceptedTexts = {} } = values;
  if (username === undefined || displayName === undefined || passwordHash === undefined) {
    const given = { password: passwordHash, username, displayName };
    throw detailsRequired(
      Object.entries(given)
        .filter(([, value]) => value === undefined)
        .map(([path]) => path),
    );
  }
  const id = keepsDetails ? found.id : newId();
  const isOwner = await isDesignatedOwner(tx, mailbox);
  const { waits, invitation } = await admission(tx, found, {
    invitationHash: chosen.invitationHash ?? found.invitationHash,
    universityId: rule.universityId,
    mailbox,
    isOwner,
  });
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
  await refuseSuspendedMailbox(tx, mailbox);
  if (await isHeldUsername(tx.db, username, id, now)) throw usernameTaken();
  if (invitation) await rememberInviter(tx, invitation, id, keepsDetails && found.tellsInviter);
  // Of another browser's registration nothing counts: who confirms may not be who accepted.
  await keepAcceptances(tx, id, acceptedTexts, chosen.acceptedTexts || !keepsDetails ? now : found.createdAt);
  if (waits)
    await beginWaiting(
      tx,
      { id, username, displayName, mailbox, universityId: rule.universityId },
      keepsDetails ? found.answer : '',
    );
  else await announceJoined(tx, id);
  await endRegistrations(tx.db, mailbox);
  await audit(tx, { event: 'email_verified', actorId: id, origin: from.origin });
  await promoteFirstOwner(tx, id, mailbox);
  const account = await findAccountById(tx.db, id);
  if (!account) throw verificationFailed();
  return completeSignIn(tx, account, { origin: from.origin });
}

/**
 * Whether somebody who proved their address joins at once, and by whose invitation, which is used up.
 * @throws Problem 422 `invitation_invalid` if they need one and theirs counts no longer
 */
async function admission(
  tx: Context,
  found: PendingRegistration,
  {
    invitationHash,
    universityId,
    mailbox,
    isOwner,
  }: { invitationHash: Buffer | null; universityId: string; mailbox: string; isOwner: boolean },
): Promise<{ waits: boolean; invitation: InvitationRow | undefined }> {
  const present = await registrationMode(tx, universityId);
  const mode = modeAtConfirmation(found.mode, present);
  const invitation =
    invitationHash === null ? undefined : await redeemInvitation(tx, invitationHash, mailbox);
  if (isOwner) return { waits: false, invitation };
  if (mode === 'invitation' && invitation === undefined) {
    if (present !== 'approval') throw invitationInvalid();
    return { waits: true, invitation };
  }
  // Whom staff invited by address, staff have let in.
  return { waits: mode === 'approval' && invitation?.batchId == null, invitation };
}

/** Whether the caller who confirms counts as the one who registered. */
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
 * Emails a pending registration its link and a new code; does nothing, silently, for anybody else. A job finds out which. Counted
 * like a registration, also for unknown addresses.
 */
export async function resend(
  ctx: Context,
  email: string,
  browserHash: Buffer | undefined,
  origin: Origin,
): Promise<void> {
  const parts = parseEmail(email.trim());
  if (typeof parts === 'string') return;
  const mailbox = canonicalMailbox(parts, await findMailboxRule(ctx.db, parts.domain));
  if (!(await consumeRegistrationBudget(ctx, mailbox, origin))) return;
  await enqueueEmail(ctx, {
    requested: 'verify_email',
    address: `${parts.local}@${parts.domain}`,
    origin,
    ...(browserHash ? { browser: browserHash.toString('hex') } : {}),
  });
}
