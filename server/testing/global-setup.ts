import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../platform/embedded-postgres/index.ts';
import { migrate } from '../platform/migrate.ts';
import { findPgBouncer, startPgBouncer } from './pgbouncer.ts';
import { temporaryFolder } from './temporary-folder.ts';
import './provided.ts';

const TEMPLATE = 'chitlaq_template';
const root = fileURLToPath(new URL('../../', import.meta.url));

/** One throwaway PostgreSQL for the run, with a migrated template to clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = temporaryFolder('chitlaq-test-');
  const server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    durable: false,
    settings: {
      max_connections: 200,
      shared_buffers: '256MB',
      // The data need not survive: commits do not wait, the write-ahead log is minimal, and no background process writes or vacuums.
      synchronous_commit: 'off',
      wal_level: 'minimal',
      max_wal_senders: 0,
      max_wal_size: '2GB',
      checkpoint_timeout: '1h',
      bgwriter_lru_maxpages: 0,
      autovacuum: 'off',
      // Each test file opens some ten connections, and each checks the password.
      scram_iterations: 1,
      plan_cache_mode: 'force_generic_plan',
    },
  });
  const url = new URL(server.adminUrl);
  await asClient(server.adminUrl, async (admin) => {
    await admin.query(`alter user current_user password '${url.password}'`);
    await admin.query(`create database ${TEMPLATE}`);
  });
  url.pathname = `/${TEMPLATE}`;
  await migrate(url.href, join(root, 'database/migrations'));
  await asClient(url.href, tidyCatalogue);
  // The first connection after the migrations caches the catalogue in a file, which the clones have then too.
  await asClient(url.href, (template) => template.query('select 1'));
  const pgBouncer = findPgBouncer();
  if (process.env.TEST_PGBOUNCER === '1' && pgBouncer === null) throw new Error('pgbouncer is not installed');
  const pooler =
    process.env.TEST_PGBOUNCER === '1' && pgBouncer ? await startPgBouncer(pgBouncer, server.adminUrl) : null;
  project.provide('pgBouncer', pgBouncer);
  project.provide('pgBouncerPort', pooler?.port ?? null);
  project.provide('databaseUrl', server.adminUrl);
  project.provide('templateName', TEMPLATE);
  project.provide(
    'redisServer',
    ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find((path) => existsSync(path)) ?? null,
  );
  project.provide('socketIoPython', pythonWithSocketIo());
  return async () => {
    await pooler?.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function asClient(
  connectionString: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await work(client);
  await client.end();
}

/** Vacuums the system tables. Not our own: the planner assumes more rows for a table that was never analysed than for an empty one. */
async function tidyCatalogue(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ tables: string }>(
    `select string_agg(oid::regclass::text, ', ') as tables from pg_class
     where relnamespace = 'pg_catalog'::regnamespace and relkind = 'r'`,
  );
  await client.query(`vacuum (freeze, analyze) ${rows[0]?.tables}`);
}

/** The path of the system's Python if it has Socket.IO. Another Python on the path does not see the system's packages. */
function pythonWithSocketIo(): string | null {
  const python = '/usr/bin/python3';
  return spawnSync(python, ['-c', 'import aiohttp, socketio']).status === 0 ? python : null;
}
