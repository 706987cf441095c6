import { expect, test } from 'vitest';
import { objectsOf, referencesOfSchema } from './database.ts';
import { isDownward, type Order, violations } from './order.ts';
import { isChecked, moduleOf, referencesOfFile } from './typescript.ts';

const order: Order = { layers: [['auth'], ['social'], ['feed', 'search']], hostSchemas: ['realtime'] };
const pictures = new Map([
  [
    'auth',
    `create table auth.users (
  id uuid not null,
  PRIMARY KEY (id)
);

CREATE OR REPLACE FUNCTION auth.refuse_change()
 RETURNS trigger
AS $function$
begin
  -- what social.blocks_of once did
  raise exception 'append-only';
end $function$

CREATE TRIGGER users_count AFTER INSERT ON auth.users FOR EACH ROW EXECUTE FUNCTION social.count_member();
`,
  ],
  [
    'social',
    `create table social.blocks (
  blocker_id uuid not null,
  FOREIGN KEY (blocker_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

CREATE OR REPLACE FUNCTION social.blocks_of(member uuid)
 RETURNS integer
AS $function$ select count(*) from feed.standings where member_id = member $function$

CREATE OR REPLACE FUNCTION social.count_member()
 RETURNS trigger
AS $function$ begin return null; end $function$
`,
  ],
  [
    'feed',
    'create table feed.standings (\n  member_id uuid not null\n);\n\ncreate view feed.standing_view as\n SELECT 1;\n',
  ],
  ['search', 'create table search.posts (\n  post_id uuid not null\n);\n'],
  ['realtime', 'create table realtime.online (\n  member_id uuid not null\n);\n'],
  ['platform', 'CREATE OR REPLACE FUNCTION platform.fold(said text)\nAS $function$ select said $function$\n'],
]);
const objects = objectsOf(pictures);

const named = (text: string, path = 'server/modules/social/queries.ts') =>
  referencesOfFile(path, text, objects).map(({ to, line }) => `${line} ${to}`);

test.for([
  ['a Kysely table', "db.selectFrom('feed.standings').select('member_id')", ['1 feed.standings']],
  ['an aliased table', "db.selectFrom('feed.standings as known')", ['1 feed.standings']],
  ['SQL', 'sql`select\n from feed.standings known`', ['2 feed.standings']],
  [
    'the text after an interpolation',
    `sql\`select \${a}\n from feed.standings\n where \${b}\``,
    ['2 feed.standings'],
  ],
  ['a function', `sql\`select social.blocks_of(\${id})\``, ['1 social.blocks_of']],
  ['a quoted name', `sql\`select from "feed"."standings"\``, ['1 feed.standings']],
  [
    'a name after a string that looks like a comment',
    "sql`select '--' from feed.standings`",
    ['1 feed.standings'],
  ],
  ['a schema whose table is inserted', `sql.raw(\`select from feed.\${table}\`)`, ['1 feed.*']],
  [
    'other spellings of Kysely',
    "db.withSchema('feed'); sql.id('feed', 'standings')",
    ['1 feed.*', '1 feed.standings'],
  ],
  [
    'a declared table',
    "interface Database { 'feed.standings': { member_id: string } }",
    ['1 feed.standings'],
  ],
] as const)('finds %s', ([, text, expected]) => {
  expect(named(text)).toEqual(expected);
});

test.for([
  ['a comment', '// feed.standings\n/* feed.standings */\n/** feed.standings */'],
  ['a comment in SQL', 'sql`select 1 -- from feed.standings\n/* feed.standings */`'],
  ['an alias of the same name', 'sql`select feed.member_id, search.status from wanted feed, search`'],
  ['an event or a job', "ctx.emit('feed.published', {}); ctx.jobs.add('feed.fanOut')"],
  ['a property', 'feed.standings()'],
  ['a sentence', `\`the posts of this feed. \${more}\``],
])('does not take %s for a name', ([, text]) => {
  expect(named(text!)).toEqual([]);
});

test('finds imports of every kind, types as well', () => {
  const text = `import { a } from '../feed/index.ts';
import type { B } from '../search/index.ts';
export { c } from '../auth/index.ts';
const d = await import('../feed/index.ts');
type E = import('../search/index.ts').E;
import { f } from '../../platform/db.ts';
import { own } from './service.ts';
import { roles } from '../../roles.ts';
import { z } from 'zod';`;
  expect(named(text)).toEqual([
    '1 feed',
    '2 search',
    '3 auth',
    '4 feed',
    '5 search',
    '6 platform',
    '7 social',
    '8 server',
  ]);
});

test.for([
  ["db.insertInto('auth.users')", true],
  ["db.updateTable('auth.users as u')", true],
  ["db.deleteFrom('auth.users')", true],
  ['sql`insert into auth.users as u (id) values (1)`', true],
  ['sql`with gone as (\n  delete from auth.users) select 1`', true],
  ['sql`update only auth.users set id = 1`', true],
  ["db.selectFrom('auth.users').forUpdate()", false],
  ['sql`select from auth.users for update`', false],
  ['sql`update social.blocks set a = 1 from auth.users`', false],
] as const)('knows whether %s writes', ([text, expected]) => {
  const path = 'server/modules/social/queries.ts';
  const references = referencesOfFile(path, text, objects).filter(({ target }) => target === 'auth');
  expect(references.map(({ isWrite }) => isWrite)).toEqual([expected]);
  expect(violations(order, references, [])).toEqual(
    expected ? [expect.stringContaining('call a function of auth')] : [],
  );
});

test('tests, factories and what composes the modules may name everything', () => {
  expect(isChecked('server/modules/social/lists/queries.ts')).toBe(true);
  expect(isChecked('server/platform/db.ts')).toBe(true);
  for (const path of [
    'server/modules/social/social.test.ts',
    'server/modules/social/factory.ts',
    'server/modules/table.ts',
    'server/roles.ts',
    'server/hosts/http.ts',
    'apps/web/lib/locale.ts',
  ])
    expect(isChecked(path), path).toBe(false);
  expect(moduleOf('server/modules/layers.ts')).toBe('server');
});

test('finds what tables, functions and triggers name, with the object that names it', () => {
  const found = [...pictures].flatMap(([schema, picture]) =>
    referencesOfSchema(schema, picture, `${schema}.sql`, objects),
  );
  expect(
    found
      .filter(({ module, target }) => module !== target)
      .map(({ from, to, line }) => `${line} ${from} ${to}`),
  ).toEqual([
    '14 auth.users social.count_member',
    '3 social.blocks auth.users',
    '8 social.blocks_of feed.standings',
  ]);
});

test('a module may name itself and lower layers, not its own layer', () => {
  expect(isDownward(order, 'feed', 'feed')).toBe(true);
  expect(isDownward(order, 'feed', 'social')).toBe(true);
  expect(isDownward(order, 'auth', 'platform')).toBe(true);
  expect(isDownward(order, 'realtime', 'feed')).toBe(true);
  expect(isDownward(order, 'feed', 'search')).toBe(false);
  expect(isDownward(order, 'social', 'feed')).toBe(false);
  expect(isDownward(order, 'feed', 'realtime')).toBe(false);
  expect(isDownward(order, 'feed', 'server')).toBe(false);
  expect(isDownward(order, 'platform', 'auth')).toBe(false);
  expect(() => isDownward(order, 'feed', 'unknown')).toThrow('does not name the module unknown');
});

test('reports file and line, honours exceptions, and reports those that nothing needs', () => {
  const file = 'server/modules/social/queries.ts';
  const references = referencesOfFile(file, 'sql`select\nfrom feed.standings, auth.users`', objects);
  expect(violations(order, references, [])).toEqual([
    `${file}:2  social names feed.standings: feed is above social`,
  ]);
  const exception = { from: file, to: 'feed.standings', reason: 'a test' };
  expect(violations(order, references, [exception])).toEqual([]);
  expect(violations(order, [], [exception])).toEqual([
    `server/modules/layers.ts  no longer needed: ${file} to feed.standings`,
  ]);
});
