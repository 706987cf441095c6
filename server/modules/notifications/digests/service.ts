import type { Context } from '../../../platform/context.ts';
import { stopDigest } from '../preferences/queries.ts';
import { type Receiver, receiver } from '../queries.ts';
import { readUnsubscribeToken } from './token.ts';

/** Whom a letter's token belongs to; undefined for a token that is none, or where the account is gone. */
export async function whose(ctx: Context, token: string): Promise<Receiver | undefined> {
  const userId = readUnsubscribeToken(ctx, token);
  return userId === undefined ? undefined : receiver(ctx.db, userId);
}

/** Ends a member's digests. Again changes nothing. @returns undefined as `whose` */
export async function endDigests(ctx: Context, token: string): Promise<Receiver | undefined> {
  const member = await whose(ctx, token);
  if (member !== undefined) await stopDigest(ctx.db, member.id);
  return member;
}
