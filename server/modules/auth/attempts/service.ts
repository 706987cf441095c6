import { createHash } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import { addressKey, networkMatcher } from '../../../platform/ip-addresses.ts';
import type { Problem } from '../../../platform/problem.ts';
import { tooManyAttempts } from '../problems.ts';
import { countFailures, deleteWindows, runningWindows, uncountFailures } from './queries.ts';

const MINUTE_MS = 60_000;

/**
 * How many failures each kind of guesser has. Whoever signs in rightly uses none of them, so a campus behind one address
 * signs in on the first morning of term; and a stranger uses up only budgets that the account's own devices don't need.
 */
export const BUDGETS = {
  /** A device that signed in to this account before: forgetful, not hostile. */
  device: { failures: 20, windowMs: 15 * MINUTE_MS },
  /** One address at one account. */
  pair: { failures: 10, windowMs: 15 * MINUTE_MS },
  /** All unknown devices together at one account: many addresses guess no faster than one. */
  account: { failures: 50, windowMs: 60 * MINUTE_MS },
  /** One address at all accounts together: trying one password on everybody. */
  address: { failures: 300, windowMs: 15 * MINUTE_MS },
  /** The same for a network that the operator named as the campus's. */
  campus: { failures: 15_000, windowMs: 15 * MINUTE_MS },
} as const;
type Budget = keyof typeof BUDGETS;

/** Who guesses at what. */
export interface AttemptSource {
  /** What is guessed at: a username or a mailbox in its one spelling, known or not. */
  account: string;
  ip: string;
  /** The device's id when it proved to have signed in to this very account before. */
  deviceId: string | undefined;
}

// Hashed: the table holds no list of what people typed.
const budgetKey = (budget: Budget, ...parts: string[]) =>
  `${budget}:${createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22)}`;

function budgetKeys(ctx: Context, source: AttemptSource): Map<string, Budget> {
  const account = source.account.toLowerCase();
  if (source.deviceId !== undefined)
    return new Map([[budgetKey('device', account, source.deviceId), 'device']]);
  const address = addressKey(source.ip);
  const addressBudget: Budget = networkMatcher(ctx.config.campusNetworks)(source.ip) ? 'campus' : 'address';
  return new Map([
    [budgetKey('pair', account, address), 'pair'],
    [budgetKey('account', account), 'account'],
    [budgetKey(addressBudget, address), addressBudget],
  ]);
}

/** Seconds that a guesser must wait, and whether only what strangers have used up stands in the way. */
function findWait(
  keys: Map<string, Budget>,
  windows: readonly { key: string; failures: number; endsAt: Date }[],
  isSpent: (failures: number, budget: number) => boolean,
  now: Date,
): { waitSeconds: number; isSharedBudgetOnly: boolean } | undefined {
  const spent = windows.filter((window) => {
    const budget = keys.get(window.key);
    return budget !== undefined && isSpent(window.failures, BUDGETS[budget].failures);
  });
  if (spent.length === 0) return undefined;
  return {
    waitSeconds: (Math.max(...spent.map((window) => window.endsAt.getTime())) - now.getTime()) / 1000,
    isSharedBudgetOnly: spent.every((window) => keys.get(window.key) === 'account'),
  };
}

/**
 * One guess at a secret. It is counted as a failure before the secret is looked at, so that many guesses at the same moment count,
 * too; a right one is taken back and leaves everything else as it was.
 *
 * The raw checks of secrets are called only within `check` (`guesses.test.ts` reads the sources).
 * @param check  looks at the secret; undefined when the guess was wrong
 * @param options.refusal  what is thrown when the guesser must wait
 * @param options.whenStrangers  where only the account's shared budget stands in the way, the owner on a new device is shut out by
 *   strangers' guesses: the secret is looked at all the same, this is told what was found, and the answer is as for a wrong one
 * @throws Problem 429 `too_many_attempts`
 */
export async function attempt<T>(
  ctx: Context,
  source: AttemptSource,
  check: () => Promise<T | undefined>,
  options: {
    refusal?: (seconds: number) => Problem;
    onSharedBudgetSpent?: (found: T | undefined) => Promise<void>;
  } = {},
): Promise<T | undefined> {
  const { refusal = tooManyAttempts, onSharedBudgetSpent } = options;
  const keys = budgetKeys(ctx, source);
  const now = ctx.clock();
  const waitBefore = findWait(
    keys,
    await runningWindows(ctx.db, [...keys.keys()], now),
    (failures, budget) => failures >= budget,
    now,
  );
  const isSharedBudgetSpent = waitBefore?.isSharedBudgetOnly === true && onSharedBudgetSpent !== undefined;
  if (waitBefore && !isSharedBudgetSpent) throw refusal(waitBefore.waitSeconds);
  const counted = await countFailures(
    ctx.db,
    [...keys].map(([key, budget]) => ({ key, endsAt: new Date(now.getTime() + BUDGETS[budget].windowMs) })),
    now,
  );
  // Others that came at the same moment may have used up what was left.
  const waitAfter = findWait(keys, counted, (failures, budget) => failures > budget, now);
  if (waitAfter && !(isSharedBudgetSpent && waitAfter.isSharedBudgetOnly))
    throw refusal(waitAfter.waitSeconds);
  const found = await check();
  if (waitBefore && isSharedBudgetSpent) {
    await onSharedBudgetSpent(found);
    throw refusal(waitBefore.waitSeconds);
  }
  if (found !== undefined) await uncountFailures(ctx.db, [...keys.keys()], now);
  return found;
}

/**
 * A sign-in that came through clears what this very device or address had used up at the password; strangers' failures stay
 * counted. Only for what needs every secret of the account: one right secret must not bring more guesses at another.
 */
export async function clearOwnFailures(ctx: Context, source: AttemptSource): Promise<void> {
  const ownKeys = [...budgetKeys(ctx, source)]
    .filter(([, budget]) => budget === 'device' || budget === 'pair')
    .map(([key]) => key);
  await deleteWindows(ctx.db, ownKeys);
}
