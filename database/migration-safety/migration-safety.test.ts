import { randomBytes } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import '../../server/testing/provided.ts';
import { migrate } from '../../server/platform/migrate.ts';
import { projectRoot } from '../../server/platform/root.ts';
import { temporaryFolder } from '../../server/testing/temporary-folder.ts';
import { EARLIER, exemptions } from './exemptions.ts';
import { type Finding, inspectMigration } from './inspect.ts';

/** Files that create the schema of an empty database: docs/adr/0053-baseline-of-migrations.md. */
const BASELINE = 13;
const FOLDER = join(projectRoot(), 'database/migrations');
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.sql'))
  .sort();
const text = (name: string) => readFileSync(join(FOLDER, name), 'utf8');

const baseline = `baseline_${randomBytes(6).toString('hex')}`;
const made: string[] = [baseline];
const folder = temporaryFolder('chitlaq-migration-safety-');

async function asAdmin(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: inject('databaseUrl') });
  await admin.connect();
  await admin.query(statement);
  await admin.end();
}
const urlOf = (name: string) => Object.assign(new URL(inject('databaseUrl')), { pathname: `/${name}` }).href;
/** A database with the schema of the baseline. */
async function atBaseline(): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  made.push(name);
  await asAdmin(`create database ${name} template ${baseline} strategy file_copy`);
  return urlOf(name);
}

beforeAll(async () => {
  for (const name of names.slice(0, BASELINE)) cpSync(join(FOLDER, name), join(folder, name));
  await asAdmin(`create database ${baseline}`);
  await migrate(urlOf(baseline), folder);
});
afterAll(async () => {
  for (const name of made) await asAdmin(`drop database if exists ${name}`);
  rmSync(folder, { recursive: true });
});

const words = ({ kind, object }: Finding) => `${kind} ${object}`;

test('each migration lets members and the previous release go on, or its file says why it may not', async () => {
  const url = await atBaseline();
  for (const name of names.slice(BASELINE)) {
    const file = text(name);
    const found = await inspectMigration(url, file);
    const reasons = exemptions(`${EARLIER[name] ?? ''}\n${file}`);
    expect(found.map(words).sort(), name).toEqual(reasons.map(words).sort());
    for (const { after, object } of reasons)
      if (after !== undefined)
        expect(
          names.some((other) => other.startsWith(`${after}_`) && other < name),
          `${name}: ${object} after ${after}, which is no earlier migration`,
        ).toBe(true);
  }
});

describe('found in a migration', () => {
  test.for([
    ['an index', 'create index on content.posts (edited_at)', ['index content.posts']],
    [
      'another type of a column',
      'alter table platform.settings alter column key type varchar(100)',
      ['contract platform.settings.key', 'rewrite platform.settings'],
    ],
    [
      'a default that differs in each row',
      'alter table content.posts add column random float not null default random()',
      ['rewrite content.posts'],
    ],
    [
      'a required column without a default',
      'alter table content.posts add column mood text not null',
      ['contract content.posts.mood', 'scan content.posts'],
    ],
    [
      'a column that becomes required',
      'alter table content.posts alter column edited_at set not null',
      ['contract content.posts.edited_at', 'scan content.posts'],
    ],
    [
      'a condition that is checked at once',
      'alter table content.posts add constraint short check (char_length(content) < 10)',
      ['contract content.posts', 'scan content.posts'],
    ],
    [
      'a condition for new rows alone, which the previous release may not know',
      'alter table content.posts add constraint short check (char_length(content) < 10) not valid',
      ['contract content.posts'],
    ],
    ['a change of every row', 'update content.posts set edited_at = created_at', ['update content.posts']],
    ['a dropped table', 'drop table content.bookmarks cascade', ['contract content.bookmarks']],
    [
      'a renamed column',
      'alter table content.posts rename column content_warning to warning',
      ['contract content.posts.content_warning'],
    ],
    ['a renamed table', 'alter table content.bookmarks rename to saved', ['contract content.bookmarks']],
    ['a dropped view', 'drop view content.repost_view', ['contract content.repost_view']],
    [
      'a unique index, which refuses rows',
      '-- without a transaction\ncreate unique index concurrently on content.posts (content)',
      ['contract content.posts'],
    ],
  ] as const)('%s', async ([, statement, expected]) => {
    const url = await atBaseline();
    expect((await inspectMigration(url, statement)).map(words).sort()).toEqual(expected);
  });

  test.for([
    'create table content.moods (id uuid primary key, author_id uuid not null references auth.users, mood text); create index on content.moods (mood)',
    'alter table content.posts add column mood text, add column tries integer not null default 0',
    'create index concurrently on content.posts (edited_at)',
    "update platform.settings set value = '1' where key = 'a'",
    'create or replace view content.mood_view as select id from content.posts',
  ])('nothing: %s', async (statement) => {
    const url = await atBaseline();
    const outside = statement.includes('concurrently') ? '-- without a transaction\n' : '';
    expect(await inspectMigration(url, outside + statement)).toEqual([]);
  });
});
