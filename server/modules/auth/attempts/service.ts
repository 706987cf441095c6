import { createHash } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import { addressKey, networks } from '../../../platform/http/limits.ts';
import { countFailure, forget, runningWindows } from './queries.ts';

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
export interface Guesser {
  /** What is guessed at: a username or a mailbox in its one spelling, known or not. */
  account: string;
  ip: string;
  /** The device's id when it proved to have signed in to this very account before. */
  deviceId: string | undefined;
}

// Hashed: the table holds no list of what people typed.
const keyOf = (budget: Budget, ...parts: string[]) =>
  `${budget}:${createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22)}`;

function keysOf(ctx: Context, guesser: Guesser): Map<string, Budget> {
  const account = guesser.account.toLowerCase();
  if (guesser.deviceId !== undefined)
    return new Map([[keyOf('device', account, guesser.deviceId), 'device']]);
  const address = addressKey(guesser.ip);
  const breadth: Budget = networks(ctx.config.campusNetworks)(guesser.ip) ? 'campus' : 'address';
  return new Map([
    [keyOf('pair', account, address), 'pair'],
    [keyOf('account', account), 'account'],
    [keyOf(breadth, address), breadth],
  ]);
}

export interface Standing {
  /** Seconds until this guesser may try again; undefined when it may now. */
  waitSeconds: number | undefined;
  /**
   * Only the account's shared budget stands in the way: the owner on a new device is shut out by strangers' guesses. A right
   * password then earns a link by mail, and the answer is the same as for a wrong one.
   */
  byStrangers: boolean;
}

/** Whether a guesser may try. Reads one to three rows by key. */
export async function standing(ctx: Context, guesser: Guesser): Promise<Standing> {
  const keys = keysOf(ctx, guesser);
  const now = ctx.clock();
  const windows = await runningWindows(ctx.db, [...keys.keys()], now);
  const spent = windows.filter((window) => {
    const budget = keys.get(window.key);
    return budget !== undefined && window.failures >= BUDGETS[budget].failures;
  });
  if (spent.length === 0) return { waitSeconds: undefined, byStrangers: false };
  const latest = Math.max(...spent.map((window) => window.endsAt.getTime()));
  return {
    waitSeconds: (latest - now.getTime()) / 1000,
    byStrangers: spent.every((window) => keys.get(window.key) === 'account'),
  };
}

/** Counts a failure against every budget of this guesser. */
export async function failed(ctx: Context, guesser: Guesser): Promise<void> {
  const now = ctx.clock();
  for (const [key, budget] of keysOf(ctx, guesser))
    await countFailure(ctx.db, key, now, BUDGETS[budget].windowMs);
}

/** A right password clears what this very device or address had used up; strangers' failures stay counted. */
export async function succeeded(ctx: Context, guesser: Guesser): Promise<void> {
  const own = [...keysOf(ctx, guesser)]
    .filter(([, budget]) => budget === 'device' || budget === 'pair')
    .map(([key]) => key);
  await forget(ctx.db, own);
}
