import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { pooledUrl, releaseDatabase } from './pgbouncer.ts';
import './provided.ts';

export interface TestDatabase {
  name: string;
  url: string;
  /** Through PgBouncer if the tests run through it, else the direct URL. */
  pooledUrl: string;
  /** Ends PgBouncer's connections, so that the database can be dropped or cloned. */
  release(): Promise<void>;
  drop(): Promise<void>;
}

/**
 * A database for one test file, cloned from another one, by default the migrated template. Copies files: logging each page would
 * take six times as long.
 */
export async function testDatabase(template = inject('templateName')): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin((admin) => admin.query(`create database ${name} template ${template} strategy file_copy`));
  const url = new URL(inject('databaseUrl'));
  url.pathname = `/${name}`;
  const port = inject('pgBouncerPort');
  const release = async () => {
    if (port !== null) await releaseDatabase(port, name);
  };
  return {
    name,
    url: url.href,
    pooledUrl: port === null ? url.href : pooledUrl(url.href, port),
    release,
    // Without FORCE, so that a connection that a test did not close makes this fail.
    async drop() {
      await release();
      await asAdmin((admin) => dropWhenUnused(admin, name));
    },
  };
}

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: inject('databaseUrl') });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

/** The server needs a moment to notice a closed socket. A connection that stays is a leak, and is reported. */
async function dropWhenUnused(admin: pg.Client, name: string): Promise<void> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const { rows } = await admin.query<{ application_name: string; query: string }>(
      'select application_name, query from pg_stat_activity where datname = $1',
      [name],
    );
    if (rows.length === 0) break;
    if (Date.now() > deadline) {
      await admin.query(`drop database ${name} with (force)`);
      throw new Error(
        `connections left open: ${rows.map((row) => `${row.application_name}: ${row.query}`).join('; ')}`,
      );
    }
    await admin.query('select pg_sleep(0.02)');
  }
  await admin.query(`drop database ${name}`);
}
