import { createHash } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { addressKey } from '../../../platform/ip-addresses.ts';

const MINUTE_MS = 60_000;

/**
 * How many letters of a kind one mailbox gets within a window: nobody floods another's mail through us. Kinds don't share,
 * so that a stranger who asks for links of one kind never keeps the owner from another; and no window outlives the link
 * that was sent within it, so that whoever gets no new letter has one that is still good.
 */
const BUDGETS = {
  /** The letters of registrations, and the note that an address has an account already: those that one address asked for … */
  joining_from: { emails: 5, windowMs: 60 * MINUTE_MS },
  /** … and all together. One stranger uses up half; what is left is the owner's. */
  joining: { emails: 10, windowMs: 60 * MINUTE_MS },
  reset_password: { emails: 3, windowMs: 30 * MINUTE_MS },
  confirm_sign_in: { emails: 3, windowMs: 15 * MINUTE_MS },
  password_changed: { emails: 5, windowMs: 60 * MINUTE_MS },
  new_sign_in: { emails: 5, windowMs: 60 * MINUTE_MS },
  mfa_on: { emails: 5, windowMs: 60 * MINUTE_MS },
  mfa_off: { emails: 5, windowMs: 60 * MINUTE_MS },
  recovery_code_used: { emails: 10, windowMs: 60 * MINUTE_MS },
} as const;
export type BudgetName = Exclude<keyof typeof BUDGETS, 'joining' | 'joining_from'>;

// Hashed: the cache holds no list of addresses.
const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);
// What follows a plus is taken off in every case: such spellings nearly always reach one mailbox, and two people who would have
// to share a budget lose little.
const withoutPlusTag = (mailbox: string): string => mailbox.replace(/\+[^@]*/, '');

async function consume(ctx: Context, name: keyof typeof BUDGETS, subject: string): Promise<boolean> {
  const { emails, windowMs } = BUDGETS[name];
  const { count } = await ctx.cache.increment(`letters:${name}:${hashOf(subject)}`, windowMs / 1000);
  return count <= emails;
}

/**
 * Takes one letter from a mailbox's budget.
 * @param mailbox  its canonical key
 * @returns false when nothing is left of it
 */
export const consumeBudget = (ctx: Context, name: BudgetName, mailbox: string): Promise<boolean> =>
  consume(ctx, name, withoutPlusTag(mailbox));

/**
 * The same for the letters of registrations, which anybody may ask for. What one address has asked for beyond its share takes
 * nothing from the others: a stranger who goes on registering a mailbox keeps no mail from its owner.
 */
export const consumeRegistrationBudget = async (
  ctx: Context,
  mailbox: string,
  { ip }: Origin,
): Promise<boolean> =>
  (await consume(ctx, 'joining_from', `${withoutPlusTag(mailbox)} ${addressKey(ip)}`)) &&
  (await consume(ctx, 'joining', withoutPlusTag(mailbox)));
