import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { ContentStatistics } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const DAY_MS = 86_400_000;
const count = async () => {
  await t.ctx.jobs.add('analytics.countDays', {});
  await t.ctx.jobs.add('analytics.countWindows', {});
  await t.settled();
};
const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
const read = async (query = '') =>
  ContentStatistics.parse(await t.as(admin).get(`/admin/statistics/content${query}`));

test('before anything is counted, days are empty and marked so', async () => {
  const statistics = await read('?days=7');
  expect(statistics.countedAt).toBeNull();
  expect(statistics.items).toHaveLength(7);
  expect(statistics.total).toEqual({ authors: 0, posts: 0, replies: 0, media: 0, likes: 0 });
});

test('posts and likes are counted by day and week; those of a few members, and what would reveal them, are hidden', async () => {
  const many = await t.members(6);
  const few = await t.members(2, { university: 'nar' });
  const posts = [];
  for (const author of many) posts.push(await makePost(t, { author, content: 'Sabah oldu #günaydın' }));
  for (const author of few) await makePost(t, { author, content: 'Selam #azkişi' });
  await makePost(t, { author: many[0]!, replyTo: posts[1]! });
  for (const member of many) await t.as(member).put(`/posts/${posts[0]!.id}/like`);
  await t.as(few[0]!).put(`/posts/${posts[0]!.id}/like`);
  await count();

  const statistics = await read('?days=7');
  expect(statistics.countedAt).not.toBeNull();
  // Two universities: showing the larger one would reveal the other.
  expect(statistics.total).toEqual({ authors: 8, posts: 8, replies: 1, media: 0, likes: 7 });
  expect(statistics.items.at(-1)).toMatchObject({ authors: 8, posts: 8, replies: 1, likes: 7 });
  expect(statistics.items.at(0)).toMatchObject({ authors: 0, posts: 0 });
  expect(statistics.universities).toHaveLength(2);
  for (const university of statistics.universities) {
    expect(university).toMatchObject({ authors: null, posts: null, likes: null });
    const own = await read(`?days=7&universityId=${university.id}`);
    expect(own.total.authors).toBeNull();
    expect(own.items.at(-1)).toMatchObject({ authors: null, posts: null });
  }
  expect(statistics.hashtags).toEqual([{ tag: 'günaydın', posts: 6, people: 6 }]);

  const more = await t.members(4, { university: 'nar' });
  for (const author of more) await makePost(t, { author });
  await count();
  const updated = await read('?days=28&by=week');
  expect(updated.total).toMatchObject({ authors: 12, posts: 12 });
  expect(updated.universities.map(({ authors }) => authors).sort()).toEqual([6, 6]);
  expect(updated.items.at(-1)).toMatchObject({ authors: 12, posts: 12 });
  // One member of the second university has liked: still hidden, and the first with it.
  expect(updated.universities.map(({ likes }) => likes)).toEqual([null, null]);
  const [university] = updated.universities;
  expect((await read(`?days=90&universityId=${university!.id}`)).total).toMatchObject({ authors: 6 });
});

test('a deleted post does not count; figures of a past day stay; a second count changes nothing', async () => {
  const [, ...others] = await t.members(6);
  const before = await read('?days=7');
  const post = await makePost(t, { author: others[0]! });
  await count();
  expect((await read('?days=7')).total.posts).toBe((before.total.posts ?? 0) + 1);
  await t.as(others[0]!).delete(`/posts/${post.id}`);
  await count();
  expect(await read('?days=7')).toEqual({
    ...before,
    total: expect.objectContaining({ posts: 12 }),
    countedAt: expect.anything(),
    items: expect.anything(),
    universities: expect.anything(),
  });
  t.clock.advance(20 * DAY_MS);
  await count();
  const { rows } = await t.ctx.pool.query(
    "select sum(posts)::integer as posts from analytics.content_statistics where span = 'day' and scope = '00000000-0000-0000-0000-000000000000'",
  );
  expect(rows[0].posts).toBe(12);
  t.clock.advance(-20 * DAY_MS);
});

test('other ranges are refused with a clear message', async () => {
  expect(await t.as(admin).get('/admin/statistics/content?days=30')).toMatchObject({ status: 400 });
  expect(await t.as(admin).get('/admin/statistics/content?by=hour')).toMatchObject({ status: 400 });
});
