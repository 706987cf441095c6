import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { type AttemptSource, attempt } from '../attempts/service.ts';
import { audit } from '../audit/index.ts';
import { sendNotice } from '../emails/links.ts';
import { verifySecondFactor } from '../mfa/codes.ts';
import { passwordMatches, verifyDummyPassword } from '../password-hash.ts';
import { sessionEnded } from '../problems.ts';
import { type AccountRow, accountById } from '../sign-in/queries.ts';

/**
 * The only places where a password or a second factor of an account is checked. Each check is a counted guess.
 */

const matchesPassword = (hash: string | undefined, password: string): Promise<boolean> =>
  hash === undefined ? verifyDummyPassword(password) : passwordMatches(hash, password);

/**
 * Which of two hashes a password at sign-in opens: the account's, else that of a registration that waits under the same name. Where
 * there is none, the work is the same.
 * @param onSharedBudgetSpent  as in `guess`
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

/** A stolen session must not serve to guess: counted as a device of its own. */
const sessionDeviceId = (viewer: Viewer): string => `session:${viewer.sessionId}`;

/**
 * The signed-in member's own account, when the password is theirs.
 * @returns undefined for a wrong password
 * @throws Problem 401 `session_ended`; 429 `too_many_attempts`
 */
export async function checkOwnPassword(
  ctx: Context,
  viewer: Viewer,
  password: string,
  origin: Origin,
): Promise<AccountRow | undefined> {
  const account = await accountById(ctx.db, viewer.id);
  if (!account) throw sessionEnded();
  const source: AttemptSource = { account: account.id, ip: origin.ip, deviceId: sessionDeviceId(viewer) };
  return attempt(ctx, source, async () =>
    (await passwordMatches(account.passwordHash, password)) ? account : undefined,
  );
}

/**
 * Whether a code of the app or a recovery code is right. Guesses at one account's codes share their budgets, whatever the way in;
 * a right password takes none of them back. The owner hears of a recovery code that was used.
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
    await sendNotice(ctx, account, 'recovery_code_used', '/settings/sessions');
  }
  return used;
}

/** The same in a session that is open already. */
export const checkOwnSecondFactor = (
  ctx: Context,
  viewer: Viewer,
  account: AccountRow,
  code: string,
  origin: Origin,
) => checkSecondFactor(ctx, account, code, origin, sessionDeviceId(viewer));
