import type { Context } from '../../../platform/context.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { failed, type Guesser, standing, succeeded } from '../attempts/service.ts';
import { audit } from '../audit/index.ts';
import { hasSignedIn } from '../audit/queries.ts';
import { isRepeatedRegistration } from '../joining/repeated.ts';
import { sendLink, sendNotice } from '../letters/send.ts';
import { checkSecondFactor } from '../mfa/service.ts';
import { useToken } from '../one-time/queries.ts';
import { hashPassword, needsRehash, passwordMatches, pretendToCheck } from '../password-hash.ts';
import {
  accountSuspended,
  emailNotVerified,
  invalidCredentials,
  linkNotGood,
  mfaRequired,
  tooManyAttempts,
} from '../problems.ts';
import type { User } from '../schemas.ts';
import { accountAt, presentUser, targetOf } from './account.ts';
import { deviceLabel, knownDevice, newDeviceToken } from './device.ts';
import { type AccountRow, accountById, setPasswordHash } from './queries.ts';
import { openSession, type Tokens } from './sessions.ts';
import { hashToken } from './tokens.ts';

export interface Entry {
  user: User;
  tokens: Tokens;
  deviceToken: string;
}

/**
 * Opens a session for an account that has proved itself. Part of every way in. The owner hears of a device that this account
 * has not been used from; not of the very first, which is where the address was confirmed.
 *
 * @param deviceId  of a device that proved to have signed in to this account before
 */
export async function enter(
  ctx: Context,
  account: AccountRow,
  origin: Origin,
  deviceName: string | undefined,
  deviceId?: string,
): Promise<Entry> {
  if (deviceId === undefined && (await hasSignedIn(ctx.db, account.id)))
    await sendNotice(ctx, account, 'new_sign_in', '/settings/sessions', {
      device: deviceLabel(deviceName, origin.userAgent),
      at: ctx.clock().toISOString(),
    });
  const tokens = await openSession(ctx, account.id, origin, deviceName);
  await audit(ctx, { event: 'signed_in', actorId: account.id, sessionId: tokens.sessionId, origin });
  return { user: presentUser(account), tokens, deviceToken: newDeviceToken(ctx, account.id, deviceId) };
}

/**
 * Signs in with password, and second factor where it is on.
 *
 * A failure costs the same work whether or not the account exists, and whoever registered an address without confirming it
 * hears the same whether or not the address had an account before. Failures are counted per device, per address at one
 * account, per account, and per address at all accounts (`attempts/`), never in a way that locks the owner out.
 * @throws Problem 401 `invalid_credentials`, `mfa_required`; 403 `email_not_verified`, `account_suspended`; 429 `too_many_attempts`
 */
export async function login(
  ctx: Context,
  body: { identifier: string; password: string; totp?: string | undefined; deviceName?: string | undefined },
  origin: Origin,
  deviceToken: string | undefined,
): Promise<Entry> {
  const target = await targetOf(ctx, body.identifier);
  const account = await accountAt(ctx, target);
  const deviceId = account && knownDevice(ctx, account.id, deviceToken);
  // Counted by what was typed, not by whose it is: else a wait at the address that began at a username would tell that both
  // are one member's, and spellings that share a count that somebody is there.
  const guesser: Guesser = { account: Object.values(target).join(), ip: origin.ip, deviceId };
  const now = await standing(ctx, guesser);
  if (now.waitSeconds !== undefined && !now.byStrangers) throw tooManyAttempts(now.waitSeconds);

  const right = account
    ? await passwordMatches(account.passwordHash, body.password)
    : await pretendToCheck(body.password);
  if (now.waitSeconds !== undefined) {
    if (right && account?.status === 'active') await sendLink(ctx, account, 'confirm_sign_in');
    throw tooManyAttempts(now.waitSeconds);
  }
  if (!account || !right || account.status === 'pending') {
    // Asked for a pending registration too, where the answer is settled: the work tells nothing then.
    const repeated = await isRepeatedRegistration(ctx, body.identifier, body.password);
    if (repeated || (account && right)) throw emailNotVerified();
    await refuse(ctx, guesser, account, origin);
    throw invalidCredentials();
  }
  if (account.status === 'suspended') throw accountSuspended();
  if (account.status !== 'active') throw invalidCredentials();
  await secondFactor(ctx, account, body.totp, guesser, origin);

  const rehashed = needsRehash(account.passwordHash) ? await hashPassword(body.password) : undefined;
  return ctx.transaction(async (tx) => {
    if (rehashed) await setPasswordHash(tx.db, account.id, rehashed);
    await succeeded(tx, guesser);
    return enter(tx, account, origin, body.deviceName, deviceId);
  });
}

async function refuse(
  ctx: Context,
  guesser: Guesser,
  account: AccountRow | undefined,
  origin: Origin,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    await failed(tx, guesser);
    await audit(tx, {
      event: 'sign_in_failed',
      actorId: null,
      origin,
      ...(account ? { subject: { type: 'member', id: account.id } } : {}),
    });
  });
}

async function secondFactor(
  ctx: Context,
  account: AccountRow,
  code: string | undefined,
  guesser: Guesser,
  origin: Origin,
): Promise<void> {
  if (!account.totpConfirmedAt) return;
  if (!code) throw mfaRequired();
  const used = await checkSecondFactor(ctx, account.id, code);
  if (!used) {
    await refuse(ctx, guesser, account, origin);
    throw invalidCredentials();
  }
  if (used === 'recovery') await audit(ctx, { event: 'recovery_code_used', actorId: account.id, origin });
}

/**
 * Signs in with a link that was mailed because strangers had used up the account's tries.
 * The second factor is asked for before the link is used up.
 * @throws Problem 422 `link_not_good`; 401 `mfa_required`, `invalid_credentials`
 */
export async function confirmSignIn(
  ctx: Context,
  body: { token: string; totp?: string | undefined; deviceName?: string | undefined },
  origin: Origin,
): Promise<Entry> {
  return ctx.transaction(async (tx) => {
    const used = await useToken(tx.db, 'confirm_sign_in', hashToken(body.token), tx.clock());
    if (!used || used.expired) throw linkNotGood();
    const account = await accountById(tx.db, used.userId);
    if (account?.status !== 'active') throw linkNotGood();
    if (account.totpConfirmedAt) {
      // Thrown inside the transaction: the link stays good for the next try with a code.
      if (!body.totp) throw mfaRequired();
      if (!(await checkSecondFactor(tx, account.id, body.totp))) throw invalidCredentials();
    }
    return enter(tx, account, origin, body.deviceName);
  });
}
