import { createHash } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import { addressKey, networkMatcher } from '../../../platform/ip-addresses.ts';
import type { Problem } from '../../../platform/problem.ts';
import { tooManyAttempts } from '../problems.ts';
import { countFailures, deleteWindows, runningWindows, uncountFailures } from './queries.ts';

const MINUTE_MS = 60_000;

/**
 * Allowed failures per window. Successful sign-ins cost nothing, so a whole campus behind one IP address can sign in at once.
 * Known devices have a budget of their own, so an attacker cannot lock the owner out of them.
 */
export const BUDGETS = {
  /** A device that has signed in to this account before: probably a forgetful owner. */
  device: { failures: 20, windowMs: 15 * MINUTE_MS },
  /** One address at one account. */
  pair: { failures: 10, windowMs: 15 * MINUTE_MS },
  /** All unknown devices together at one account, so that many addresses guess no faster than one. */
  account: { failures: 50, windowMs: 60 * MINUTE_MS },
  /** One address at all accounts together: password spraying. */
  address: { failures: 300, windowMs: 15 * MINUTE_MS },
  /** The same for a network that the operator has named as the campus's. */
  campus: { failures: 15_000, windowMs: 15 * MINUTE_MS },
  /** Wrong codes of invitations from one address. They leave what an address has for signing in alone, and the reverse. */
  invitations: { failures: 100, windowMs: 15 * MINUTE_MS },
  /** The same for a network that the operator has named as the campus's. */
  invitationsOfCampus: { failures: 3_000, windowMs: 15 * MINUTE_MS },
  /** Wrong codes of invitations from everywhere. While it is spent, each address has a tenth of its own; a right code still counts. */
  invitationsOfAll: { failures: 3_000, windowMs: 60 * MINUTE_MS },
} as const;
type Budget = keyof typeof BUDGETS;

/** Who tries a code of an invitation, which belongs to no account. */
export interface InvitationSource {
  invitationFrom: string;
}

/** Who makes the attempt, and at which account. */
export interface AttemptSource {
  /** The attempted account: a normalised username or mailbox, whether or not it exists. */
  account: string;
  ip: string;
  /** The id of a device that has proved that it signed in to this account before. */
  deviceId: string | undefined;
}

// Hashed: the table must not list what people typed.
const budgetKey = (budget: Budget, ...parts: string[]) =>
  `${budget}:${createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22)}`;

const isOfCampus = (ctx: Context, ip: string): boolean => networkMatcher(ctx.config.campusNetworks)(ip);

function budgetKeys(ctx: Context, source: AttemptSource | InvitationSource): Map<string, Budget> {
  if ('invitationFrom' in source) {
    const ip = source.invitationFrom;
    const budget: Budget = isOfCampus(ctx, ip) ? 'invitationsOfCampus' : 'invitations';
    return new Map<string, Budget>([
      [budgetKey(budget, addressKey(ip)), budget],
      [budgetKey('invitationsOfAll'), 'invitationsOfAll'],
    ]);
  }
  const account = source.account.toLowerCase();
  if (source.deviceId !== undefined)
    return new Map([[budgetKey('device', account, source.deviceId), 'device']]);
  const address = addressKey(source.ip);
  const addressBudget: Budget = isOfCampus(ctx, source.ip) ? 'campus' : 'address';
  return new Map([
    [budgetKey('pair', account, address), 'pair'],
    [budgetKey('account', account), 'account'],
    [budgetKey(addressBudget, address), addressBudget],
  ]);
}

/** How many failures a budget allows now; undefined if it keeps nobody out by itself. */
function allowed(budget: Budget, isTight: boolean): number | undefined {
  if (budget === 'invitationsOfAll') return undefined;
  const { failures } = BUDGETS[budget];
  return isTight ? failures / 10 : failures;
}

/** Seconds to wait, and whether only the account's shared budget is spent. */
function findWait(
  keys: Map<string, Budget>,
  windows: readonly { key: string; failures: number; endsAt: Date }[],
  isSpent: (failures: number, budget: number) => boolean,
  now: Date,
): { waitSeconds: number; isSharedBudgetOnly: boolean } | undefined {
  const isTight = windows.some(
    ({ key, failures }) =>
      keys.get(key) === 'invitationsOfAll' && isSpent(failures, BUDGETS.invitationsOfAll.failures),
  );
  const spent = windows.filter((window) => {
    const budget = keys.get(window.key);
    const limit = budget && allowed(budget, isTight);
    return limit !== undefined && isSpent(window.failures, limit);
  });
  if (spent.length === 0) return undefined;
  return {
    waitSeconds: (Math.max(...spent.map((window) => window.endsAt.getTime())) - now.getTime()) / 1000,
    isSharedBudgetOnly: spent.every((window) => keys.get(window.key) === 'account'),
  };
}

/**
 * Runs `check` as a counted attempt. The attempt is counted as a failure first, so that concurrent attempts count as well, and
 * uncounted when `check` succeeds. Only the account's shared budget being spent means that others' failures block the owner on a
 * new device: `check` then still runs, `onSharedBudgetSpent` gets its result, and the response is the same as for a wrong secret.
 *
 * The raw checks of secrets are called only within `check` (`attempts.test.ts` reads the sources).
 * @param check  checks the secret; undefined when it is wrong
 * @param options.refusal  makes the error when the caller must wait
 * @throws Problem 429 `too_many_attempts`
 */
export async function attempt<T>(
  ctx: Context,
  source: AttemptSource | InvitationSource,
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
  // Concurrent attempts may have used up the rest.
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
 * After a complete sign-in, clears the failures of this device or address at this account; strangers' failures stay counted. Call
 * it only when every secret of the account was shown: one right secret must not allow more guesses at another.
 */
export async function clearOwnFailures(ctx: Context, source: AttemptSource): Promise<void> {
  const ownKeys = [...budgetKeys(ctx, source)]
    .filter(([, budget]) => budget === 'device' || budget === 'pair')
    .map(([key]) => key);
  await deleteWindows(ctx.db, ownKeys);
}
