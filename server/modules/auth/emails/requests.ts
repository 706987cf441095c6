import { canonicalMailbox, parseEmail } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { audit } from '../audit/index.ts';
import {
  findAccountByMailbox,
  findRegistrations,
  lockMailbox,
  setVerification,
} from '../registration/queries.ts';
import { findAccount } from '../sign-in/account.ts';
import { findMailboxRule } from '../sign-in/queries.ts';
import { maySignIn } from '../sign-in/sessions.ts';
import { sendLink } from './links.ts';
import type { EmailRequest } from './queue.ts';
import { enqueueVerification, generateVerification } from './verification.ts';

/**
 * Handles a request for an email to an address; does nothing if nobody is entitled to it. Runs as a job, after the response, so
 * that the response does not depend on whether an account exists.
 */
export async function handleEmailRequest(ctx: Context, request: EmailRequest): Promise<void> {
  if (request.requested === 'verify_email') return resendVerification(ctx, request);
  const { address, origin } = request;
  const account = address.includes('@') ? await findAccount(ctx, address) : undefined;
  if (account === undefined || !maySignIn(account.status)) return;
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

/** Sends a new code for the registration that the requesting browser made for this mailbox, else for the newest. */
async function resendVerification(ctx: Context, { address, browser }: EmailRequest): Promise<void> {
  const parts = parseEmail(address);
  if (typeof parts === 'string') return;
  const mailbox = canonicalMailbox(parts, await findMailboxRule(ctx.db, parts.domain));
  await ctx.transaction(async (tx) => {
    await lockMailbox(tx.db, mailbox);
    if (await findAccountByMailbox(tx.db, mailbox, tx.clock())) return;
    const pending = await findRegistrations(tx.db, mailbox);
    const registration =
      pending.find((candidate) => candidate.browserHash.toString('hex') === browser) ?? pending[0];
    if (!registration) return;
    const generated = generateVerification(tx, registration, true);
    await setVerification(tx.db, registration.id, generated.verification);
    await enqueueVerification(tx, registration, generated);
  });
}
