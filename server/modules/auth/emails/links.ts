import { isolate } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { replaceToken } from '../one-time-tokens/queries.ts';
import { hashToken, newOpaqueToken } from '../sign-in/tokens.ts';
import type { TokenPurpose } from '../tables.ts';
import { consumeBudget } from './budget.ts';
import type { Locale } from './layout.ts';
import { findMailbox } from './queries.ts';
import { type EmailDraft, enqueueEmail } from './queue.ts';
import type { EmailData, EmailKind } from './templates.ts';

const MINUTE_MS = 60_000;

/** For each kind of link: how long it is valid, which page it opens, and which email carries it. */
const links: Record<TokenPurpose, { ttlMs: number; page: string; emailKind: EmailKind }> = {
  reset_password: { ttlMs: 30 * MINUTE_MS, page: '/reset', emailKind: 'reset_password' },
  confirm_sign_in: { ttlMs: 15 * MINUTE_MS, page: '/confirm-sign-in', emailKind: 'confirm_sign_in' },
};

export interface Recipient {
  id: string;
  email: string;
  locale: Locale;
  displayName: string;
  username: string;
}

/** An email to a member. The name is isolated, so that it does not change the direction of the text around it. */
export const draftEmail = (
  kind: EmailKind,
  recipient: Recipient,
  data: Pick<EmailData, 'url'> & Partial<EmailData>,
): EmailDraft => ({
  kind,
  to: recipient.email,
  locale: recipient.locale,
  data: { name: isolate(recipient.displayName), username: recipient.username, code: '', ...data },
});

/**
 * Emails a link that replaces any older one of its kind. Does nothing, silently, over the mailbox's budget; the older link then
 * stays valid.
 */
export async function sendLink(ctx: Context, recipient: Recipient, purpose: TokenPurpose): Promise<void> {
  const mailbox = await findMailbox(ctx.db, recipient.id);
  if (mailbox === undefined || !(await consumeBudget(ctx, purpose, mailbox))) return;
  await ctx.transaction(async (tx) => {
    const { url } = await newLink(tx, recipient.id, purpose);
    await enqueueEmail(tx, draftEmail(links[purpose].emailKind, recipient, { url }));
  });
}

/** Makes a link that replaces any older one of its kind. @returns it, and its token alone */
export async function newLink(
  tx: Context,
  userId: string,
  purpose: TokenPurpose,
): Promise<{ url: string; token: string }> {
  const { ttlMs, page } = links[purpose];
  const token = newOpaqueToken();
  const now = tx.clock();
  const expiresAt = new Date(now.getTime() + ttlMs);
  await replaceToken(tx.db, { userId, purpose, hash: hashToken(token), now, expiresAt });
  return { url: `${tx.config.publicUrl}${page}?token=${token}`, token };
}
