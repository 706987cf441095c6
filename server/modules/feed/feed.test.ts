import { afterAll, expect, test } from 'vitest';
import { testServer } from '../../testing/server.ts';
import { makePost } from '../content/factory.ts';
import { makeBlock, makeFollow, makeMute } from '../social/factory.ts';
import { HomePage } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const idsOf = (page: { items: { id: string }[] }) => page.items.map((post) => post.id);

test('home shows the viewer’s own posts and those of followees, newest first', async () => {
  const [ayse, bora, can] = await t.members(3);
  await makeFollow(t, ayse!, bora!);
  const first = await makePost(t, { author: bora! });
  const own = await makePost(t, { author: ayse! });
  await makePost(t, { author: can! });
  await t.settled();

  const page = HomePage.parse(await t.as(ayse!).get('/feed/home'));
  expect(idsOf(page)).toEqual([own.id, first.id]);
  expect(page.nextCursor).toBeNull();
});

test('the viewer’s own post is in home at once, before any job has run', async () => {
  const [ayse] = await t.members(1);
  const post = await makePost(t, { author: ayse! });
  expect(idsOf(await t.as(ayse!).get('/feed/home'))).toEqual([post.id]);
});

test('a block, a mute and an unfollow remove an author from home at once', async () => {
  const [ayse, bora, can, derya] = await t.members(4);
  for (const author of [bora!, can!, derya!]) await makeFollow(t, ayse!, author);
  await t.as(ayse!).get('/feed/home');
  const posts = [];
  for (const author of [bora!, can!, derya!]) posts.push(await makePost(t, { author }));
  await t.settled();
  expect(idsOf(await t.as(ayse!).get('/feed/home'))).toEqual(posts.map((post) => post.id).reverse());

  await makeBlock(t, bora!, ayse!);
  await makeMute(t, ayse!, can!);
  await t.as(ayse!).delete(`/users/${derya!.id}/follow`);
  expect(idsOf(await t.as(ayse!).get('/feed/home'))).toEqual([]);
});

test('after a new follow the earlier posts are in home', async () => {
  const [ayse, bora] = await t.members(2);
  await t.as(ayse!).get('/feed/home');
  const post = await makePost(t, { author: bora! });
  await t.settled();
  expect(idsOf(await t.as(ayse!).get('/feed/home'))).toEqual([]);
  await makeFollow(t, ayse!, bora!);
  await t.settled();
  expect(idsOf(await t.as(ayse!).get('/feed/home'))).toEqual([post.id]);
});

test.for(['', '!!!', 'bm90LWEtdXVpZA'])('cursor "%s" is refused', async (cursor) => {
  const [ayse] = await t.members(1);
  expect(await t.as(ayse!).get(`/feed/home?cursor=${cursor}`)).toMatchObject({
    status: 400,
    code: 'invalid_cursor',
  });
});

test('an unknown field is refused', async () => {
  const [ayse] = await t.members(1);
  expect(await t.as(ayse!).get('/feed/home?offset=3')).toMatchObject({
    status: 400,
    code: 'invalid_request',
    errors: [{ path: 'offset' }],
  });
});

test('a muted word keeps posts out of home, and the page is full nevertheless', async () => {
  const [reader, author] = await t.members(2);
  await t.as(reader!).put(`/users/${author!.id}/follow`);
  await t.as(reader!).get('/feed/home');
  const wanted: string[] = [];
  for (let index = 0; index < 6; index++) {
    wanted.unshift((await makePost(t, { author: author!, content: `Kedi ${index}` })).id);
    await makePost(t, { author: author!, content: `FİNALLER yaklaşıyor ${index}` });
  }
  await t.settled();
  await t.as(reader!).post('/muted-words', { word: 'final', scope: 'home' });
  const page = await t.as(reader!).get('/feed/home?limit=4');
  expect(page.items.map((post: { id: string }) => post.id)).toEqual(wanted.slice(0, 4));
  const rest = await t.as(reader!).get(`/feed/home?limit=4&cursor=${page.nextCursor}`);
  expect(rest.items.map((post: { id: string }) => post.id)).toEqual(wanted.slice(4));
});
