import { isolate } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { replaceToken } from '../one-time/queries.ts';
import { hashToken, newOpaqueToken } from '../sign-in/tokens.ts';
import type { TokenPurpose } from '../tables.ts';
import { withinBudget } from './budget.ts';
import { type Draft, post } from './envelope.ts';
import type { Locale } from './frame.ts';
import { mailboxOf } from './queries.ts';
import type { LetterFacts, LetterKind } from './texts.ts';

const MINUTE_MS = 60_000;

/** Per kind of link: how long it is good, which page it opens, which letter carries it. */
const links: Record<TokenPurpose, { livesMs: number; page: string; letter: LetterKind }> = {
  reset_password: { livesMs: 30 * MINUTE_MS, page: '/reset', letter: 'reset' },
  confirm_sign_in: { livesMs: 15 * MINUTE_MS, page: '/confirm-sign-in', letter: 'confirm_sign_in' },
};

export interface Recipient {
  id: string;
  email: string;
  locale: Locale;
  displayName: string;
  username: string;
}

/** What a member is told of their account, without a link that opens anything. */
export type Notice = 'password_changed' | 'new_sign_in' | 'mfa_on' | 'mfa_off' | 'recovery_code_used';

const draft = (
  kind: LetterKind,
  recipient: Recipient,
  facts: Pick<LetterFacts, 'url'> & Partial<LetterFacts>,
): Draft => ({
  kind,
  to: recipient.email,
  locale: recipient.locale,
  facts: { name: isolate(recipient.displayName), username: recipient.username, code: '', ...facts },
});

/** Mails a link that replaces any older one of its kind. Silently nothing over the mailbox's budget; the older stays good then. */
export async function sendLink(ctx: Context, recipient: Recipient, purpose: TokenPurpose): Promise<void> {
  const mailbox = await mailboxOf(ctx.db, recipient.id);
  if (mailbox === undefined || !(await withinBudget(ctx, purpose, mailbox))) return;
  await ctx.transaction(async (tx) => {
    const url = await newLink(tx, recipient.id, purpose);
    await post(tx, draft(links[purpose].letter, recipient, { url }));
  });
}

/** Mails a letter without a token; silently nothing over the mailbox's budget. */
export async function sendNotice(
  ctx: Context,
  recipient: Recipient,
  kind: Notice,
  page: string,
  facts: Pick<LetterFacts, 'device' | 'at'> = {},
): Promise<void> {
  const mailbox = await mailboxOf(ctx.db, recipient.id);
  if (mailbox === undefined || !(await withinBudget(ctx, kind, mailbox))) return;
  await post(ctx, draft(kind, recipient, { url: `${ctx.config.publicUrl}${page}`, ...facts }));
}

async function newLink(tx: Context, userId: string, purpose: TokenPurpose): Promise<string> {
  const { livesMs, page } = links[purpose];
  const token = newOpaqueToken();
  const now = tx.clock();
  const expiresAt = new Date(now.getTime() + livesMs);
  await replaceToken(tx.db, { userId, purpose, hash: hashToken(token), now, expiresAt });
  return `${tx.config.publicUrl}${page}?token=${token}`;
}
