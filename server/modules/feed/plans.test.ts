import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '../../platform/db.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { firstIdAt, idAt } from '../../platform/id.ts';
import { insertInBulk, type PlanNode, planOf, plansOf } from '../../testing/plans.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { asViewer } from '../social/factory.ts';
import { replaceAffinities } from './affinities/queries.ts';
import { findNewPosts } from './cohort/queries.ts';
import { findRankingFacts as exploreFacts } from './explore/queries.ts';
import { replacePool } from './pool/queries.ts';
import { selectWindow } from './queries.ts';
import { findStrangersPosts } from './ranking/pages.queries.ts';
import { findRankingFacts as recommendationFacts } from './recommendations/queries.ts';
import { reactivate } from './service.ts';
import { findSuggestedMembers, replaceNotable } from './suggestions/queries.ts';
import { computeTrends } from './trending/compute.ts';
import { EVERYWHERE, findHashtagTrends, findPostTrends } from './trending/queries.ts';

const t = await testServer();
afterAll(t.close);

const MEMBERS = 20_000;
const POSTS = 20_000;
/** Tables that no read of a feed may scan. */
const LARGE = [
  'users',
  'profiles',
  'audiences',
  'member_counts',
  'follows',
  'posts',
  'post_hashtags',
  'likes',
];
let viewer: Viewer;
let ids: string[];

/**
 * A campus of 20,000 members. A quarter of them follow eight members and have four recent posts, every tenth
 * with a hashtag.
 */
beforeAll(async () => {
  const [reader] = (await t.members(1)) as [TestMember];
  viewer = asViewer(reader);
  const { pool } = t.ctx;
  const made = await pool.query<{ id: string }>(
    `insert into auth.users (id, username, display_name, email, mailbox, status, university_id, affiliation)
     select platform.uuid_floor(timestamptz '2026-01-01' + n * interval '1 second'), 'member_' || n, 'Member ' || n,
       n || '@cinar.edu.tr', n || '@cinar.edu.tr', 'active', $1, 'student' from generate_series(1, $2::int) n returning id`,
    [reader.universityId, MEMBERS],
  );
  const members = [reader.id, ...made.rows.map(({ id }) => id)];
  await pool.query(
    `insert into profiles.profiles (user_id, department, graduation_year)
     select id, 'Bölüm ' || nr % 40, 2020 + nr % 8 from unnest($1::uuid[]) with ordinality as made (id, nr)`,
    [members],
  );
  await pool.query(
    `insert into social.member_counts (user_id, followers, following) select id, 8, 8 from unnest($1::uuid[]) id on conflict do nothing`,
    [members],
  );
  const start = t.ctx.clock().getTime() - 3 * 86_400_000;
  ids = Array.from({ length: POSTS }, (_, index) => idAt(start + index * 12_000));
  await insertInBulk(t, async (client) => {
    await client.query(
      `insert into social.follows (follower_id, followee_id, id)
       select made[nr], made[1 + (nr * 3 + 7 * k) % 5000], platform.uuid_floor(timestamptz '2026-01-15' + (nr * 8 + k) * interval '1 second')
       from (select $1::uuid[] as made) all_of_them, generate_series(1, 5000) nr, generate_series(1, 8) k
       where made[nr] <> made[1 + (nr * 3 + 7 * k) % 5000] on conflict do nothing`,
      [members],
    );
    await client.query(
      `insert into content.posts (id, author_id, content, length, created_at)
       select id, ($2::uuid[])[1 + nr % 5000], 'Gönderi', 7, $3::timestamptz + nr * interval '12 seconds'
       from unnest($1::uuid[]) with ordinality as made (id, nr)`,
      [ids, members, new Date(start)],
    );
  });
  await pool.query(
    `insert into content.hashtags (key, tag) select 'etiket' || n, 'etiket' || n from generate_series(0, 9) n`,
  );
  await pool.query(
    `insert into content.post_hashtags (key, post_id) select 'etiket' || nr / 10 % 10, id
     from unnest($1::uuid[]) with ordinality as made (id, nr) where nr % 10 = 0`,
    [ids],
  );
  await pool.query(
    `insert into content.likes (post_id, user_id, id)
     select post, ($2::uuid[])[1 + (nr * 7 + k) % 5000], platform.uuid_floor($3::timestamptz - (nr * 3 + k) * interval '1 second')
     from unnest($1::uuid[]) with ordinality made (post, nr), generate_series(1, 3) k on conflict do nothing`,
    [ids.slice(-5_000), members, t.ctx.clock()],
  );
  await pool.query(
    `insert into content.hashtag_follows (user_id, key, tag, id) values ($1, 'etiket1', 'etiket1', gen_random_uuid())`,
    [viewer.id],
  );
  await reactivate(t.ctx, viewer.id, null);
  await pool.query('analyze');
  await t.ctx.transaction((tx) => replacePool(tx.db, tx.clock()));
  await t.ctx.transaction((tx) => replaceNotable(tx.db));
  await t.ctx.transaction((tx) => replaceAffinities(tx.db, viewer.id, tx.clock()));
  await computeTrends(t.ctx);
  await pool.query('analyze');
});

/** The large tables that a plan scans, and the rows that it reads from posts. */
function readingOf(plan: readonly PlanNode[]) {
  const through = plan.filter(
    (node) =>
      node['Node Type'] === 'Seq Scan' &&
      node['Actual Loops'] > 0 &&
      LARGE.includes(node['Relation Name'] ?? ''),
  );
  const ofPosts = plan.filter((node) => node['Relation Name'] === 'posts');
  return {
    through: through.map((node) => node['Relation Name']),
    posts: ofPosts.reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0),
  };
}

const reads = async (work: (db: Db) => Promise<unknown>) => readingOf(await plansOf(t, work));

test.for(['fastPath', 'fullQuery'] as const)('home, %s, looks up its candidates by key', async (kind) => {
  const window = selectWindow(21);
  const params = {
    id: viewer.id,
    universityId: viewer.universityId,
    before: firstIdAt(Date.now() + 86_400_000),
  };
  const reading = readingOf(await planOf(t, window[kind].compiled(t.ctx.db, params)));
  expect(reading.through).toEqual([]);
  // The candidates, their parent posts, and at most as many of the viewer's own.
  expect(reading.posts).toBeLessThanOrEqual(4 * window.size);
});

test('a page of explore is loaded by primary key', async () => {
  const { id, universityId } = viewer;
  const query = findStrangersPosts.compiled(t.ctx.db, { id, universityId, ids: ids.slice(-40), take: 20 });
  const reading = readingOf(await planOf(t, query));
  expect(reading.through).toEqual([]);
  expect(reading.posts).toBeLessThanOrEqual(80);
});

test('suggested members are looked up by key, some hundreds of them', async () => {
  const { id, universityId } = viewer;
  const query = findSuggestedMembers.compiled(t.ctx.db, { id, universityId, posting: [] });
  const plan = await planOf(t, query);
  expect(readingOf(plan).through).toEqual([]);
  for (const name of ['audiences', 'profiles', 'member_counts', 'affinities']) {
    const read = plan.filter((node) => node['Relation Name'] === name);
    expect(read.reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0)).toBeLessThan(
      1_500,
    );
  }
});

test('posts that are too new for the pool are read from the end of the index', async () => {
  const { id, universityId } = viewer;
  await t.ctx.pool.query(`update feed.pool_computed set at = at - interval '5 minutes'`);
  const reading = readingOf(await planOf(t, findNewPosts.compiled(t.ctx.db, { id, universityId })));
  expect(reading.through).toEqual([]);
  expect(reading.posts).toBeLessThanOrEqual(400);
});

test.for([
  ['explore', exploreFacts],
  ['recommendations', recommendationFacts],
] as const)('the facts about the viewer for %s are looked up by key', async ([, facts]) => {
  const since = new Date(t.ctx.clock().getTime() - 4 * 86_400_000);
  const plan = await planOf(t, facts.compiled(t.ctx.db, { id: viewer.id, since, oldest: since }));
  expect(readingOf(plan).through).toEqual([]);
});

test('trends are read as the job stored them', async () => {
  for (const work of [
    (db: Db) => findPostTrends(db, viewer, EVERYWHERE),
    (db: Db) => findHashtagTrends(db, EVERYWHERE),
  ])
    expect((await reads(work)).through).toEqual([]);
});
