import type { Context } from '../../../platform/context.ts';
import { auth } from '../../auth/index.ts';
import { endDigest } from '../preferences/queries.ts';
import { findRecipient, type Recipient } from '../queries.ts';
import { readUnsubscribeToken } from './token.ts';

/** The member that an unsubscribe token belongs to; undefined if it is invalid or the account is gone. */
export async function tokenOwner(ctx: Context, token: string): Promise<Recipient | undefined> {
  const userId = readUnsubscribeToken(ctx, token);
  const member = userId === undefined ? undefined : await findRecipient(ctx.db, userId);
  return member && auth.inOfferedLanguage(ctx, member);
}

/** Turns off a member's digests. Idempotent. @returns undefined like `tokenOwner` */
export async function endDigests(ctx: Context, token: string): Promise<Recipient | undefined> {
  const member = await tokenOwner(ctx, token);
  if (member !== undefined) await endDigest(ctx.db, member.id);
  return member;
}
