import { afterAll, beforeAll, expect, test } from 'vitest';
import { idAt } from '../../../platform/id.ts';
import { nodesOf, type PlanNode, planOf, plansOf } from '../../../testing/plans.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { asViewer } from '../../social/factory.ts';
import {
  findSimilarWords,
  findVisibleMatches,
  findWordCounts,
  firstIdFrom,
  indexMatches,
  MAX_UUID,
  MIN_UUID,
  scanMatches,
} from './queries.ts';

const t = await testServer();
afterAll(t.close);

const POSTS = 30_000;
const DAY_MS = 86_400_000;
/** In the middle of a month, so that all posts are in one partition. */
const NOW = Date.UTC(2026, 5, 20);
const JUNE = { from: firstIdFrom(new Date(Date.UTC(2026, 5, 1))), before: MAX_UUID };
let reader: TestMember;
let ids: string[];

/** A month of 30,000 posts: each contains one of ten common words, every thousandth a rare one. */
beforeAll(async () => {
  const members = await t.members(2);
  reader = members[0]!;
  ids = Array.from({ length: POSTS }, (_, index) => idAt(NOW - 10 * DAY_MS + index * 20_000));
  await t.ctx.pool.query('select search.ensure_partitions($1, $1)', [new Date(NOW)]);
  await t.ctx.pool.query(
    `insert into content.posts (id, author_id, content, length, created_at)
     select id, $2, 'Gönderi', 7, now() from unnest($1::uuid[]) id`,
    [ids, members[1]!.id],
  );
  await t.ctx.pool.query(
    `insert into search.posts (post_id, words)
     select id, (format('ortak%1$s:1A ''s:ortak%1$s''', nr % 10) || case when nr % 1000 = 0 then ' nadir:2A ''s:nadir''' else '' end)::tsvector
     from unnest($1::uuid[]) with ordinality made (id, nr)`,
    [ids],
  );
  await t.ctx.pool.query(
    `insert into search.vocabulary (word, posts) select 'sozcuk' || n, n from generate_series(1, 5000) n`,
  );
  await t.ctx.pool.query('analyze');
});

/** The rows that plans read from tables with this prefix, and the kinds of scan. */
const readingIn = (table: RegExp, plan: readonly PlanNode[]) => {
  const nodes = plan.filter((node) => table.test(node['Relation Name'] ?? ''));
  const taking = nodes.filter((node) => node['Actual Rows'] > 0);
  return {
    ways: new Set(taking.map((node) => node['Node Type'])),
    rows: taking.reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0),
  };
};
const readingOf = async (table: RegExp, work: Parameters<typeof plansOf>[1]) =>
  readingIn(table, await plansOf(t, work));

test('a rare term is read from the index of its month', async () => {
  const sides = { index: `'s:nadir'`, whole: `'s:nadir'`, rank: `'nadir' | 's:nadir'` };
  const reading = await readingOf(/^posts_20/, (db) => indexMatches(db, sides, JUNE, 300));
  expect(reading.ways).toEqual(new Set(['Bitmap Heap Scan']));
  expect(reading.rows).toBe(POSTS / 1000);
});

test('of several words, some of them common, the index finds the posts with all of them', async () => {
  const sides = { index: `'s:nadir'`, whole: `'s:ortak0' & 's:nadir'`, rank: `'ortak0' & 'nadir'` };
  const reading = await readingOf(/^posts_20/, (db) => indexMatches(db, sides, JUNE, 300));
  expect(reading.ways).toEqual(new Set(['Bitmap Heap Scan']));
  expect(reading.rows).toBe(POSTS / 1000);
});

test.for([JUNE, { from: MIN_UUID, before: MAX_UUID }])(
  'a scan reads its number of posts and no more',
  async (range) => {
    const sides = { whole: `'s:ortak1'`, rank: `'ortak1'` };
    const asked = { ...sides, ...range, take: 300 };
    const reading = readingIn(/^posts_20/, await planOf(t, scanMatches[2_000].compiled(t.ctx.db, asked)));
    expect(reading.ways).not.toContain('Seq Scan');
    expect(reading.rows).toBeLessThanOrEqual(2_000);
  },
);

test('visibility is checked for matches only, by primary key', async () => {
  const { id, universityId } = asViewer(reader);
  const found = { ids: ids.slice(-300), ranks: ids.slice(-300).map(() => 1), take: 300 };
  const plan = await planOf(t, findVisibleMatches.compiled(t.ctx.db, { id, universityId, ...found }));
  const { scanTypes: ways, rows } = nodesOf(plan, 'posts');
  expect(ways).not.toContain('Seq Scan');
  expect(rows).toBeLessThanOrEqual(300);
});

test('words similar to a mistyped one are read from the indexes of the vocabulary', async () => {
  const reading = await readingOf(/^vocabulary$/, (db) => findSimilarWords(db, 'kelime', 50));
  expect(reading.ways).not.toContain('Seq Scan');
});

test('word counts are looked up by key', async () => {
  const asked = { words: ['sozcuk7', 'sozcuk8'], prefix: 'sozcuk49', end: 'sozcuk49\u{10ffff}', take: 13 };
  const plan = await planOf(t, findWordCounts.compiled(t.ctx.db, asked));
  const { scanTypes: ways, rows } = nodesOf(plan, 'vocabulary');
  expect(ways).not.toContain('Seq Scan');
  expect(rows).toBeLessThanOrEqual(15);
});
