import { createHmac, randomInt } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import { open, seal } from '../../../platform/seal.ts';
import { replaceToken } from '../one-time/queries.ts';
import { hashToken, newOpaqueToken } from '../sign-in/tokens.ts';
import type { TokenPurpose } from '../tables.ts';
import { type Locale, layOut } from './frame.ts';
import { type LetterFacts, type LetterKind, writeLetter } from './texts.ts';

const MINUTE_MS = 60_000;

/** Per kind of link: how long it is good, which page it opens, which letter carries it. */
const links: Record<TokenPurpose, { livesMs: number; page: string; letter: LetterKind }> = {
  verify_email: { livesMs: 24 * 60 * MINUTE_MS, page: '/verify', letter: 'verify' },
  reset_password: { livesMs: 30 * MINUTE_MS, page: '/reset', letter: 'reset' },
  confirm_sign_in: { livesMs: 15 * MINUTE_MS, page: '/confirm-sign-in', letter: 'confirm_sign_in' },
};

/** Letters to one mailbox within an hour: nobody floods another's mail through us. */
const PER_HOUR = 5;

export interface Recipient {
  id: string;
  email: string;
  locale: Locale;
  displayName: string;
  username: string;
}

interface Sealed {
  kind: LetterKind;
  to: string;
  locale: Locale;
  facts: LetterFacts;
}

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    /** The letter, sealed: the queue holds neither addresses nor links that open something. */
    'auth.sendLetter': { sealed: string };
  }
}

const sealingKey = (ctx: Context) => ctx.secrets.key('letters');

/** Keyed, since six digits could be tried out from a stolen table in no time. */
export const hashCode = (ctx: Context, userId: string, code: string): Buffer =>
  createHmac('sha256', ctx.secrets.key('mail-codes')).update(`${userId} ${code}`).digest();

async function withinBudget(ctx: Context, userId: string): Promise<boolean> {
  const { count } = await ctx.cache.increment(`letters:${userId}`, 3600);
  return count <= PER_HOUR;
}

async function addLetter(ctx: Context, letter: Sealed): Promise<void> {
  await ctx.jobs.add('auth.sendLetter', {
    sealed: seal(sealingKey(ctx), JSON.stringify(letter)).toString('base64'),
  });
}

/** Mails a link (and for verification a code) that replaces any older one of its kind. Silently nothing over the mailbox's budget. */
export async function sendLink(ctx: Context, recipient: Recipient, purpose: TokenPurpose): Promise<void> {
  if (!(await withinBudget(ctx, recipient.id))) return;
  const { livesMs, page, letter } = links[purpose];
  const token = newOpaqueToken();
  const code = purpose === 'verify_email' ? String(randomInt(1_000_000)).padStart(6, '0') : '';
  const now = ctx.clock();
  await ctx.transaction(async (tx) => {
    await replaceToken(tx.db, {
      userId: recipient.id,
      purpose,
      hash: hashToken(token),
      codeHash: code ? hashCode(tx, recipient.id, code) : null,
      now,
      expiresAt: new Date(now.getTime() + livesMs),
    });
    await addLetter(
      tx,
      sealedLetter(letter, recipient, `${tx.config.publicUrl}${page}?token=${token}`, code),
    );
  });
}

/** Mails a letter without a token. */
export async function sendNotice(
  ctx: Context,
  recipient: Recipient,
  kind: LetterKind,
  page: string,
): Promise<void> {
  if (!(await withinBudget(ctx, recipient.id))) return;
  await addLetter(ctx, sealedLetter(kind, recipient, `${ctx.config.publicUrl}${page}`, ''));
}

const sealedLetter = (kind: LetterKind, recipient: Recipient, url: string, code: string): Sealed => ({
  kind,
  to: recipient.email,
  locale: recipient.locale,
  facts: { name: recipient.displayName, username: recipient.username, url, code },
});

/** Job: opens a sealed letter, writes it out and hands it to the mail server. */
export async function sendLetter(ctx: Context, payload: { sealed: string }): Promise<void> {
  const letter = JSON.parse(open(sealingKey(ctx), Buffer.from(payload.sealed, 'base64'))) as Sealed; // as `addLetter` wrote it
  const body = layOut(letter.locale, writeLetter(letter.kind, letter.locale, letter.facts));
  await ctx.mail.send({ to: letter.to, ...body });
}
