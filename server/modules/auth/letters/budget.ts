import { createHash } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';

const MINUTE_MS = 60_000;

/**
 * How many letters of a kind one mailbox gets within a window: nobody floods another's mail through us. Kinds don't share,
 * so that a stranger who asks for links of one kind never keeps the owner from another; and no window outlives the link
 * that was sent within it, so that whoever gets no new letter has one that is still good.
 */
const BUDGETS = {
  /** The letters of a registration, and the note that an address has an account already. */
  joining: { letters: 5, windowMs: 60 * MINUTE_MS },
  reset_password: { letters: 3, windowMs: 30 * MINUTE_MS },
  confirm_sign_in: { letters: 3, windowMs: 15 * MINUTE_MS },
  password_changed: { letters: 5, windowMs: 60 * MINUTE_MS },
  new_sign_in: { letters: 5, windowMs: 60 * MINUTE_MS },
} as const;
export type BudgetName = keyof typeof BUDGETS;

/**
 * Takes one letter from a mailbox's budget.
 * @param mailbox  its canonical key. What follows a plus is taken off in every case: such spellings nearly always reach one
 *   mailbox, and two people who would have to share a budget lose little.
 * @returns false when nothing is left of it
 */
export async function withinBudget(ctx: Context, name: BudgetName, mailbox: string): Promise<boolean> {
  const { letters, windowMs } = BUDGETS[name];
  // Hashed: the cache holds no list of addresses.
  const key = createHash('sha256')
    .update(mailbox.replace(/\+[^@]*/, ''))
    .digest('base64url')
    .slice(0, 22);
  const { count } = await ctx.cache.increment(`letters:${name}:${key}`, windowMs / 1000);
  return count <= letters;
}
