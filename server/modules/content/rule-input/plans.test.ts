import { afterAll, beforeAll, expect, test } from 'vitest';
import { idAt } from '../../../platform/id.ts';
import { nodesOf, plansOf } from '../../../testing/plans.ts';
import { testServer } from '../../../testing/server.ts';
import { findEarlierPosts, findWrittenPosts, findWrittenPostsBetween } from './queries.ts';

const t = await testServer();
afterAll(t.close);

const HOUR_MS = 3_600_000;
const now = Date.now();
/** One post each minute for two weeks, of forty authors, every tenth deleted. */
const ids = Array.from({ length: 20_000 }, (_, nr) => idAt(now - (20_000 - nr) * 60_000));
let authors: string[];

beforeAll(async () => {
  authors = (await t.members(40)).map(({ id }) => id);
  await t.ctx.pool.query(
    `insert into content.posts (id, author_id, content, length, created_at, deleted_at)
     select id, ($2::uuid[])[1 + nr % 40], 'Gönderi', 7, now() - (20000 - nr) * interval '1 minute',
       case when nr % 10 = 0 then now() end
     from unnest($1::uuid[]) with ordinality as made (id, nr)`,
    [ids, authors],
  );
  await t.ctx.pool.query('analyze');
});

test('what an author wrote before is read from the index, and no further back than the window and a day', async () => {
  const posts = [{ id: ids.at(-1)!, authorId: authors[0]!, createdAt: new Date(now) }];
  const plan = await plansOf(t, (db) => findEarlierPosts(db, posts, HOUR_MS));
  const { scanTypes, indexes, rows } = nodesOf(plan, 'posts');
  expect(scanTypes).not.toContain('Seq Scan');
  expect([...indexes]).toEqual(expect.arrayContaining(['posts_author', 'posts_author_deleted']));
  const removed = plan.reduce(
    (sum, node) => sum + (node['Rows Removed by Filter'] ?? 0) * node['Actual Loops'],
    0,
  );
  expect(rows + removed).toBeLessThanOrEqual((25 * 60) / 40 + 1);
});

test('a batch of a rehearsal, and one post, are read by key', async () => {
  const between = await plansOf(t, (db) =>
    findWrittenPostsBetween(db, {
      afterId: ids[10_000]!,
      since: new Date(now - 30 * 24 * HOUR_MS),
      until: new Date(now),
      take: 100,
    }),
  );
  const batch = nodesOf(between, 'posts');
  expect(batch.indexes).toContain('posts_pkey');
  expect(batch.rows).toBeLessThan(200);
  const single = nodesOf(await plansOf(t, (db) => findWrittenPosts(db, [ids[5]!])), 'posts');
  expect(single.indexes).toContain('posts_pkey');
});
