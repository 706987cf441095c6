import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Counter } from 'prom-client';

/**
 * SQLSTATEs of transactions that PostgreSQL aborted because of a concurrent one. They were rolled back completely, so a retry is
 * safe.
 */
const CONFLICT_CODES = new Map([
  ['40P01', 'deadlock'],
  ['40001', 'serialization'],
]);

/** Maximum number of attempts, including the first. */
export const MAX_ATTEMPTS = 3;
/**
 * Maximum pause before the second attempt; twice as long before the third. The pause is random so that the same two transactions
 * do not collide again.
 */
const MAX_PAUSE_MS = 40;

/** Transactions of this process that PostgreSQL aborted because of a conflict, and whether they were retried or failed. */
export const conflictCounter = new Counter({
  name: 'database_conflicts_total',
  help: 'Transactions and statements that PostgreSQL aborted because of a conflict, by reason and outcome',
  labelNames: ['reason', 'outcome'],
  registers: [],
});

/**
 * Retries `work` on deadlock (40P01) and serialization failure (40001): three attempts in all.
 *
 * @param work  one transaction, or one autocommitted statement; its side effects outside the database must be idempotent
 * @throws the error of the last attempt, which is logged; any other error at once
 */
export async function retryOnConflict<T>(log: Pick<Logger, 'warn'>, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const reason = CONFLICT_CODES.get(String((error as { code?: unknown }).code));
      if (reason === undefined) throw error;
      const outcome = attempt < MAX_ATTEMPTS ? 'retried' : 'failed';
      conflictCounter.inc({ reason, outcome });
      if (outcome === 'failed') {
        log.warn({ err: error, reason, runs: attempt }, 'database.conflict');
        throw error;
      }
      await delay(Math.random() * MAX_PAUSE_MS * attempt);
    }
  }
}
