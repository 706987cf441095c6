const FIRST_MS = 1_000;
const MAX_MS = 30_000;

/**
 * Delay before an attempt (from 0): a random time up to a bound that doubles. Full jitter spreads clients
 * that lost the same server.
 */
export const backoffMs = (attempt: number, random: () => number): number =>
  random() * Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
