import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Counter } from 'prom-client';

/** Of two that wait for each other PostgreSQL ends one; nothing of it stays, and run again it comes through. */
const CONFLICT_CODES = new Map([
  ['40P01', 'deadlock'],
  ['40001', 'serialization'],
]);

/** How often a work is run, the first time counted in. */
export const MAX_ATTEMPTS = 3;
/** Longest pause before the second run; before the third twice as long. Random, or the same two would meet again. */
const MAX_PAUSE_MS = 40;

/** What PostgreSQL ended for another's sake in this process, and whether it was run again or given up. */
export const conflictCounter = new Counter({
  name: 'database_races_lost_total',
  help: 'Transactions and statements that PostgreSQL ended for the sake of another, by reason and what came of them',
  labelNames: ['reason', 'outcome'],
  registers: [],
});

/**
 * Runs `work` again when PostgreSQL has ended it for another's sake: three times in all.
 *
 * @param work  one transaction, or one statement that is its own; what it does outside of the database must bear being done again
 * @throws what it ended with the last time, which is logged; any other failure at once
 */
export async function retryOnConflict<T>(log: Pick<Logger, 'warn'>, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const reason = CONFLICT_CODES.get(String((error as { code?: unknown }).code));
      if (reason === undefined) throw error;
      const outcome = attempt < MAX_ATTEMPTS ? 'again' : 'given_up';
      conflictCounter.inc({ reason, outcome });
      if (outcome === 'given_up') {
        log.warn({ err: error, reason, runs: attempt }, 'database.race_lost');
        throw error;
      }
      await delay(Math.random() * MAX_PAUSE_MS * attempt);
    }
  }
}
