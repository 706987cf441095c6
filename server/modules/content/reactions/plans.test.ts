import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { idAt } from '../../../platform/id.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { asViewer } from '../../social/factory.ts';
import { loadViewer, makePost } from '../factory.ts';
import { findQuotesBefore, findReactedPosts, findReactingMembers, findReactionState } from './queries.ts';

const t = await testServer();
afterAll(t.close);

const ROWS = 5_000;
let viewer: Viewer;
let members: TestMember[];
let post: { id: string };

beforeAll(async () => {
  members = await t.members(4);
  viewer = await loadViewer(t, members[1]!);
  post = await makePost(t, { author: members[0]! });
  const start = Date.UTC(2026, 0, 1);
  const ids = Array.from({ length: ROWS }, (_, index) => idAt(start + index * 60_000));
  const others = ids.map((_, index) => idAt(start - index * 1_000));
  await t.ctx.pool.query(
    `insert into content.posts (id, author_id, content, length, quote_of_id, created_at)
     select id, $2, 'Gönderi', 7, case when n % 20 = 0 then $3::uuid end, now()
     from unnest($1::uuid[]) with ordinality made (id, n)`,
    [ids, members[0]!.id, post.id],
  );
  await t.ctx.pool.query(
    `insert into auth.users (id, username, display_name, email, mailbox, status, university_id, affiliation, locale, created_at, updated_at)
     select id, 'hayran' || n, 'Hayran', 'hayran' || n || '@cinar.edu.tr', 'hayran' || n || '@cinar.edu.tr', 'active', $2, 'student', 'tr', now(), now()
     from unnest($1::uuid[]) with ordinality made (id, n)`,
    [others, viewer.universityId],
  );
  // Triggers read this table for each writer: without statistics they would scan it each time.
  await t.ctx.pool.query('analyze auth.users');
  for (const table of ['likes', 'reposts', 'bookmarks']) {
    await t.ctx.pool.query(
      `insert into content.${table} (post_id, user_id, id) select $3, other, id from unnest($1::uuid[], $2::uuid[]) as made (id, other)
       union all select id, $4, id from unnest($1::uuid[]) as made (id)`,
      [ids, others, post.id, viewer.id],
    );
  }
  await t.ctx.pool.query('analyze');
});

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: Plan[];
}

/** The plan, with actual row counts, of the query of `work`. */
async function planOf(work: (db: Db) => Promise<unknown>): Promise<Plan[]> {
  const queries: { sql: string; parameters: readonly unknown[] }[] = [];
  const watch: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      queries.push(t.ctx.db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await work(t.ctx.db.withPlugin(watch));
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

const page = { before: null, take: 21 };
const lists: [name: string, index: string, work: (db: Db) => Promise<unknown>][] = [
  ['likes of a post', 'likes_post', (db) => findReactingMembers(db, viewer, 'like', post.id, page)],
  ['reposts of a post', 'reposts_post', (db) => findReactingMembers(db, viewer, 'repost', post.id, page)],
  ['liked posts', 'likes_user', (db) => findReactedPosts(db, viewer, 'like', viewer.id, page)],
  [
    'another member’s liked posts',
    'likes_user',
    (db) => findReactedPosts(db, asViewer(members[2]!), 'like', viewer.id, page),
  ],
  ['bookmarks', 'bookmarks_user', (db) => findReactedPosts(db, viewer, 'bookmark', viewer.id, page)],
  ['quotes of a post', 'posts_quote_of', (db) => findQuotesBefore(db, viewer, post.id, page)],
];

test.for(lists)('%s is one scan of %s that stops at the end of the page', async ([, index, work]) => {
  const plan = await planOf(work);
  const large = plan.filter((node) =>
    ['posts', 'likes', 'reposts', 'bookmarks', 'users'].includes(node['Relation Name'] ?? ''),
  );
  expect(large.map((node) => node['Node Type'])).not.toContain('Seq Scan');
  expect(plan.map((node) => node['Index Name'])).toContain(index);
  const scan = large.find((node) => node['Index Name'] === index);
  expect(scan?.['Actual Rows']).toBeLessThanOrEqual(21);
});

test('the viewer’s reactions to a post are looked up by key, however many the viewer has', async () => {
  const plan = await planOf((db) => findReactionState(db, viewer, post.id));
  const reactionNodes = plan.filter((node) =>
    ['likes', 'reposts', 'bookmarks'].includes(node['Relation Name'] ?? ''),
  );
  expect(reactionNodes).toHaveLength(3);
  for (const node of reactionNodes) {
    expect(node['Node Type']).toContain('Index');
    expect(node['Actual Rows'] * node['Actual Loops']).toBeLessThanOrEqual(1);
  }
});
