import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makeFollow, makeMute } from '../../social/factory.ts';
import { HomePage } from '../schemas.ts';

const t = await testServer();
afterAll(t.close);

const homeOf = async (member: TestMember, query = '') =>
  HomePage.parse(await t.as(member).get(`/feed/home${query}`));

/** A viewer who follows three members with two posts each; the oldest post has the most likes. */
async function campus() {
  const [reader, ...authors] = (await t.members(4)) as [TestMember, ...TestMember[]];
  for (const author of authors) await makeFollow(t, reader, author);
  const posts = [];
  for (let round = 0; round < 2; round++)
    for (const author of authors) posts.push(await makePost(t, { author }));
  await t.settled();
  for (const member of [reader, ...authors]) await t.as(member).put(`/posts/${posts[0]!.id}/like`);
  return { reader, authors, posts };
}

test('the best of home comes first, with its score; the choice is stored and can be overridden', async () => {
  const { reader, posts } = await campus();
  expect((await homeOf(reader)).items[0]?.id).toBe(posts.at(-1)?.id);
  const { items } = await homeOf(reader, '?rank=top');
  expect(items[0]?.id).toBe(posts[0]?.id);
  expect(items).toHaveLength(6);
  for (const { score } of items)
    expect(score?.parts.reduce((sum, part) => sum + part.contribution, 0)).toBe(score?.total);

  await t.as(reader).patch('/feed/preferences', { home: 'top' });
  expect((await homeOf(reader)).items[0]?.id).toBe(posts[0]?.id);
  expect((await homeOf(reader, '?rank=latest')).items[0]?.id).toBe(posts.at(-1)?.id);
  await t.as(reader).patch('/feed/preferences', { ranking: false });
  expect((await homeOf(reader)).items[0]?.id).toBe(posts.at(-1)?.id);
});

test('ranked pages neither skip nor repeat while people write and like, and leave out members muted meanwhile', async () => {
  const { reader, authors, posts } = await campus();
  const first = await homeOf(reader, '?rank=top&limit=2');
  await makePost(t, { author: authors[0]! });
  for (const member of authors) await t.as(member).put(`/posts/${posts[4]!.id}/like`);
  await t.settled();
  const rest = await homeOf(reader, `?limit=10&cursor=${first.nextCursor}`);
  const ids = [...first.items, ...rest.items].map(({ id }) => id);
  expect(ids).toHaveLength(6);
  expect(new Set(ids)).toEqual(new Set(posts.map(({ id }) => id)));
  expect(rest.nextCursor).toBeNull();

  await makeMute(t, reader, authors[0]!);
  const again = await homeOf(reader, `?limit=10&cursor=${first.nextCursor}`);
  expect(again.items.filter(({ author }) => author.id === authors[0]!.id)).toEqual([]);
});

test('preferences are stored per signal, can be reset to the defaults, and refuse values out of range', async () => {
  const [reader] = await t.members(1);
  const changed = await t.as(reader!).patch('/feed/preferences', { weights: { recency: 0.3 } });
  expect(changed.weights).toEqual({ ...changed.defaultWeights, recency: 0.3 });
  await t.as(reader!).patch('/feed/preferences', { weights: { diversity: 2 }, home: 'top' });
  expect(await t.as(reader!).get('/feed/preferences')).toMatchObject({
    home: 'top',
    ranking: true,
    weights: { recency: 0.3, diversity: 2 },
  });
  const usual = await t.as(reader!).patch('/feed/preferences', { weights: null });
  expect(usual.weights).toEqual(usual.defaultWeights);
  for (const weights of [{ recency: 2.1 }, { recency: -0.1 }, { recency: 0.55 }, { luck: 1 }])
    expect(await t.as(reader!).patch('/feed/preferences', { weights })).toMatchObject({ status: 400 });
});

test('the home position is the same on every device', async () => {
  const { reader, posts } = await campus();
  expect((await t.as(reader).get('/feed/preferences')).homePosition).toBeNull();
  await t.as(reader).put('/feed/home/position', { entryId: posts[2]!.id });
  await t.as(reader).put('/feed/home/position', { entryId: posts[3]!.id });
  expect((await t.as(reader).get('/feed/preferences')).homePosition).toMatchObject({ entryId: posts[3]!.id });
});
