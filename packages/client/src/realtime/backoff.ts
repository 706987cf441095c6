const FIRST_MS = 1_000;
const MAX_MS = 30_000;

/**
 * How long to wait before try number `tries` (from 0): anything up to a bound that doubles. Full jitter spreads clients
 * that lost the same server.
 */
export const backoffMs = (attempt: number, random: () => number): number =>
  random() * Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
