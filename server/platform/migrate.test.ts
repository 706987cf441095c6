import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import '../testing/provided.ts';
import { migrate } from './migrate.ts';
import { projectRoot } from './root.ts';

const PRODUCT = join(projectRoot(), 'database/migrations');
const name = `test_${randomBytes(6).toString('hex')}`;
const folder = mkdtempSync(join(tmpdir(), 'chitlaq-migrate-'));
let url: string;
let client: pg.Client;

async function asAdmin(text: string): Promise<void> {
  const admin = new pg.Client({ connectionString: inject('databaseUrl') });
  await admin.connect();
  await admin.query(text);
  await admin.end();
}

beforeAll(async () => {
  await asAdmin(`create database ${name}`);
  const address = new URL(inject('databaseUrl'));
  address.pathname = `/${name}`;
  url = address.href;
  client = new pg.Client({ connectionString: url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await asAdmin(`drop database ${name}`);
  rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  for (const file of readdirSync(folder)) unlinkSync(join(folder, file));
  await client.query('drop schema public cascade; create schema public; drop table if exists noted');
});

const write = (files: Record<string, string>) => {
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
};
const recorded = async () =>
  (await client.query('select name from public.schema_migrations order by name')).rows.map((row) => row.name);

test('migrations are applied once, in the order of their numbers', async () => {
  write({ '0002_b.sql': "insert into t values ('b')", '0001_a.sql': 'create table t (word text)' });
  expect(await migrate(url, folder)).toEqual(['0001_a.sql', '0002_b.sql']);
  write({ '0003_c.sql': "insert into t values ('c')" });
  expect(await migrate(url, folder)).toEqual(['0003_c.sql']);
  expect(await migrate(url, folder)).toEqual([]);
  expect((await client.query('select word from t order by word')).rows).toEqual([
    { word: 'b' },
    { word: 'c' },
  ]);
});

test('processes that start together apply each migration once', async () => {
  write({ '0001_a.sql': 'create table t (word text)', '0002_b.sql': "insert into t values ('b')" });
  const applied = await Promise.all([1, 2, 3].map(() => migrate(url, folder)));
  expect(applied.flat().sort()).toEqual(['0001_a.sql', '0002_b.sql']);
  expect((await client.query('select word from t')).rowCount).toBe(1);
});

test('a migration that fails leaves nothing behind and is named', async () => {
  write({ '0001_a.sql': 'create table t (word text)', '0002_b.sql': 'create table u (id int); select 1/0' });
  await expect(migrate(url, folder)).rejects.toThrow('0002_b.sql failed: division by zero');
  expect(await recorded()).toEqual(['0001_a.sql']);
  expect((await client.query("select to_regclass('public.u') as u")).rows).toEqual([{ u: null }]);
});

test('an applied migration that has changed is refused; other line ends are no change', async () => {
  write({ '0001_a.sql': 'create table t (word text);\n-- end\n' });
  await migrate(url, folder);
  write({ '0001_a.sql': 'create table t (word text);\r\n-- end\r\n' });
  expect(await migrate(url, folder)).toEqual([]);
  write({ '0001_a.sql': 'create table t (words text);\n-- end\n', '0002_b.sql': 'create table u (id int)' });
  await expect(migrate(url, folder)).rejects.toThrow('0001_a.sql has changed');
  expect(await recorded()).toEqual(['0001_a.sql']);
});

const HURRIED = { lockMs: 50, tries: 3, pauseMs: 20 };
/** A transaction of somebody else that has read the table. */
async function reader() {
  const other = new pg.Client({ connectionString: url, application_name: 'a long report' });
  await other.connect();
  await other.query('begin');
  await other.query('select from t');
  return other;
}

test('a migration waits for a long transaction without a queue behind it', async () => {
  write({ '0001_a.sql': 'create table t (word text)' });
  await migrate(url, folder);
  const other = await reader();
  write({ '0002_b.sql': 'alter table t add column n int' });
  const migrated = migrate(url, folder, { ...HURRIED, tries: 100 });
  const waits = async () =>
    (
      await client.query(
        "select from pg_stat_activity where application_name = 'chitlaq migrate' and wait_event_type = 'Lock'",
      )
    ).rowCount;
  await expect.poll(waits).toBe(1);
  // Whoever comes while it waits is served once this attempt ends.
  await client.query("set statement_timeout = '1s'");
  for (let turn = 0; turn < 10; turn++) await client.query('select from t');
  await client.query('reset statement_timeout');
  await other.end();
  expect(await migrated).toEqual(['0002_b.sql']);
});

test('a migration that gets no lock ends, and says who holds it', async () => {
  write({ '0001_a.sql': 'create table t (word text)' });
  await migrate(url, folder);
  const other = await reader();
  write({ '0002_b.sql': 'alter table t add column n int' });
  await expect(migrate(url, folder, HURRIED)).rejects.toThrow(
    /0002_b.sql failed: no lock after 3 attempts .* process \d+ \(a long report\), .*: select from t/,
  );
  await other.end();
  expect(await recorded()).toEqual(['0001_a.sql']);
});

test('a statement that may not be in a transaction is run alone, by one of several processes, and again after an interruption', async () => {
  write({ '0001_a.sql': 'create table t (word text); insert into t values (1), (1)' });
  await migrate(url, folder);
  write({
    '0002_b.sql': '-- without a transaction\ncreate unique index concurrently t_word on t (word);',
  });
  await expect(migrate(url, folder)).rejects.toThrow('0002_b.sql failed: could not create unique index');
  expect(await recorded()).toEqual(['0001_a.sql']);
  await client.query('delete from t');
  const applied = await Promise.all([1, 2, 3].map(() => migrate(url, folder)));
  expect(applied.flat()).toEqual(['0002_b.sql']);
  const { rows } = await client.query(
    "select indisvalid from pg_index where indexrelid = 't_word'::regclass",
  );
  expect(rows).toEqual([{ indisvalid: true }]);
});

test('two migrations of one number, and a name without one, are refused before anything is applied', async () => {
  write({ '0001_a.sql': 'create table t (word text)', '0001_b.sql': 'create table u (id int)' });
  await expect(migrate(url, folder)).rejects.toThrow('0001_a.sql and 0001_b.sql have one number');
  unlinkSync(join(folder, '0001_b.sql'));
  write({ 'b.sql': 'create table u (id int)' });
  await expect(migrate(url, folder)).rejects.toThrow('b.sql: name it NNNN_subject.sql');
  expect((await client.query("select to_regclass('public.t') as t")).rows).toEqual([{ t: null }]);
});

const oldVersion = async (...names: string[]) => {
  await client.query(`create table public.schema_migrations (
    name text primary key, applied_at timestamptz not null default now())`);
  for (const old of names) await client.query('insert into public.schema_migrations values ($1)', [old]);
};

test('a database that the last version without a baseline migrated adopts the baseline', async () => {
  const baseline = readdirSync(PRODUCT)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .slice(0, 13);
  for (const file of baseline) write({ [file]: readFileSync(join(PRODUCT, file), 'utf8') });
  write({ '0301_new.sql': 'create table noted (id int)' });
  await oldVersion('0001_platform.sql', '0210_feed_standing_age.sql', '0260_unused_columns.sql');
  expect(await migrate(url, folder)).toEqual(['0301_new.sql']);
  expect(await recorded()).toEqual([...baseline, '0301_new.sql']);
  expect(await migrate(url, folder)).toEqual([]);
});

test('a database from before that version is refused, with what to do', async () => {
  write({ '0001_platform.sql': 'create table t (word text)' });
  await oldVersion('0001_platform.sql', '0210_feed_standing_age.sql');
  await expect(migrate(url, folder)).rejects.toThrow(
    'empty DATA_DIR, or first start the version whose last migration is 0260_unused_columns.sql',
  );
  expect(await recorded()).toEqual(['0001_platform.sql', '0210_feed_standing_age.sql']);
});
