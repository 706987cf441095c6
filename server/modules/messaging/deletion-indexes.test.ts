import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestServer, testServer } from '../../testing/server.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

test('deleting a member uses an index in each messaging table that references members', async () => {
  const { rows } = await sql<{ column: string; isIndexed: boolean }>`
    select named.conrelid::regclass || '.' || attname as column, exists (
      select from pg_index where indrelid = named.conrelid and indkey[0] = named.conkey[1] and indpred is null) as "isIndexed"
    from pg_constraint named
    join pg_attribute on attrelid = named.conrelid and attnum = named.conkey[1]
    where named.contype = 'f' and named.confrelid = 'auth.users'::regclass and named.connamespace = 'messaging'::regnamespace`.execute(
    t.ctx.db,
  );
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.filter(({ isIndexed }) => !isIndexed).map(({ column }) => column)).toEqual([]);
});
