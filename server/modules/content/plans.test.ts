import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '../../platform/db.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { idAt } from '../../platform/id.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { findAncestors, findAuthorPostsBefore, findVisiblePosts } from './reading/queries.ts';
import { findRepliesAfter, findReplyCandidates, findVisibleReplies } from './replies/queries.ts';

const t = await testServer();
afterAll(t.close);

const POSTS = 20_000;
let author: TestMember;
let viewer: Viewer;
let ids: string[];

beforeAll(async () => {
  const members = await t.members(8);
  author = members[0]!;
  const reader = members[1]!;
  const university = await t.ctx.pool.query('select university_id from auth.member_view where id = $1', [
    reader.id,
  ]);
  viewer = {
    id: reader.id,
    sessionId: reader.id,
    universityId: university.rows[0].university_id,
    roles: ['member'],
  };
  const start = Date.UTC(2026, 0, 1);
  ids = Array.from({ length: POSTS }, (_, index) => idAt(start + index * 60_000));
  await t.ctx.pool.query(
    `insert into content.posts (id, author_id, content, length, has_media, reply_to_id, root_id, created_at)
     select id, ($2::uuid[])[1 + nr % 8], 'Gönderi', 7, nr % 80 = 0,
       case when nr % 2 = 0 and nr > 2 then ($1::uuid[])[1 + nr % 40] end,
       case when nr % 2 = 0 and nr > 2 then ($1::uuid[])[1 + nr % 40] end, now()
     from unnest($1::uuid[]) with ordinality as made (id, nr) order by nr`,
    [ids, members.map(({ id }) => id)],
  );
  await t.ctx.pool.query('analyze');
});

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}

/** The plans, with actual row counts, of all queries of `work`. */
async function plansOf(work: (db: Db) => Promise<unknown>): Promise<Plan[]> {
  const queries: { sql: string; parameters: readonly unknown[] }[] = [];
  const watch: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      queries.push(t.ctx.db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await work(t.ctx.db.withPlugin(watch));
  return explain(queries);
}

async function explain(queries: { sql: string; parameters: readonly unknown[] }[]): Promise<Plan[]> {
  const nodes: Plan[] = [];
  const walk = (plan: Plan): void => {
    nodes.push(plan);
    plan.Plans?.forEach(walk);
  };
  for (const { sql, parameters } of queries) {
    const { rows } = await t.ctx.pool.query(`explain (analyze, format json) ${sql}`, [...parameters]);
    walk(rows[0]['QUERY PLAN'][0].Plan);
  }
  return nodes;
}

/** The rows that a plan read from the large table, and how. */
function readingOfPosts(plan: Plan[]) {
  const nodes = plan.filter((node) => node['Relation Name'] === 'posts');
  return {
    ways: new Set(nodes.map((node) => node['Node Type'])),
    indexes: new Set(plan.flatMap((node) => node['Index Name'] ?? [])),
    rows: nodes.reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0),
  };
}

test('a page of posts is loaded by primary key', async () => {
  const page = ids.slice(-20);
  const query = findVisiblePosts.compiled(t.ctx.db, { ...viewer, ids: page, take: page.length });
  const reading = readingOfPosts(await explain([query]));
  expect(reading.ways).not.toContain('Seq Scan');
  expect(reading.indexes).toContain('posts_pkey');
  // The page, and at most two more posts for each.
  expect(reading.rows).toBeLessThanOrEqual(3 * page.length);
});

test.for([
  [true, 'posts_author'],
  [false, 'posts_author_top'],
] as const)(
  'a page of an author, replies %s, is one scan of %s that stops at the end of the page',
  async ([replies, index]) => {
    for (const before of [null, ids[POSTS / 2]!]) {
      const plan = await plansOf((db) =>
        findAuthorPostsBefore(db, viewer, author.id, { before, replies, hasMedia: false, take: 21 }),
      );
      const reading = readingOfPosts(plan);
      expect(reading.ways).not.toContain('Seq Scan');
      expect(reading.indexes).toContain(index);
      expect(reading.rows).toBeLessThanOrEqual(21);
    }
  },
);

test('a page of an author’s posts with files reads only such posts, one in ten of theirs', async () => {
  for (const before of [null, ids[POSTS / 2]!]) {
    const plan = await plansOf(async (db) => {
      const page = { before, replies: true, hasMedia: true, take: 21 };
      expect(await findAuthorPostsBefore(db, viewer, author.id, page)).toHaveLength(21);
    });
    const reading = readingOfPosts(plan);
    expect(reading.indexes).toContain('posts_author_media');
    expect(reading.rows).toBeLessThanOrEqual(21);
    const removed = plan.filter((node) => node['Relation Name'] === 'posts');
    expect(removed.reduce((sum, node) => sum + (node['Rows Removed by Filter'] ?? 0), 0)).toBe(0);
  }
});

test.for(['oldest', 'newest'] as const)(
  'replies, %s first, are one scan that stops at the end of the page',
  async (order) => {
    const plan = await plansOf((db) =>
      findRepliesAfter(db, viewer, ids[4]!, { after: null, order, take: 21 }),
    );
    const reading = readingOfPosts(plan);
    expect(reading.ways).not.toContain('Seq Scan');
    expect(reading.indexes).toContain('posts_reply_to');
    expect(reading.rows).toBeLessThanOrEqual(21);
  },
);

test('replies are ranked from one scan of the newest, and a page of them is looked up by primary key', async () => {
  const post = { id: ids[4]!, authorId: author.id };
  let candidates: string[] = [];
  const ranking = readingOfPosts(
    await plansOf(async (db) => {
      candidates = (await findReplyCandidates(db, viewer, post, { now: new Date(), take: 100 })).map(
        ({ id }) => id,
      );
    }),
  );
  expect(candidates).toHaveLength(100);
  expect(ranking.ways).not.toContain('Seq Scan');
  expect(ranking.indexes).toContain('posts_reply_to');
  expect(ranking.rows).toBeLessThanOrEqual(100);
  const page = readingOfPosts(
    await plansOf((db) => findVisibleReplies(db, viewer, candidates.slice(0, 42), 21)),
  );
  expect(page.ways).not.toContain('Seq Scan');
  expect(page.indexes).toContain('posts_pkey');
  expect(page.rows).toBeLessThanOrEqual(42);
});

test('ancestors are looked up by primary key', async () => {
  const reading = readingOfPosts(await plansOf((db) => findAncestors(db, ids[POSTS - 1]!)));
  expect(reading.ways).not.toContain('Seq Scan');
  expect(reading.indexes).toContain('posts_pkey');
});
