import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { placeOf } from './form.ts';
import { isSmall, secretsFolder } from './site.ts';

/** The rows of a statement, for the role of the application. */
async function rowsOf(store: 'postgres' | 'pgbouncer', database: string, statement: string) {
  const password = readFileSync(join(secretsFolder, 'database_password'), 'utf8');
  const connectionString = `postgres://chitlaq:${password}@${await placeOf(store)}/${database}`;
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

test('the database is reached through PgBouncer in transaction mode, with a pool for each role', async () => {
  const sql = "select distinct application_name from pg_stat_activity where usename = 'chitlaq'";
  expect(await rowsOf('postgres', 'chitlaq', sql)).toContainEqual({ application_name: 'chitlaq worker' });
  const pools = await rowsOf('pgbouncer', 'pgbouncer', 'show pools');
  const ours = pools.filter(({ database }) => database.startsWith('chitlaq_'));
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
