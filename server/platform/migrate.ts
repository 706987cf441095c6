import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { disableStatementTimeout, openPool } from './db.ts';

/** Held while migrating, so that processes started together wait for one another. */
const ADVISORY_LOCK = 4_731_522;

/**
 * Migrates the database to the newest version: plain SQL files in name order, each in its own transaction, forward only.
 * @param url a direct connection, not through PgBouncer
 * @returns the names of the files applied now
 */
export async function migrate(url: string, folder: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'chitlaq migrate' });
  await client.connect();
  try {
    await disableStatementTimeout(client);
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await migrateJobQueue(url);
    await client.query(`create table if not exists public.schema_migrations (
      name text primary key, applied_at timestamptz not null default now())`);
    const done = new Set(
      (await client.query<{ name: string }>('select name from public.schema_migrations')).rows.map(
        (row) => row.name,
      ),
    );
    const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
    const applied: string[] = [];
    for (const name of files.filter((file) => !done.has(file))) {
      const text = await readFile(join(folder, name), 'utf8');
      await client.query('begin');
      try {
        await client.query(text);
        await client.query('insert into public.schema_migrations (name) values ($1)', [name]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error });
      }
      applied.push(name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

async function migrateJobQueue(url: string): Promise<void> {
  // A lost connection fails the query that uses it.
  const pool = openPool({ url, pool: 1, name: 'chitlaq migrate', onError: () => undefined });
  pool.on('connect', (client) => void disableStatementTimeout(client));
  try {
    await runMigrations({ pgPool: pool });
  } finally {
    await pool.end();
  }
}
