import { afterAll, beforeAll, expect, test } from 'vitest';
import { idAt } from '../../../platform/id.ts';
import { nodesOf, plansOf } from '../../../testing/plans.ts';
import { testServer } from '../../../testing/server.ts';
import { findDuePosts, findScheduledPosts } from './queries.ts';

const t = await testServer();
afterAll(t.close);

const now = new Date();
let author: string;

beforeAll(async () => {
  const members = await t.members(8);
  author = members[0]!.id;
  const ids = Array.from({ length: 20_000 }, (_, index) => idAt(now.getTime() - index));
  // One in a hundred is due; the others are due within the next two weeks.
  await t.ctx.pool.query(
    `insert into content.scheduled_posts (id, user_id, post, scheduled_for, created_at, updated_at)
     select id, ($2::uuid[])[1 + nr % 8], '{"content":"Sonra"}',
       $3::timestamptz + interval '1 minute' * case when nr % 100 = 0 then -nr else nr end, now(), now()
     from unnest($1::uuid[]) with ordinality as made (id, nr)`,
    [ids, members.map(({ id }) => id), now],
  );
  await t.ctx.pool.query('analyze');
});

test('due posts are read in their order, without reading the others', async () => {
  const first = await findDuePosts(t.ctx.db, now, undefined, 50);
  expect(first).toHaveLength(50);
  for (const after of [undefined, first.at(-1)]) {
    const {
      scanTypes: ways,
      indexes,
      rows,
    } = nodesOf(await plansOf(t, (db) => findDuePosts(db, now, after, 50)), 'scheduled_posts');
    expect(ways).not.toContain('Seq Scan');
    expect(indexes).toContain('scheduled_posts_due');
    expect(rows).toBeLessThanOrEqual(50);
  }
});

test('a member’s schedule is found by its owner', async () => {
  await t.ctx.pool.query(
    `delete from content.scheduled_posts where user_id = $1
     and id not in (select id from content.scheduled_posts where user_id = $1 limit 50)`,
    [author],
  );
  await t.ctx.pool.query('analyze');
  const { scanTypes: ways, rows } = nodesOf(
    await plansOf(t, (db) => findScheduledPosts(db, author)),
    'scheduled_posts',
  );
  expect(ways).not.toContain('Seq Scan');
  expect(rows).toBeLessThanOrEqual(50);
});
