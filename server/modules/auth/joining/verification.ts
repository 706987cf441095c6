import { timingSafeEqual } from 'node:crypto';
import { canonicalMailbox, emailParts } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { Problem } from '../../../platform/problem.ts';
import { failed, type Guesser, standing } from '../attempts/service.ts';
import { audit } from '../audit/index.ts';
import { withinBudget } from '../letters/budget.ts';
import { post } from '../letters/envelope.ts';
import { hashCode } from '../letters/links.ts';
import { countWrongCode, dropTokens, markUsed, useToken } from '../one-time/queries.ts';
import { promoteFirstOwner } from '../roles/service.ts';
import { accountById, mailboxRuleOf } from '../sign-in/queries.ts';
import { type Entry, enter } from '../sign-in/service.ts';
import { hashToken } from '../sign-in/tokens.ts';
import { holderOfToken, lockMailbox, markVerified, openCodeOf } from './queries.ts';

/** Wrong codes that a code bears. The link of the same letter stays good: a stranger's guesses lock nobody out. */
const WRONG_CODES = 5;

const verificationFailed = () =>
  new Problem(
    422,
    'verification_failed',
    'This link or code is not good, or not any more. Ask for a new one.',
    {
      errors: [{ path: 'code', message: 'This code is not good, or not any more.' }],
    },
  );
const verificationExpired = () =>
  new Problem(422, 'verification_expired', 'This link or code has run out. Ask for a new one.');
const tooManyCodes = (seconds: number) =>
  new Problem(
    429,
    'too_many_attempts',
    `Too many codes were tried. Wait ${Math.ceil(seconds / 60)} minutes, or use the link in the letter.`,
    { retryAfter: Math.max(1, Math.ceil(seconds)) },
  );

/**
 * Confirms an address by the mailed token, or by the address and the mailed code, and signs in.
 * @throws Problem 422 `verification_failed`; `verification_expired`, only for what was right; 429 `too_many_attempts`
 */
export async function verifyEmail(
  ctx: Context,
  body: { token: string } | { email: string; code: string },
  origin: Origin,
): Promise<Entry> {
  const outcome = await ('token' in body
    ? byToken(ctx, body.token, origin)
    : byCode(ctx, body.email, body.code, origin));
  if (outcome instanceof Problem) throw outcome; // only here: what was counted on the way is committed by now
  return outcome;
}

async function byToken(ctx: Context, token: string, origin: Origin): Promise<Entry | Problem> {
  const hash = hashToken(token);
  const holder = await holderOfToken(ctx.db, 'verify_email', hash);
  if (!holder) return verificationFailed();
  return ctx.transaction(async (tx) => {
    await lockMailbox(tx.db, holder.mailbox);
    const used = await useToken(tx.db, 'verify_email', hash, tx.clock());
    if (!used) return verificationFailed();
    return used.expired ? verificationExpired() : confirm(tx, used.userId, origin);
  });
}

async function byCode(ctx: Context, email: string, code: string, origin: Origin): Promise<Entry | Problem> {
  const parts = emailParts(email.trim());
  if (typeof parts === 'string') return verificationFailed();
  const mailbox = canonicalMailbox(parts, await mailboxRuleOf(ctx.db, parts.domain));
  const guesser: Guesser = { account: `code ${mailbox}`, ip: origin.ip, deviceId: undefined };
  const { waitSeconds } = await standing(ctx, guesser);
  if (waitSeconds !== undefined) return tooManyCodes(waitSeconds);
  return ctx.transaction(async (tx) => {
    await lockMailbox(tx.db, mailbox);
    const open = await openCodeOf(tx.db, mailbox);
    // Every step below runs as well where there is nothing to open.
    const given = hashCode(tx, open?.userId ?? newId(), code);
    const isRight = timingSafeEqual(open?.codeHash ?? Buffer.alloc(given.length), given);
    if (!open?.codeHash || !isRight || open.wrongCodes >= WRONG_CODES) {
      await countWrongCode(tx.db, open?.id ?? newId());
      await failed(tx, guesser);
      return verificationFailed();
    }
    if (open.expiresAt <= tx.clock()) return verificationExpired();
    await markUsed(tx.db, open.id, tx.clock());
    return confirm(tx, open.userId, origin);
  });
}

async function confirm(tx: Context, userId: string, origin: Origin): Promise<Entry | Problem> {
  if (!(await markVerified(tx.db, userId, tx.clock()))) return verificationFailed();
  await dropTokens(tx.db, userId, 'verify_email');
  await audit(tx, { event: 'email_verified', actorId: userId, origin });
  await promoteFirstOwner(tx, userId);
  const account = await accountById(tx.db, userId);
  return account ? enter(tx, account, origin, undefined) : verificationFailed();
}

/**
 * Mails a new link and code to a pending registration; nothing, as silently, to anybody else. Which of the two is found out
 * in a job. Counted like a registration, also for addresses that nobody has.
 */
export async function resend(ctx: Context, email: string, origin: Origin): Promise<void> {
  const parts = emailParts(email.trim());
  if (typeof parts === 'string') return;
  const mailbox = canonicalMailbox(parts, await mailboxRuleOf(ctx.db, parts.domain));
  if (!(await withinBudget(ctx, 'joining', mailbox))) return;
  await post(ctx, { wish: 'verify_email', address: `${parts.local}@${parts.domain}`, origin });
}
