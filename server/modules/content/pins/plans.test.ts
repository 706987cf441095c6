import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { idAt } from '../../../platform/id.ts';
import { nodesOf, plansOf } from '../../../testing/plans.ts';
import { testServer } from '../../../testing/server.ts';
import { loadViewer } from '../factory.ts';
import { findPinnedPosts } from '../reading/queries.ts';

const t = await testServer();
afterAll(t.close);

let author: string;
let viewer: Viewer;

beforeAll(async () => {
  const members = await t.members(4);
  author = members[0]!.id;
  viewer = await loadViewer(t, members[1]!);
  const ids = Array.from({ length: 20_000 }, (_, index) => idAt(Date.now() - 20_000 + index));
  await t.ctx.pool.query(
    `insert into content.posts (id, author_id, content, length, created_at, pinned_at)
     select id, ($2::uuid[])[1 + nr % 4], 'Gönderi', 7, now(), case when nr <= 12 then now() end
     from unnest($1::uuid[]) with ordinality as made (id, nr)`,
    [ids, members.map(({ id }) => id)],
  );
  await t.ctx.pool.query('analyze');
});

test('an author’s pinned posts are found without reading their other posts', async () => {
  const plan = await plansOf(t, (db) => findPinnedPosts(db, viewer, author));
  const { scanTypes: ways, indexes, rows } = nodesOf(plan, 'posts');
  expect(ways).not.toContain('Seq Scan');
  expect(indexes).toContain('posts_pinned');
  expect(rows).toBe(3);
});
