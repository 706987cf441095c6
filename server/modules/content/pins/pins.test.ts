import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../factory.ts';
import { AuthorPostPage } from '../schemas.ts';

const t = await testServer();
afterAll(t.close);

const two = async () => (await t.members(2)) as [TestMember, TestMember];
const write = async (author: TestMember, count: number) => {
  const posts = [];
  for (let index = 0; index < count; index += 1) posts.push(await makePost(t, { author }));
  return posts.map(({ id }) => id);
};
const profile = async (reader: TestMember, author: TestMember, query = '') =>
  AuthorPostPage.parse(await t.as(reader).get(`/users/${author.id}/posts${query}`));
const idsOf = (posts: readonly { id: string }[]) => posts.map(({ id }) => id);

test('pinned posts are on top of the first page, the last pinned first, and also at their usual position', async () => {
  const [ayse, bora] = await two();
  const [first, second, third] = (await write(ayse, 3)) as [string, string, string];
  expect(await t.as(ayse).put(`/posts/${first}/pin`)).toEqual({ pinned: true });
  await t.as(ayse).put(`/posts/${second}/pin`);
  await t.as(ayse).put(`/posts/${first}/pin`);
  const page = await profile(bora, ayse, '?limit=2');
  expect(idsOf(page.pinned)).toEqual([second, first]);
  expect(page.pinned.every(({ pinned }) => pinned)).toBe(true);
  expect(idsOf(page.items)).toEqual([third, second]);
  const next = await profile(bora, ayse, `?limit=2&cursor=${page.nextCursor}`);
  expect(next).toMatchObject({ items: [{ id: first }], pinned: [] });

  expect(await t.as(ayse).delete(`/posts/${second}/pin`)).toEqual({ pinned: false });
  expect(idsOf((await profile(bora, ayse)).pinned)).toEqual([first]);
});

test('of many posts that are pinned concurrently, three are pinned', async () => {
  const [ayse] = await two();
  const ids = await write(ayse, 7);
  const answers = await Promise.all(ids.map((id) => t.as(ayse).raw('PUT', `/posts/${id}/pin`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 422, 422, 422, 422]);
  expect(answers.find(({ status }) => status === 422)?.body.code).toBe('too_many_pins');
  expect((await profile(ayse, ayse)).pinned).toHaveLength(3);
});

test('a pin does not show a post to members who may not see it', async () => {
  const [ayse, bora] = await two();
  const post = await makePost(t, { author: ayse, visibility: 'followers' });
  await t.as(ayse).put(`/posts/${post.id}/pin`);
  expect((await profile(bora, ayse)).pinned).toEqual([]);
  await t.as(bora).put(`/users/${ayse.id}/follow`);
  expect(idsOf((await profile(bora, ayse)).pinned)).toEqual([post.id]);
});

test('a deleted post is unpinned; others’ posts cannot be pinned', async () => {
  const [ayse, bora] = await two();
  const [post] = (await write(ayse, 1)) as [string];
  await t.as(ayse).put(`/posts/${post}/pin`);
  expect(await t.as(bora).put(`/posts/${post}/pin`)).toMatchObject({ status: 403, code: 'not_your_post' });
  await t.as(ayse).delete(`/posts/${post}`);
  expect((await profile(bora, ayse)).pinned).toEqual([]);
  expect(await t.as(ayse).put(`/posts/${post}/pin`)).toMatchObject({ code: 'post_not_found' });
  for (const id of await write(ayse, 3)) {
    expect((await t.as(ayse).raw('PUT', `/posts/${id}/pin`)).status).toBe(200);
  }
});
