import { afterAll, expect, test } from 'vitest';
import { idAt } from '../../../platform/id.ts';
import { plansOf } from '../../../testing/plans.ts';
import { testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { countContent } from './queries.ts';

const t = await testServer();
afterAll(t.close);

test('counting some days reads only the likes of those days', async () => {
  const members = await t.members(20);
  const old = Date.now() - 300 * 86_400_000;
  const posts = Array.from({ length: 1_000 }, (_, index) => idAt(old + index * 60_000));
  await t.ctx.pool.query(
    `insert into content.posts (id, author_id, content, length, created_at)
     select id, $2, 'Eski', 4, now() - interval '300 days' from unnest($1::uuid[]) id`,
    [posts, members[0]?.id],
  );
  const given = posts.flatMap((post, postIndex) =>
    members.map((member, index) => ({ post, member: member.id, id: idAt(old + postIndex * 60_000 + index) })),
  );
  await t.ctx.pool.query(
    `insert into content.likes (post_id, user_id, id)
     select post, member, id from jsonb_to_recordset($1::jsonb) as made (post uuid, member uuid, id uuid)`,
    [JSON.stringify(given)],
  );
  const today = await makePost(t, { author: members[0]! });
  for (const member of members.slice(0, 6)) await t.as(member).put(`/posts/${today.id}/like`);
  await t.ctx.pool.query('analyze');

  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const days = { from: day(Date.now() - 8 * 86_400_000), to: day(Date.now() + 86_400_000) };
  const nodes = await plansOf(t, (db) => countContent(db, 'day', days));
  const likes = nodes.filter((node) => node['Relation Name'] === 'likes');
  expect(likes.length).toBeGreaterThan(0);
  expect(likes.map((node) => node['Node Type'])).not.toContain('Seq Scan');
  const read = likes.reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0);
  expect(read).toBeLessThan(30);
});
