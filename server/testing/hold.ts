import pg from 'pg';
import { expect } from 'vitest';

/** Another connection in the middle of a transaction. */
export interface Held {
  query(text: string, values?: unknown[]): Promise<pg.QueryResult>;
  /** Until so many others wait for a lock. */
  blocks(count: number): Promise<void>;
  commit(): Promise<void>;
}

/**
 * Opens a transaction on a connection of its own and runs a statement that takes a lock. What is fired then waits in the middle of its
 * work, so that a test decides the order instead of luck.
 */
export async function hold(databaseUrl: string, text: string, values: unknown[] = []): Promise<Held> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('begin');
  await client.query(text, values);
  return {
    query: (statement, given) => client.query(statement, given),
    async blocks(count) {
      await expect
        .poll(
          async () => {
            // The figures of a transaction stand still unless they are asked for anew.
            await client.query('select pg_stat_clear_snapshot()');
            const { rows } = await client.query<{ n: number }>(
              `select count(*)::int as n from pg_stat_activity
               where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()`,
            );
            return rows[0]?.n;
          },
          { timeout: 10_000, interval: 20 },
        )
        .toBe(count);
    },
    async commit() {
      await client.query('commit');
      await client.end();
    },
  };
}
