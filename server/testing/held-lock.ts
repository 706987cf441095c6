import pg from 'pg';
import { expect, onTestFinished } from 'vitest';

export interface HeldLock {
  /** Runs a statement in the transaction that holds the lock. */
  query(statement: string, values?: unknown[]): Promise<pg.QueryResult>;
  /** Resolves when this many other connections of the test's database wait for a lock. */
  waitForBlocked(count: number): Promise<void>;
  /** Commits, so that waiting requests continue. */
  release(): Promise<void>;
}

/**
 * Holds a row lock in a separate transaction until `release`. Requests started meanwhile block at that row, so a test controls
 * their order.
 * @param statement  such as `select from messaging.conversations where id = $1 for update`
 */
export async function holdLock(
  { databaseUrl }: { databaseUrl: string },
  statement: string,
  values: unknown[] = [],
): Promise<HeldLock> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  // A test that fails before it releases must not block the tests after it.
  onTestFinished(() => client.end());
  await client.query('begin');
  await client.query(statement, values);
  const blocked = async () => {
    // Within a transaction the statistics are a snapshot that must be cleared.
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
 * Runs requests that all wait for one lock, in the given order: each starts when the previous ones wait. The first goes first;
 * with three or more, PostgreSQL does not guarantee the order of the others if the first changes the row.
 * @returns their responses
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
