import { createHmac, randomInt } from 'node:crypto';
import { PRODUCT_NAME } from '@chitlaq/text/campus';
import { Secret, TOTP } from 'otpauth';
import type { Context } from '../../../platform/context.ts';
import { open, seal, tryOpen } from '../../../platform/seal.ts';
import { campus } from '../campus/settings.ts';
import { consumeRecoveryCode, consumeStep, findTotpState } from './queries.ts';

const PERIOD_SECONDS = 30;
const RECOVERY_CODES = 10;
/** Letters and digits that are hard to confuse: 10 of 31 are 49 bits. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Keyed, so that a stolen table alone does not allow brute-forcing the short codes. */
export const hashRecoveryCode = (ctx: Context, code: string): Buffer =>
  createHmac('sha256', ctx.secrets.kept('recovery-codes'))
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .digest();

const totpOf = (secret: string, label: string, issuer: string) =>
  new TOTP({
    issuer,
    label,
    secret: Secret.fromBase32(secret),
    period: PERIOD_SECONDS,
    digits: 6,
    algorithm: 'SHA1',
  });

/** A new secret for an authenticator app, in clear and encrypted for storage. */
export async function newTotpSecret(ctx: Context, label: string) {
  const { settings } = await campus(ctx);
  const secret = new Secret({ size: 20 }).base32;
  return {
    secret,
    sealed: seal(ctx.secrets.key('totp'), secret),
    // Authenticator apps take what stands before the first colon for the name.
    otpauthUrl: totpOf(secret, label, settings.shortName.tr.replaceAll(':', '')).toString(),
  };
}

function newRecoveryCode(): string {
  const characters = Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return `${characters.slice(0, 5).join('')}-${characters.slice(5).join('')}`;
}

/** Codes in plain text: shown once, then stored as hashes only. */
export const newRecoveryCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, newRecoveryCode);

/**
 * Whether a code is valid now: six digits of the app, one step early or late, each step once; or a recovery code, once. The raw
 * check: `credentials/service.ts` counts the attempts.
 */
export async function verifySecondFactor(
  ctx: Context,
  userId: string,
  code: string,
): Promise<'totp' | 'recovery' | undefined> {
  const state = await findTotpState(ctx.db, userId);
  if (!state?.secret) return undefined;
  const digits = code.replace(/\s/g, '');
  if (/^\d{6}$/.test(digits)) {
    const now = ctx.clock().getTime();
    const secret = open(ctx.secrets.keys('totp'), state.secret);
    const drift = totpOf(secret, userId, PRODUCT_NAME).validate({
      token: digits,
      timestamp: now,
      window: 1,
    });
    if (drift === null) return undefined;
    const step = Math.floor(now / 1000 / PERIOD_SECONDS) + drift;
    if (await consumeStep(ctx.db, userId, state.secret, step)) return 'totp';
    // Sealed again meanwhile, with a new SECRET_KEY: still the same secret.
    const current = await findTotpState(ctx.db, userId);
    if (!current?.secret || current.secret.equals(state.secret)) return undefined;
    if (tryOpen(ctx.secrets.keys('totp'), current.secret) !== secret) return undefined;
    return (await consumeStep(ctx.db, userId, current.secret, step)) ? 'totp' : undefined;
  }
  return (await consumeRecoveryCode(ctx.db, userId, hashRecoveryCode(ctx, code), ctx.clock()))
    ? 'recovery'
    : undefined;
}
