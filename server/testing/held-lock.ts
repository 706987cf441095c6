import type pg from 'pg';
import { expect } from 'vitest';

export interface HeldLock {
  /** Resolves once so many connections of this test's database wait for a lock. */
  waiting(count: number): Promise<void>;
  /** Commits: whoever waits goes on. */
  release(): Promise<void>;
}

/**
 * Holds what a statement locks on a connection of its own, until it is released.
 * @param statement  as in `select from messaging.conversations where id = $1 for update`
 */
export async function holdLock(pool: pg.Pool, statement: string, values: unknown[]): Promise<HeldLock> {
  const holder = await pool.connect();
  await holder.query('begin');
  await holder.query(statement, values);
  return {
    async waiting(count) {
      const blocked = async () => {
        const { rows } = await pool.query<{ count: number }>(
          `select count(*)::int as count from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return rows[0]?.count;
      };
      await expect.poll(blocked, { timeout: 10_000, interval: 5 }).toBe(count);
    },
    async release() {
      await holder.query('commit');
      holder.release();
    },
  };
}

/**
 * Runs requests that all wait for one lock, in the order given: each begins once the ones before it wait. The first goes first; of three or
 * more PostgreSQL does not say which of the others is next, where the first changes the row.
 * @returns their answers
 */
export async function inLockOrder<Answer>(
  lock: HeldLock,
  ...requests: (() => Promise<Answer>)[]
): Promise<Answer[]> {
  const answers: Promise<Answer>[] = [];
  for (const request of requests) {
    answers.push(request());
    await lock.waiting(answers.length);
  }
  await lock.release();
  return Promise.all(answers);
}
