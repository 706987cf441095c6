import { createHmac, randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { open, seal } from '../../../platform/seal.ts';
import { audit } from '../audit/index.ts';
import { passwordMatches } from '../password-hash.ts';
import { mfaAlreadyOn, mfaNotOn, mfaNotStarted, wrongCode, wrongPassword } from '../problems.ts';
import { accountById } from '../sign-in/queries.ts';
import {
  confirmTotp,
  recoveryCodesLeft,
  replaceRecoveryCodes,
  setTotp,
  takeStep,
  totpState,
  useRecoveryCode,
} from './queries.ts';

const PERIOD_SECONDS = 30;
const RECOVERY_CODES = 10;
/** Letters and digits that are not mistaken for one another: 10 of 31 are 49 bits. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

const sealingKey = (ctx: Context) => ctx.secrets.key('totp');
// Keyed, so that a stolen table alone does not let the short codes be tried out.
const hashCode = (ctx: Context, code: string): Buffer =>
  createHmac('sha256', ctx.secrets.key('recovery-codes'))
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .digest();

const totpOf = (secret: string, label: string) =>
  new TOTP({
    issuer: 'ChitLaq',
    label,
    secret: Secret.fromBase32(secret),
    period: PERIOD_SECONDS,
    digits: 6,
    algorithm: 'SHA1',
  });

function newRecoveryCode(): string {
  const signs = Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `${signs.slice(0, 5).join('')}-${signs.slice(5).join('')}`;
}

/**
 * Whether a code is right now: six digits of the app, one step early or late, each step once; or a recovery code, once.
 */
export async function checkSecondFactor(
  ctx: Context,
  userId: string,
  code: string,
): Promise<'totp' | 'recovery' | undefined> {
  const state = await totpState(ctx.db, userId);
  if (!state?.secret) return undefined;
  const digits = code.replace(/\s/g, '');
  if (/^\d{6}$/.test(digits)) {
    const now = ctx.clock().getTime();
    const drift = totpOf(open(sealingKey(ctx), state.secret), userId).validate({
      token: digits,
      timestamp: now,
      window: 1,
    });
    if (drift === null) return undefined;
    const step = Math.floor(now / 1000 / PERIOD_SECONDS) + drift;
    return (await takeStep(ctx.db, userId, step)) ? 'totp' : undefined;
  }
  return (await useRecoveryCode(ctx.db, userId, hashCode(ctx, code), ctx.clock())) ? 'recovery' : undefined;
}

async function proveItself(ctx: Context, viewer: Viewer, password: string) {
  const account = await accountById(ctx.db, viewer.id);
  if (!account || !(await passwordMatches(account.passwordHash, password))) throw wrongPassword('password');
  return account;
}

/** Begins the set-up; nothing is asked at sign-in until it is confirmed. */
export async function startTotp(ctx: Context, viewer: Viewer, password: string) {
  const account = await proveItself(ctx, viewer, password);
  if (account.totpConfirmedAt) throw mfaAlreadyOn();
  const secret = new Secret({ size: 20 }).base32;
  await setTotp(ctx.db, viewer.id, seal(sealingKey(ctx), secret), null);
  return { secret, otpauthUrl: totpOf(secret, account.username).toString() };
}

/** Confirms the set-up with a first code; the recovery codes are shown this once. */
export async function confirmSetup(
  ctx: Context,
  viewer: Viewer,
  code: string,
  origin: Origin,
): Promise<{ recoveryCodes: string[] }> {
  const recoveryCodes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await ctx.transaction(async (tx) => {
    const state = await totpState(tx.db, viewer.id);
    if (!state?.secret) throw mfaNotStarted();
    if (state.confirmedAt) throw mfaAlreadyOn();
    if ((await checkSecondFactor(tx, viewer.id, code)) !== 'totp') throw wrongCode();
    await confirmTotp(tx.db, viewer.id, tx.clock());
    await replaceRecoveryCodes(
      tx.db,
      viewer.id,
      recoveryCodes.map((recovery) => hashCode(tx, recovery)),
    );
    await audit(tx, { event: 'mfa_enabled', actorId: viewer.id, sessionId: viewer.sessionId, origin });
  });
  return { recoveryCodes };
}

export async function removeTotp(
  ctx: Context,
  viewer: Viewer,
  body: { password: string; totp: string },
  origin: Origin,
): Promise<void> {
  const account = await proveItself(ctx, viewer, body.password);
  if (!account.totpConfirmedAt) throw mfaNotOn();
  await ctx.transaction(async (tx) => {
    if (!(await checkSecondFactor(tx, viewer.id, body.totp))) throw wrongCode();
    await setTotp(tx.db, viewer.id, null, null);
    await replaceRecoveryCodes(tx.db, viewer.id, []);
    await audit(tx, { event: 'mfa_disabled', actorId: viewer.id, sessionId: viewer.sessionId, origin });
  });
}

export async function mfaState(ctx: Context, viewer: Viewer) {
  const state = await totpState(ctx.db, viewer.id);
  const enabled = state?.confirmedAt != null;
  return { totp: enabled, recoveryCodesLeft: enabled ? await recoveryCodesLeft(ctx.db, viewer.id) : 0 };
}
