import { createHmac, randomInt } from 'node:crypto';
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
  verify_email: { livesMs: 24 * 60 * MINUTE_MS, page: '/verify', letter: 'verify' },
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

/** What goes to an address where somebody has an account already, in place of a link. */
export type Notice = 'already_registered' | 'password_changed' | 'new_sign_in';

/** Keyed, since six digits could be tried out from a stolen table in no time. */
export const hashCode = (ctx: Context, userId: string, code: string): Buffer =>
  createHmac('sha256', ctx.secrets.key('mail-codes')).update(`${userId} ${code}`).digest();

const draft = (
  kind: LetterKind,
  recipient: Recipient,
  facts: Pick<LetterFacts, 'url'> & Partial<LetterFacts>,
): Draft => ({
  kind,
  to: recipient.email,
  locale: recipient.locale,
  facts: { name: recipient.displayName, username: recipient.username, code: '', ...facts },
});

/** Makes the link (and code) of a pending registration and posts it; older ones of it are useless from here on. */
export async function postVerification(tx: Context, registration: Recipient): Promise<void> {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const url = await newLink(tx, registration.id, 'verify_email', hashCode(tx, registration.id, code));
  await post(tx, draft('verify', registration, { url, code }));
}

/**
 * The other outcome of a registration, with the same work: the owner of the address hears of it, and what was registered
 * gets a token that nobody ever learns.
 */
export async function postAlreadyRegistered(
  tx: Context,
  registration: Recipient,
  owner: Recipient,
): Promise<void> {
  await newLink(tx, registration.id, 'verify_email', null);
  await post(tx, draft('already_registered', owner, { url: `${tx.config.publicUrl}/sign-in` }));
}

/** Mails a link that replaces any older one of its kind. Silently nothing over the mailbox's budget; the older stays good then. */
export async function sendLink(
  ctx: Context,
  recipient: Recipient,
  purpose: 'reset_password' | 'confirm_sign_in',
): Promise<void> {
  const mailbox = await mailboxOf(ctx.db, recipient.id);
  if (mailbox === undefined || !(await withinBudget(ctx, purpose, mailbox))) return;
  await ctx.transaction(async (tx) => {
    const url = await newLink(tx, recipient.id, purpose, null);
    await post(tx, draft(links[purpose].letter, recipient, { url }));
  });
}

/** Mails a letter without a token; silently nothing over the mailbox's budget. */
export async function sendNotice(
  ctx: Context,
  recipient: Recipient,
  kind: Exclude<Notice, 'already_registered'>,
  page: string,
  facts: Pick<LetterFacts, 'device' | 'at'> = {},
): Promise<void> {
  const mailbox = await mailboxOf(ctx.db, recipient.id);
  if (mailbox === undefined || !(await withinBudget(ctx, kind, mailbox))) return;
  await post(ctx, draft(kind, recipient, { url: `${ctx.config.publicUrl}${page}`, ...facts }));
}

async function newLink(
  tx: Context,
  userId: string,
  purpose: TokenPurpose,
  codeHash: Buffer | null,
): Promise<string> {
  const { livesMs, page } = links[purpose];
  const token = newOpaqueToken();
  const now = tx.clock();
  const expiresAt = new Date(now.getTime() + livesMs);
  await replaceToken(tx.db, { userId, purpose, hash: hashToken(token), codeHash, now, expiresAt });
  return `${tx.config.publicUrl}${page}?token=${token}`;
}
