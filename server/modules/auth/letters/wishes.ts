import type { Context } from '../../../platform/context.ts';
import { audit } from '../audit/index.ts';
import { lockMailbox } from '../joining/queries.ts';
import { findAccount } from '../sign-in/account.ts';
import type { Wish } from './envelope.ts';
import { postVerification, sendLink } from './links.ts';
import { mailboxOf } from './queries.ts';

/**
 * Does what somebody asked for at an address, if there is an account that it is for; else nothing. Runs as a job: the request
 * itself has answered before anybody looked whether the account exists.
 */
export async function fulfil(ctx: Context, { wish, address, origin }: Wish): Promise<void> {
  const account = address.includes('@') ? await findAccount(ctx, address) : undefined;
  if (!account) return;
  if (wish === 'verify_email') {
    const mailbox = await mailboxOf(ctx.db, account.id);
    if (mailbox === undefined) return;
    await ctx.transaction(async (tx) => {
      await lockMailbox(tx.db, mailbox);
      const current = await findAccount(tx, address); // as it is now that nobody else changes it
      if (current?.status === 'pending') await postVerification(tx, current);
    });
    return;
  }
  if (account.status !== 'active') return;
  await ctx.transaction(async (tx) => {
    await sendLink(tx, account, 'reset_password');
    await audit(tx, {
      event: 'password_reset_requested',
      actorId: null,
      subject: { type: 'member', id: account.id },
      origin,
    });
  });
}
