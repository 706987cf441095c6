import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { type AttemptSource, attempt } from '../attempts/service.ts';
import { audit } from '../audit/index.ts';
import { verifySecondFactor } from '../mfa/codes.ts';
import { type VerifiedPasskey, verifyAssertion } from '../passkeys/ceremony.ts';
import { findPasskeyByCredential } from '../passkeys/queries.ts';
import type { PasskeyAssertion } from '../passkeys/schemas.ts';
import { passwordMatches, verifyDummyPassword } from '../password-hash.ts';
import { sessionEnded } from '../problems.ts';
import { notifySecurityEvent } from '../security-events/notify.ts';
import { knownDevice } from '../sign-in/device.ts';
import { type AccountRow, findAccountById } from '../sign-in/queries.ts';

/** The only module that checks an account's password, second factor or passkey. Each check is a counted attempt. */

const matchesPassword = (hash: string | undefined, password: string): Promise<boolean> =>
  hash === undefined ? verifyDummyPassword(password) : passwordMatches(hash, password);

/**
 * Which of two hashes a sign-in password matches: the account's, or else that of a pending registration with the same name. Does
 * the same work if neither exists.
 * @param onSharedBudgetSpent  as in `attempt`
 * @throws Problem 429 `too_many_attempts`
 */
export const checkSignInPassword = (
  ctx: Context,
  source: AttemptSource,
  password: string,
  hashes: { account: string | undefined; registration: () => Promise<string | undefined> },
  onSharedBudgetSpent: (found: 'account' | 'registration' | undefined) => Promise<void>,
): Promise<'account' | 'registration' | undefined> =>
  attempt(
    ctx,
    source,
    async () => {
      if (await matchesPassword(hashes.account, password)) return 'account';
      return (await matchesPassword(await hashes.registration(), password)) ? 'registration' : undefined;
    },
    { onSharedBudgetSpent },
  );

/** Counted as a device of its own, so that a stolen session cannot be used to guess. */
export const sessionDeviceId = (viewer: Viewer): string => `session:${viewer.sessionId}`;

/**
 * The signed-in member's own account, if the password is right.
 * @returns undefined for a wrong password
 * @throws Problem 401 `session_ended`; 429 `too_many_attempts`
 */
export async function checkOwnPassword(
  ctx: Context,
  viewer: Viewer,
  password: string,
  origin: Origin,
): Promise<AccountRow | undefined> {
  const account = await findAccountById(ctx.db, viewer.id);
  if (!account) throw sessionEnded();
  const source: AttemptSource = { account: account.id, ip: origin.ip, deviceId: sessionDeviceId(viewer) };
  return attempt(ctx, source, async () =>
    (await passwordMatches(account.passwordHash, password)) ? account : undefined,
  );
}

/**
 * Whether a code of the app or a recovery code is right. All ways to enter a code share the account's budgets, and a right
 * password does not reset them. Notifies the owner when a recovery code is used.
 * @param deviceId  of a device that has signed in to this account before
 * @throws Problem 429 `too_many_attempts`
 */
export async function checkSecondFactor(
  ctx: Context,
  account: AccountRow,
  code: string,
  origin: Origin,
  deviceId: string | undefined,
): Promise<'totp' | 'recovery' | undefined> {
  const source: AttemptSource = { account: `second factor ${account.id}`, ip: origin.ip, deviceId };
  const used = await attempt(ctx, source, () => verifySecondFactor(ctx, account.id, code));
  if (used === 'recovery') {
    await audit(ctx, { event: 'recovery_code_used', actorId: account.id, origin });
    await notifySecurityEvent(ctx, account, { kind: 'recovery_code_used', origin });
  }
  return used;
}

/** Like `checkSecondFactor`, for the member of an open session. */
export const checkOwnSecondFactor = (
  ctx: Context,
  viewer: Viewer,
  account: AccountRow,
  code: string,
  origin: Origin,
) => checkSecondFactor(ctx, account, code, origin, sessionDeviceId(viewer));

/**
 * The passkey that an authenticator has shown. Guessing one is hopeless, but each attempt counts against its network's budget.
 * @returns the account it belongs to, also if the check failed, and the device if it is known
 * @throws Problem 429 `too_many_attempts`
 */
export async function checkPasskey(
  ctx: Context,
  response: PasskeyAssertion,
  origin: Origin,
  deviceToken: string | undefined,
): Promise<{
  passkey: VerifiedPasskey | undefined;
  account: { id: string } | undefined;
  deviceId: string | undefined;
}> {
  const row = await findPasskeyByCredential(ctx.db, Buffer.from(response.id, 'base64url'));
  const deviceId = row && knownDevice(ctx, row.userId, deviceToken);
  const source: AttemptSource = { account: `passkey ${response.id}`, ip: origin.ip, deviceId };
  const passkey = await attempt(ctx, source, () => verifyAssertion(ctx, row, response));
  return { passkey, account: row && { id: row.userId }, deviceId };
}

/** Like `checkPasskey`, for the member of an open session: undefined for a passkey of anybody else. */
export async function checkOwnPasskey(
  ctx: Context,
  viewer: Viewer,
  response: PasskeyAssertion,
  origin: Origin,
): Promise<VerifiedPasskey | undefined> {
  const row = await findPasskeyByCredential(ctx.db, Buffer.from(response.id, 'base64url'));
  const own = row?.userId === viewer.id ? row : undefined;
  const source: AttemptSource = {
    account: `passkey ${viewer.id}`,
    ip: origin.ip,
    deviceId: sessionDeviceId(viewer),
  };
  return attempt(ctx, source, () => verifyAssertion(ctx, own, response));
}
