import type { Context } from '../../../platform/context.ts';
import { endDigest } from '../preferences/queries.ts';
import { findRecipient, type Recipient } from '../queries.ts';
import { readUnsubscribeToken } from './token.ts';

/** Whom a letter's token belongs to; undefined for a token that is none, or where the account is gone. */
export async function tokenOwner(ctx: Context, token: string): Promise<Recipient | undefined> {
  const userId = readUnsubscribeToken(ctx, token);
  return userId === undefined ? undefined : findRecipient(ctx.db, userId);
}

/** Ends a member's digests. Again changes nothing. @returns undefined as `whose` */
export async function endDigests(ctx: Context, token: string): Promise<Recipient | undefined> {
  const member = await tokenOwner(ctx, token);
  if (member !== undefined) await endDigest(ctx.db, member.id);
  return member;
}
