import pg from 'pg';
import { expect, onTestFinished } from 'vitest';

export interface HeldLock {
  /** Runs a statement in the transaction that holds the lock. */
  query(statement: string, values?: unknown[]): Promise<pg.QueryResult>;
  /** Resolves once so many other connections of this test's database wait for a lock. */
  waitForBlocked(count: number): Promise<void>;
  /** Commits: whoever waits goes on. */
  release(): Promise<void>;
}

/**
 * Opens a transaction on a connection of its own and holds what a statement locks until it is released. What is fired meanwhile waits in
 * the middle of its work, so that a test decides the order instead of luck.
 * @param statement  as in `select from messaging.conversations where id = $1 for update`
 */
export async function holdLock(
  { databaseUrl }: { databaseUrl: string },
  statement: string,
  values: unknown[] = [],
): Promise<HeldLock> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  // One that fails before it lets go must not keep those after it waiting.
  onTestFinished(() => client.end());
  await client.query('begin');
  await client.query(statement, values);
  const blocked = async () => {
    // Within a transaction the figures stand still unless they are asked for anew.
    await client.query('select pg_stat_clear_snapshot()');
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()`,
    );
    return rows[0]?.count;
  };
  return {
    query: (text, given) => client.query(text, given),
    async waitForBlocked(count) {
      await expect.poll(blocked, { timeout: 10_000, interval: 5 }).toBe(count);
    },
    async release() {
      await client.query('commit');
      await client.end();
    },
  };
}

/**
 * Runs requests that all wait for one lock, in the order given: each begins once the ones before it wait. The first goes first; of three or
 * more PostgreSQL does not say which of the others is next, where the first changes the row.
 * @returns their answers
 */
export async function inLockOrder<Result>(
  lock: HeldLock,
  ...requests: (() => Promise<Result>)[]
): Promise<Result[]> {
  const results: Promise<Result>[] = [];
  for (const request of requests) {
    results.push(request());
    await lock.waitForBlocked(results.length);
  }
  await lock.release();
  return Promise.all(results);
}
