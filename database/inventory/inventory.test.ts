import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '../../server/testing/database.ts';
import { inventory, isPersonal } from './index.ts';

const database = await testDatabase();
afterAll(database.drop);

test('every column of the database has an entry in the inventory, and each entry a column', async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(`
    select format('%s.%s.%s', namespace.nspname, class.relname, attribute.attname) as name
    from pg_class class
    join pg_namespace namespace on namespace.oid = class.relnamespace
    join pg_attribute attribute on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
    where class.relkind in ('r', 'p', 'm') and not class.relispartition
      and namespace.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'public')
    order by name`);
  await client.end();
  const listed = Object.entries(inventory).flatMap(([schema, tables]) =>
    Object.entries(tables).flatMap(([table, entry]) =>
      (isPersonal(entry) ? [...Object.keys(entry.personal), ...entry.notPersonal] : entry).map(
        (column) => `${schema}.${table}.${column}`,
      ),
    ),
  );
  const actual = rows.map(({ name }) => name);
  expect(
    actual.filter((name) => !listed.includes(name)),
    'Add these columns to database/inventory: personal, or not',
  ).toEqual([]);
  expect(
    listed.filter((name) => !actual.includes(name)),
    'These columns are gone: remove them from database/inventory',
  ).toEqual([]);
  expect(new Set(listed).size, 'a column is listed twice').toBe(listed.length);
});
