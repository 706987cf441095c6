import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { placeOf } from './form.ts';
import { isSmall, secretsFolder } from './site.ts';

/** A connection of the role of the application. */
async function connect(store: 'postgres' | 'pgbouncer', database: string): Promise<pg.Client> {
  const password = readFileSync(join(secretsFolder, 'database_password'), 'utf8');
  const connectionString = `postgres://chitlaq:${password}@${await placeOf(store)}/${database}`;
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}
/** The rows of a statement. */
async function rowsOf(store: 'postgres' | 'pgbouncer', database: string, statement: string) {
  const client = await connect(store, database);
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** The pools of our processes. */
const pools = async () =>
  (await rowsOf('pgbouncer', 'pgbouncer', 'show pools')).filter(({ database }) =>
    database.startsWith('chitlaq_'),
  );

test('the database is reached through PgBouncer in transaction mode, with a pool for each role', async () => {
  const sql = "select distinct application_name from pg_stat_activity where usename = 'chitlaq'";
  expect(await rowsOf('postgres', 'chitlaq', sql)).toContainEqual({ application_name: 'chitlaq worker' });
  const ours = await pools();
  const names = isSmall
    ? ['all', 'realtime', 'worker']
    : ['gateway', 'auth', 'feed', 'messaging', 'media', 'realtime', 'worker'];
  for (const name of names)
    expect(ours).toContainEqual(
      expect.objectContaining({ database: `chitlaq_${name}`, user: 'chitlaq', pool_mode: 'transaction' }),
    );
  expect(ours.filter(({ pool_mode: mode }) => mode !== 'transaction')).toEqual([]);
});

test('the role of the processes owns its database and has no other right', async () => {
  const sql = `select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls from pg_roles where rolname = 'chitlaq'`;
  const [role] = await rowsOf('postgres', 'chitlaq', sql);
  expect(Object.values(role ?? {})).toEqual(Array(5).fill(false));
  await expect(rowsOf('postgres', 'postgres', 'select 1')).rejects.toThrow(/permission denied/);
});

/** What outlives a transaction, besides the settings that PgBouncer itself gives each client back. */
const LEFT_BEHIND = `
  select 'setting ' || name || ' ' || setting as what from pg_settings where source = 'session'
    and name not in ('application_name', 'client_encoding', 'DateStyle', 'TimeZone', 'standard_conforming_strings', 'IntervalStyle')
  union all select 'lock ' || objid from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'
  union all select 'channel ' || pg_listening_channels()
  union all select 'table ' || relname from pg_class where relnamespace = pg_my_temp_schema() and relkind = 'r'`;

test('a connection of a pool keeps nothing of the process that it served', async () => {
  for (const { database, sv_active, sv_idle, sv_used } of await pools()) {
    const count = Number(sv_active) + Number(sv_idle) + Number(sv_used);
    const clients = await Promise.all(Array.from({ length: count }, () => connect('pgbouncer', database)));
    try {
      // All at once, so that each has another connection.
      await Promise.all(clients.map((client) => client.query('begin')));
      for (const client of clients) expect((await client.query(LEFT_BEHIND)).rows, database).toEqual([]);
    } finally {
      await Promise.all(clients.map((client) => client.end()));
    }
  }
});
