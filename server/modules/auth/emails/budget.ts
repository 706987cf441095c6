import { createHash } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { addressKey } from '../../../platform/ip-addresses.ts';

const MINUTE_MS = 60_000;

/**
 * Maximum emails of each kind to one mailbox per window, so that nobody can flood a mailbox through us. Kinds have separate
 * budgets: requesting one kind of link does not block another. No window is longer than its link is valid, so a member who gets
 * no new email still has a valid link.
 */
const BUDGETS = {
  /** Emails of registrations, and the notice that an address already has an account: those requested from one IP address … */
  registration_from_address: { emails: 5, windowMs: 60 * MINUTE_MS },
  /** … and all together. One stranger can use up half; the rest is left for the owner. */
  registration: { emails: 10, windowMs: 60 * MINUTE_MS },
  reset_password: { emails: 3, windowMs: 30 * MINUTE_MS },
  confirm_sign_in: { emails: 3, windowMs: 15 * MINUTE_MS },
  password_changed: { emails: 5, windowMs: 60 * MINUTE_MS },
  new_sign_in: { emails: 5, windowMs: 60 * MINUTE_MS },
  mfa_on: { emails: 5, windowMs: 60 * MINUTE_MS },
  mfa_off: { emails: 5, windowMs: 60 * MINUTE_MS },
  passkey_added: { emails: 5, windowMs: 60 * MINUTE_MS },
  passkey_removed: { emails: 5, windowMs: 60 * MINUTE_MS },
  /** Codes for a change of address: those that one account requests … */
  change_address: { emails: 10, windowMs: 60 * MINUTE_MS },
  /** … and those to one mailbox. */
  confirm_address: { emails: 3, windowMs: 60 * MINUTE_MS },
  account_deactivated: { emails: 10, windowMs: 60 * MINUTE_MS },
  roles_changed: { emails: 10, windowMs: 60 * MINUTE_MS },
  deletion_scheduled: { emails: 10, windowMs: 60 * MINUTE_MS },
  recovery_code_used: { emails: 10, windowMs: 60 * MINUTE_MS },
  archive_requested: { emails: 5, windowMs: 60 * MINUTE_MS },
  archive_ready: { emails: 5, windowMs: 60 * MINUTE_MS },
  /** Of staff to themselves. */
  test: { emails: 5, windowMs: 60 * MINUTE_MS },
} as const;
export type BudgetName = Exclude<keyof typeof BUDGETS, 'registration' | 'registration_from_address'>;

// Hashed: the cache must not list addresses.
const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);
// Always drops a plus tag: such spellings nearly always reach one mailbox, and two people who share a budget lose little.
const withoutPlusTag = (mailbox: string): string => mailbox.replace(/\+[^@]*/, '');

async function consume(ctx: Context, name: keyof typeof BUDGETS, subject: string): Promise<boolean> {
  const { emails, windowMs } = BUDGETS[name];
  const { count } = await ctx.cache.increment(`auth.emails:${name}:${hashOf(subject)}`, windowMs / 1000);
  return count <= emails;
}

/**
 * Takes one email from a mailbox's budget.
 * @param mailbox  in canonical form
 * @returns false if the budget is used up
 */
export const consumeBudget = (ctx: Context, name: BudgetName, mailbox: string): Promise<boolean> =>
  consume(ctx, name, withoutPlusTag(mailbox));

/**
 * Like `consumeBudget`, for registration emails, which anybody can request. Requests of one IP address beyond its share do not
 * count against the others: a stranger who keeps registering a mailbox cannot stop its owner's email.
 */
export const consumeRegistrationBudget = async (
  ctx: Context,
  mailbox: string,
  { ip }: Origin,
): Promise<boolean> =>
  (await consume(ctx, 'registration_from_address', `${withoutPlusTag(mailbox)} ${addressKey(ip)}`)) &&
  (await consume(ctx, 'registration', withoutPlusTag(mailbox)));
