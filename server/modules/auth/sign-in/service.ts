import type { Context } from '../../../platform/context.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { type AttemptSource, clearOwnFailures } from '../attempts/service.ts';
import { audit } from '../audit/index.ts';
import { hasSignedIn } from '../audit/queries.ts';
import { checkSecondFactor, checkSignInPassword } from '../credentials/service.ts';
import { returnFrom } from '../deactivation/returning.ts';
import { sendLink } from '../emails/links.ts';
import { consumeToken } from '../one-time-tokens/queries.ts';
import type { VerifiedPasskey } from '../passkeys/ceremony.ts';
import { usePasskey } from '../passkeys/queries.ts';
import { hashPassword, needsRehash } from '../password-hash.ts';
import { emailNotVerified, invalidCredentials, linkInvalid, mfaRequired } from '../problems.ts';
import { findRegistrationPasswordHash, findTokenHolder } from '../registration/queries.ts';
import type { User } from '../schemas.ts';
import { notifySecurityEvent } from '../security-events/notify.ts';
import { accountByIdentifier, parseIdentifier, presentUser } from './account.ts';
import { knownDevice, newDeviceToken } from './device.ts';
import { type AccountRow, findAccountById, isSameFactor, lockForSignIn, setPasswordHash } from './queries.ts';
import { maySignIn, openSession, type Tokens } from './sessions.ts';
import { hashToken } from './tokens.ts';

export interface SignInResult {
  user: User;
  tokens: Tokens;
  deviceToken: string;
}

/** What the caller has proved at the sign-in. */
export interface SignInContext {
  origin: Origin;
  deviceName?: string | undefined;
  /** Of a device that has proved that it signed in to this account before. */
  deviceId?: string | undefined;
  /** Whether a second factor was verified. */
  secondFactor?: boolean;
  /** The passkey that was verified. It counts as password and second factor. */
  passkey?: VerifiedPasskey;
}

/**
 * Completes a sign-in: opens the session, in the caller's transaction. Every sign-in path ends here. It notifies the owner of a
 * sign-in from a new device, except the first, which confirmed the address.
 *
 * It locks the account and checks status, password hash and second factor again, because a suspension or a change of credentials
 * may have committed since they were verified. A deactivated account comes back, unless it is to be deleted: then the session only
 * offers to restore it. A suspended member gets a session as well: it opens only the routes for `account`.
 * @throws Problem 401 `invalid_credentials`, `mfa_required`
 */
export async function completeSignIn(
  ctx: Context,
  account: AccountRow,
  context: SignInContext,
): Promise<SignInResult> {
  const { origin, deviceName, deviceId, passkey } = context;
  const current = await lockForSignIn(ctx.db, account.id);
  if (current === undefined || !maySignIn(current.status)) throw invalidCredentials();
  const secondFactor = passkey
    ? await confirmPasskey(ctx, passkey)
    : confirmPasswordAndCode(current, account, context);
  if (deviceId === undefined && (await hasSignedIn(ctx.db, account.id)))
    await notifySecurityEvent(ctx, account, { kind: 'new_sign_in', origin, deviceName });
  const signedIn =
    current.status === 'deactivated'
      ? await returnFrom(ctx, account, origin)
      : { ...account, status: current.status };
  const tokens = await openSession(ctx, account.id, origin, {
    deviceName,
    secondFactor,
    passkeyId: passkey?.id ?? null,
  });
  await audit(ctx, {
    event: 'signed_in',
    actorId: account.id,
    sessionId: tokens.sessionId,
    origin,
    ...(passkey ? { details: { passkey: passkey.id } } : {}),
  });
  return { user: presentUser(signedIn), tokens, deviceToken: newDeviceToken(ctx, account.id, deviceId) };
}

/** @throws Problem 401 `invalid_credentials` if the passkey was removed, or used by another device with the same counter */
async function confirmPasskey(ctx: Context, passkey: VerifiedPasskey): Promise<true> {
  if (!(await usePasskey(ctx.db, passkey, ctx.clock()))) throw invalidCredentials();
  return true;
}

/** @returns whether a second factor was verified */
function confirmPasswordAndCode(
  current: Pick<AccountRow, 'passwordHash' | 'totpSecret' | 'totpConfirmedAt'>,
  account: AccountRow,
  { secondFactor = false }: SignInContext,
): boolean {
  if (current.passwordHash !== account.passwordHash) throw invalidCredentials();
  const hasSecondFactor = current.totpConfirmedAt !== null;
  // A code for a second factor that has been replaced since does not count.
  if (hasSecondFactor && !(secondFactor && isSameFactor(current, account))) throw mfaRequired();
  return hasSecondFactor;
}

/**
 * Signs in with password, and second factor if it is on.
 *
 * A failure costs the same work whether or not the account exists. A caller who registered an address without confirming it gets
 * the same answer whether or not the address had an account before. Failures are counted per device, per address at one account,
 * per account, and per address at all accounts (`attempts/`), never in a way that locks the owner out.
 * @param browserHash  hash of the secret of a browser that has registered
 * @throws Problem 401 `invalid_credentials`, `mfa_required`; 403 `email_not_verified`; 429 `too_many_attempts`
 */
export async function login(
  ctx: Context,
  body: { identifier: string; password: string; totp?: string | undefined; deviceName?: string | undefined },
  origin: Origin,
  { deviceToken, browserHash }: { deviceToken: string | undefined; browserHash: Buffer | undefined },
): Promise<SignInResult> {
  const target = await parseIdentifier(ctx, body.identifier);
  const account = await accountByIdentifier(ctx, target);
  const deviceId = account && knownDevice(ctx, account.id, deviceToken);
  // Count by the identifier as typed, not by the account. A shared count would reveal that a username and an address belong to
  // one member, and that an account exists.
  const attemptSource: AttemptSource = { account: Object.values(target).join(), ip: origin.ip, deviceId };
  const hashes = {
    account: account?.passwordHash,
    registration: async () =>
      'nothing' in target ? undefined : findRegistrationPasswordHash(ctx.db, target, browserHash ?? null),
  };
  const found = await checkSignInPassword(ctx, attemptSource, body.password, hashes, async (right) => {
    if (right === 'account' && account && maySignIn(account.status))
      await sendLink(ctx, account, 'confirm_sign_in');
  });
  if (found === 'registration') throw emailNotVerified();
  if (found === undefined || account === undefined) {
    await auditFailedSignIn(ctx, account, origin);
    throw invalidCredentials();
  }
  if (!maySignIn(account.status)) throw invalidCredentials();
  const secondFactor = await requireSecondFactor(ctx, account, body.totp, origin, deviceId);

  const rehashed = needsRehash(account.passwordHash) ? await hashPassword(body.password) : undefined;
  return ctx.transaction(async (tx) => {
    const result = await completeSignIn(tx, account, {
      origin,
      deviceName: body.deviceName,
      deviceId,
      secondFactor,
    });
    if (rehashed) await setPasswordHash(tx.db, account.id, rehashed);
    await clearOwnFailures(tx, attemptSource);
    return result;
  });
}

export const auditFailedSignIn = (
  ctx: Context,
  account: Pick<AccountRow, 'id'> | undefined,
  origin: Origin,
): Promise<void> =>
  audit(ctx, {
    event: 'sign_in_failed',
    actorId: null,
    origin,
    ...(account ? { subject: { type: 'member', id: account.id } } : {}),
  });

/**
 * Requires the second factor if it is on.
 * @returns whether one was verified
 * @throws Problem 401 `mfa_required`, `invalid_credentials`; 429 `too_many_attempts`
 */
async function requireSecondFactor(
  ctx: Context,
  account: AccountRow,
  code: string | undefined,
  origin: Origin,
  deviceId: string | undefined,
): Promise<boolean> {
  if (!account.totpConfirmedAt) return false;
  if (!code) throw mfaRequired();
  if (!(await checkSecondFactor(ctx, account, code, origin, deviceId))) {
    await auditFailedSignIn(ctx, account, origin);
    throw invalidCredentials();
  }
  return true;
}

/**
 * Signs in with a link that was mailed because strangers had used up the account's attempts. Checks the second factor before it
 * uses the link up.
 * @throws Problem 422 `link_invalid`; 401 `mfa_required`, `invalid_credentials`; 429 `too_many_attempts`
 */
export async function confirmSignIn(
  ctx: Context,
  body: { token: string; totp?: string | undefined; deviceName?: string | undefined },
  origin: Origin,
): Promise<SignInResult> {
  const hash = hashToken(body.token);
  const holder = await findTokenHolder(ctx.db, 'confirm_sign_in', hash);
  if (!holder || holder.expiresAt <= ctx.clock()) throw linkInvalid();
  const account = await findAccountById(ctx.db, holder.userId);
  if (account === undefined || !maySignIn(account.status)) throw linkInvalid();
  const secondFactor = await requireSecondFactor(ctx, account, body.totp, origin, undefined);
  return ctx.transaction(async (tx) => {
    const used = await consumeToken(tx.db, 'confirm_sign_in', hash, tx.clock());
    if (!used || used.expired) throw linkInvalid();
    return completeSignIn(tx, account, { origin, deviceName: body.deviceName, secondFactor });
  });
}
