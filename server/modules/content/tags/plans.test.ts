import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { idAt } from '../../../platform/id.ts';
import { nodesOf, plansOf } from '../../../testing/plans.ts';
import { testServer } from '../../../testing/server.ts';
import { loadViewer } from '../factory.ts';
import { countUsesSince, findTaggedBefore } from './queries.ts';

const t = await testServer();
afterAll(t.close);

let viewer: Viewer;
let ids: string[];

beforeAll(async () => {
  const members = await t.members(8);
  viewer = await loadViewer(t, members[0]!);
  const start = Date.now() - 20_000_000;
  ids = Array.from({ length: 20_000 }, (_, index) => idAt(start + index * 1_000));
  await t.ctx.pool.query(
    `insert into content.posts (id, author_id, content, length, created_at)
     select id, ($2::uuid[])[1 + nr % 8], 'Gönderi', 7, now() from unnest($1::uuid[]) with ordinality as made (id, nr)`,
    [ids, members.map(({ id }) => id)],
  );
  await t.ctx.pool.query(
    `insert into content.hashtags (key, tag) select 'k' || nr, 'k' || nr from generate_series(0, 9) nr`,
  );
  await t.ctx.pool.query(
    `insert into content.post_hashtags (key, post_id)
     select 'k' || nr % 10, id from unnest($1::uuid[]) with ordinality as made (id, nr)`,
    [ids],
  );
  await t.ctx.pool.query('analyze');
});

test.for([null, 10_000])(
  'a page under a hashtag, from %s on, reads only the rows of its window',
  async (from) => {
    const before = from === null ? null : ids[from]!;
    const nodes = await plansOf(t, (db) => findTaggedBefore(db, viewer, 'k3', before, 29));
    const { scanTypes: ways, indexes, rows } = nodesOf(nodes, 'post_hashtags');
    expect(ways).not.toContain('Seq Scan');
    expect(indexes).toContain('post_hashtags_pkey');
    expect(rows).toBeLessThanOrEqual(29);
    expect(nodesOf(nodes, 'posts').rows).toBeLessThanOrEqual(29);
  },
);

test('counting recent uses reads five hundred rows at most', async () => {
  const nodes = await plansOf(t, (db) => countUsesSince(db, viewer, 'k3', new Date(0), 500));
  const { scanTypes: ways, rows } = nodesOf(nodes, 'post_hashtags');
  expect(ways).not.toContain('Seq Scan');
  expect(rows).toBeLessThanOrEqual(500);
  expect(nodesOf(nodes, 'posts').scanTypes).not.toContain('Seq Scan');
});
