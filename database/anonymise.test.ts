import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auth } from '../server/modules/auth/index.ts';
import { projectRoot } from '../server/platform/root.ts';
import { testDatabase } from '../server/testing/database.ts';
import { type TestServer, testServer } from '../server/testing/server.ts';
import { AnonymiseProblem, anonymise } from './anonymise.ts';
import { inventory, isPersonal } from './inventory/index.ts';
import { demoMembers, demoPosts } from './seed/demo/index.ts';
import { seedDemo } from './seed/demo-campus.ts';

/** Everything that a dump of the database contains, as text. */
async function dump(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: tables } = await client.query<{ table: string }>(`
    select format('%I.%I', nspname, relname) as table from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where relkind in ('r', 'm') and nspname !~ '^pg_' and nspname <> 'information_schema'`);
  const parts: string[] = [];
  for (const { table } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${table} t`);
    parts.push(...rows.map(({ row }) => row));
  }
  const { rows: statistics } = await client.query<{ row: string }>(
    "select s::text as row from pg_stats s where schemaname !~ '^pg_' and schemaname <> 'information_schema'",
  );
  await client.end();
  return [...parts, ...statistics.map(({ row }) => row)].join('\n');
}

test('a string in every personal column is gone afterwards', async () => {
  const database = await testDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  // Rows with made-up values in every column need no rules that hold them back.
  const { rows: rules } = await client.query<{ statement: string }>(
    `
    select format('alter table %s drop constraint if exists %I cascade', conrelid::regclass, conname) as statement
    from pg_constraint join pg_class on pg_class.oid = conrelid join pg_namespace on pg_namespace.oid = relnamespace
    where contype in ('c', 'f') and conparentid = 0 and nspname = any($1)`,
    [Object.keys(inventory)],
  );
  for (const { statement } of rules) await client.query(statement);
  const { rows: columns } = await client.query<{
    path: string;
    column: string;
    type: string;
    isGenerated: boolean;
    isRequired: boolean;
  }>(
    `
    select format('%s.%s', nspname, relname) as path, attname as column, format_type(atttypid, null) as type,
      attgenerated <> '' as "isGenerated", attnotnull and not atthasdef as "isRequired"
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
    where relkind in ('r', 'p') and not relispartition and nspname = any($1)`,
    [Object.keys(inventory)],
  );
  /** Values of every type; null where no string fits in. */
  const withString: Record<string, (known: string) => unknown> = {
    text: (known) => known,
    jsonb: (known) => JSON.stringify({ known }),
    'text[]': (known) => [known],
    bytea: (known) => Buffer.from(known),
    tsvector: (known) => known,
    inet: (known) => `203.0.${Number(known.slice(9)) >> 8}.${Number(known.slice(9)) & 255}`,
  };
  const plain: Record<string, () => unknown> = {
    uuid: randomUUID,
    'uuid[]': () => [],
    boolean: () => false,
    'timestamp with time zone': () => new Date(),
    date: () => new Date(),
    'integer[]': () => [],
    'smallint[]': () => [],
    bit: () => '0'.repeat(256),
  };
  const known: string[] = [];
  for (const [schema, tables] of Object.entries(inventory))
    for (const [table, entry] of Object.entries(tables)) {
      if (!isPersonal(entry)) continue;
      const own = columns.filter(({ path, isGenerated }) => path === `${schema}.${table}` && !isGenerated);
      const values = own.map(({ column, type, isRequired }) => {
        const mask = entry.personal[column];
        const make = withString[type];
        if (mask !== undefined && mask !== 'kept' && make) {
          const value = `knownname${known.length}`;
          const made = make(value);
          known.push(type === 'inet' ? String(made) : value);
          return made;
        }
        if (!isRequired && (mask === undefined || mask === 'kept')) return undefined;
        return (plain[type] ?? (make ? () => make('plain') : () => 0))();
      });
      const used = own.flatMap(({ column }, index) =>
        values[index] === undefined ? [] : [{ column, value: values[index] }],
      );
      await client.query(`alter table ${schema}.${table} disable trigger user`);
      await client.query(
        `insert into ${schema}.${table} (${used.map(({ column }) => pg.escapeIdentifier(column)).join(', ')})
          values (${used.map((_, index) => `$${index + 1}`).join(', ')})`,
        used.map(({ value }) => value),
      );
    }
  await client.query('analyze');
  await client.end();
  const forms = (value: string) => [value, Buffer.from(value).toString('hex')];
  const found = (text: string) =>
    known.filter((value) =>
      forms(value).some((form) => new RegExp(`${form.replaceAll('.', '\\.')}(?!\\d)`).test(text)),
    );
  expect(known.length).toBeGreaterThan(70);
  expect(found(await dump(database.url))).toEqual(known);
  await anonymise(database.url, { live: [] });
  expect(found(await dump(database.url))).toEqual([]);
  await database.drop();
});

let t: TestServer;
let copy: string;
beforeAll(async () => {
  t = await testServer();
  await auth.loadCatalogue(t.ctx, join(projectRoot(), 'database/data/universities.json'));
  await auth.publishShippedTexts(t.ctx);
  await seedDemo(t.ctx, { pictures: false });
  copy = t.databaseUrl;
});
afterAll(() => t.close());

test('the campus’s own database is refused, and one that somebody uses', async () => {
  const live = copy.replace('127.0.0.1', 'localhost');
  await expect(anonymise(copy, { live: [live] })).rejects.toThrow(AnonymiseProblem);
  await expect(anonymise(copy, { live: [] })).rejects.toThrow(/other connections use this database/);
  expect((await t.ctx.pool.query("select from auth.users where username = 'derya'")).rowCount).toBe(1);
});

test('a masked campus keeps its shape: counts, relations and rules, and no name, address or text', async () => {
  const count = async () =>
    (
      await t.ctx.pool.query(
        'select (select count(*) from content.posts) as posts, (select count(*) from social.follows) as follows',
      )
    ).rows[0];
  const before = await count();
  await anonymise(copy, { live: [], evenIfLive: true });
  expect(await count()).toEqual(before);
  const text = await dump(copy);
  for (const { email, displayName } of demoMembers)
    for (const personal of [email, displayName]) expect(text).not.toContain(personal);
  const longTexts = demoPosts.map(({ content }) => content).filter((content) => content.length > 30);
  expect(longTexts.length).toBeGreaterThan(50);
  expect(longTexts.filter((content) => text.includes(content))).toEqual([]);
  const { rows } = await t.ctx.pool.query('select username, email from auth.users limit 1');
  expect(rows[0]).toMatchObject({
    username: expect.stringMatching(/^u[0-9a-f]{15}$/),
    email: expect.stringMatching(/@masked\.example$/),
  });
});
