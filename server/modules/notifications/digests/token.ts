import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';

const MAC_BYTES = 18;
const ID_BYTES = 16;

const macOf = (ctx: Context, id: Buffer): Buffer =>
  createHmac('sha256', ctx.secrets.kept('unsubscribe')).update(id).digest().subarray(0, MAC_BYTES);

/** A token that can only turn off one member's digests. It does not expire, because emails are kept. */
export function unsubscribeToken(ctx: Context, userId: string): string {
  const id = Buffer.from(userId.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, macOf(ctx, id)]).toString('base64url');
}

/** The member that an unsubscribe token belongs to; undefined if its signature is wrong. */
export function readUnsubscribeToken(ctx: Context, token: string): string | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== ID_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) return undefined;
  const id = bytes.subarray(0, ID_BYTES);
  if (!timingSafeEqual(macOf(ctx, id), bytes.subarray(ID_BYTES))) return undefined;
  const hex = id.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
