import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makeBlock, makeFollow, makeMute } from '../../social/factory.ts';
import { RankedPage, type RankedPost } from '../ranking/schemas.ts';

let t: TestServer;
beforeEach(async () => {
  t = await testServer();
});
afterEach(() => t.close());

const page = async (member: TestMember, query = '') =>
  RankedPage.parse(await t.as(member).get(`/feed/explore${query}`));
const idsOf = ({ items }: { items: RankedPost[] }) => items.map(({ id }) => id);

/** Runs the jobs of the ranked feeds, and lets processes reload the pool. */
async function choose(): Promise<void> {
  await t.settled();
  await t.ctx.jobs.add('feed.computePool', {});
  await t.ctx.jobs.add('feed.computeTrends', {});
  await t.settled();
  t.clock.advance(30_000);
}

/** Moves the last session back by more than half an hour. */
const later = () =>
  t.ctx.pool.query("update feed.sessions set started_at = started_at - interval '31 minutes'");

test('explore shows posts of members whom the viewer does not follow, each with a reason and a score whose parts add up', async () => {
  const [reader, followed, ...others] = (await t.members(5)) as [TestMember, TestMember, ...TestMember[]];
  await makeFollow(t, reader, followed);
  for (const author of [reader, followed, ...others])
    await makePost(t, { author, content: 'Merhaba kampüs' });
  await choose();
  const { items } = await page(reader);
  expect(items.map(({ author }) => author.id).sort()).toEqual(others.map(({ id }) => id).sort());
  for (const { score } of items)
    expect(score.parts.reduce((sum, part) => sum + part.contribution, 0)).toBe(score.total);
});

test('no post repeats in a session; in the next session soon after, new posts come first', async () => {
  const [reader, ...authors] = (await t.members(5)) as [TestMember, ...TestMember[]];
  for (let round = 0; round < 5; round++) for (const author of authors) await makePost(t, { author });
  await choose();
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const next: RankedPage = await page(reader, `?limit=6${cursor && `&cursor=${cursor}`}`);
    seen.push(...idsOf(next));
    cursor = next.nextCursor;
    if (seen.length === 12) await makePost(t, { author: authors[0]! }).then(choose);
  }
  expect(seen).toHaveLength(20);
  expect(new Set(seen).size).toBe(20);
  const again = idsOf(await page(reader, '?limit=50'));
  expect(seen).not.toContain(again[0]);
  expect(new Set(again.slice(1))).toEqual(new Set(seen));
  await later();
  expect(idsOf(await page(reader, '?limit=50'))).toHaveLength(21);
});

test('no author comes twice in a row while others are left', async () => {
  const [reader, loud, ...others] = (await t.members(5)) as [TestMember, TestMember, ...TestMember[]];
  for (const author of others) await makePost(t, { author });
  for (let count = 0; count < 2; count++) await makePost(t, { author: loud });
  await choose();
  const authors = (await page(reader)).items.map(({ author }) => author.id);
  expect(authors).toHaveLength(5);
  for (const [index, author] of authors.entries()) expect(author).not.toBe(authors[index + 1]);
});

test('explore never shows hidden posts, muted members or muted words, also when this changes between pages', async () => {
  const members = await t.members(6);
  const [reader, blocker, muted, worded, closing, open] = members as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  const [elsewhere] = await t.members(1, { university: 'nar' });
  await makePost(t, { author: blocker });
  await makePost(t, { author: muted });
  await makePost(t, { author: worded, content: 'Finaller başladı' });
  await makePost(t, { author: elsewhere!, visibility: 'university' });
  await makePost(t, { author: open, visibility: 'followers' });
  const kept = await makePost(t, { author: closing });
  const last = await makePost(t, { author: open });
  await choose();
  await makeBlock(t, blocker, reader);
  await makeMute(t, reader, muted);
  await t.as(reader).post('/muted-words', { word: 'final' });
  expect(new Set(idsOf(await page(reader)))).toEqual(new Set([kept.id, last.id]));

  await later();
  const first = await page(reader, '?limit=1');
  const hidden = idsOf(first)[0] === kept.id ? open : closing;
  await t.as(hidden).patch('/users/me', { isPrivate: true });
  expect((await page(reader, `?limit=5&cursor=${first.nextCursor}`)).items).toEqual([]);
});

test('posts of members whom followees follow come with the names of these followees', async () => {
  const [reader, friend, near, far] = (await t.members(4)) as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  await makeFollow(t, reader, friend);
  await makeFollow(t, friend, near);
  for (const author of [near, far]) await makePost(t, { author });
  await choose();
  await page(reader);
  await choose();
  await later();
  const { items } = await page(reader);
  expect(items[0]).toMatchObject({
    author: { id: near.id },
    reason: { kind: 'followed_by', members: [{ id: friend.id }], count: 1 },
  });
});

test('a followed hashtag raises a post and is the reason; with weight 0 it has no effect', async () => {
  const [reader, ...others] = (await t.members(4)) as [TestMember, ...TestMember[]];
  await t.as(reader).put('/hashtags/satranç/follow');
  const tagged = await makePost(t, { author: others[0]!, content: 'Turnuva var #Satranç' });
  for (const author of others.slice(1)) await makePost(t, { author });
  await choose();
  await t.as(reader).patch('/feed/preferences', { weights: { recency: 0 } });
  expect((await page(reader)).items[0]).toMatchObject({
    id: tagged.id,
    // As the post spells it.
    reason: { kind: 'hashtag', tag: 'Satranç' },
  });
  await later();
  await t.as(reader).patch('/feed/preferences', { weights: { hashtag: 0 } });
  const item = (await page(reader)).items.find(({ id }) => id === tagged.id);
  expect(item?.score.parts.find(({ signal }) => signal === 'hashtag')).toMatchObject({
    value: 1_000,
    contribution: 0,
  });
});

test('liked posts do not come again; posts with a hashtag of liked posts come first', async () => {
  const [reader, ...others] = (await t.members(4)) as [TestMember, TestMember, ...TestMember[]];
  const liked = [];
  for (const content of ['Açılışlar #satranç', 'Kulüp #satranç'])
    liked.push(await makePost(t, { author: others[0], content }));
  const alike = await makePost(t, { author: others[1]!, content: 'Turnuva var #Satranç' });
  await makePost(t, { author: others[2]!, content: 'Kar yağıyor #kar' });
  await choose();
  expect((await page(reader)).items).toHaveLength(4);
  for (const { id } of liked) await t.as(reader).put(`/posts/${id}/like`);
  await choose();
  await later();
  const { items } = await page(reader);
  expect(items).toHaveLength(2);
  expect(items[0]).toMatchObject({ id: alike.id, reason: { kind: 'similar' } });
});

test('with ranking off explore is chronological, and says so', async () => {
  const [reader, ...others] = (await t.members(4)) as [TestMember, ...TestMember[]];
  const posts = [];
  for (const author of others) posts.unshift(await makePost(t, { author }));
  for (const member of others) await t.as(member).put(`/posts/${posts[2]!.id}/like`);
  await choose();
  await t.as(reader).patch('/feed/preferences', { ranking: false });
  const { items } = await page(reader);
  expect(idsOf({ items })).toEqual(posts.map(({ id }) => id));
  expect(items[0]).toMatchObject({ reason: { kind: 'recent' }, score: { total: 0, parts: [] } });
});

test.for(['', '!!!', 'bm90LWEtdXVpZA'])('cursor "%s" is refused', async (cursor) => {
  const [reader] = await t.members(1);
  expect(await t.as(reader!).get(`/feed/explore?cursor=${cursor}`)).toMatchObject({
    status: 400,
    code: 'invalid_cursor',
  });
});
