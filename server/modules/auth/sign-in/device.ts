import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import { toPlainLine } from '../../../platform/text.ts';

/**
 * Device tokens (after OWASP's "device cookies"). Each sign-in issues one, bound to the account. It later proves that the device
 * has signed in to the account before. It grants no access, only a separate budget for wrong passwords.
 */
const signature = (ctx: Context, userId: string, deviceId: string): string =>
  createHmac('sha256', ctx.secrets.kept('device-token')).update(`${userId}.${deviceId}`).digest('base64url');

/** A signed token by which a device is known at its next sign-in to this account. Another account cannot use it. */
export function newDeviceToken(ctx: Context, userId: string, deviceId: string = randomUUID()): string {
  return `${deviceId}.${signature(ctx, userId, deviceId)}`;
}

/** The device's id if the token was issued for this account, else undefined. */
export function knownDevice(ctx: Context, userId: string, token: string | undefined): string | undefined {
  const [deviceId, given] = token?.split('.') ?? [];
  if (!deviceId || !given) return undefined;
  const expected = Buffer.from(signature(ctx, userId, deviceId));
  const actual = Buffer.from(given);
  return expected.length === actual.length && timingSafeEqual(expected, actual) ? deviceId : undefined;
}

const BROWSERS = [
  [/Edg\w*\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;
const SYSTEMS = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const;

/**
 * A short description of a device for an email to the account's owner: the device's own name, else browser and system. The person
 * who signs in controls this text, so anything that a mail program would turn into a link is removed. Empty if nothing is known.
 */
export function deviceLabel(deviceName: string | undefined, userAgent: string): string {
  const named = toPlainLine(deviceName ?? '')
    .replace(/[^\p{L}\p{M}\p{N}()'’_-]+/gu, ' ')
    .trim();
  if (named) return named.slice(0, 60);
  const of = (table: readonly (readonly [RegExp, string])[]) =>
    table.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [of(BROWSERS), of(SYSTEMS)].filter(Boolean).join(', ');
}
