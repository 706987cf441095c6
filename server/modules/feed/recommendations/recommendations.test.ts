import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makeBlock, makeFollow } from '../../social/factory.ts';
import { RankedPage } from '../ranking/schemas.ts';
import { SuggestedMembers } from '../suggestions/schemas.ts';

let t: TestServer;
beforeEach(async () => {
  t = await testServer();
});
afterEach(() => t.close());

const chosenFor = async (member: TestMember, query = '?limit=50') =>
  RankedPage.parse(await t.as(member).get(`/feed/recommendations${query}`)).items;
const like = (member: TestMember, post: { id: string }) => t.as(member).put(`/posts/${post.id}/like`);

async function choose(): Promise<void> {
  for (const job of ['feed.computePool', 'feed.computeNotable'] as const) await t.ctx.jobs.add(job, {});
  await t.settled();
  t.clock.advance(30_000);
}

test('posts that members with similar likes like come first; none that the viewer liked or wrote, or whose author they follow', async () => {
  const members = (await t.members(8)) as [TestMember, TestMember, TestMember, TestMember, ...TestMember[]];
  const [reader, alike, other, author, followed, ...rest] = members;
  const shared = [];
  for (let count = 0; count < 3; count++) shared.push(await makePost(t, { author }));
  const wanted = await makePost(t, { author: rest[0]! });
  const popular = await makePost(t, { author: rest[1]! });
  const known = await makePost(t, { author: followed! });
  const own = await makePost(t, { author: reader });
  for (const post of shared) for (const member of [reader, alike]) await like(member, post);
  await like(alike, wanted);
  await like(other, popular);
  await makeFollow(t, reader, followed!);
  await choose();
  await chosenFor(reader);
  await choose();
  const items = await chosenFor(reader);
  expect(items[0]).toMatchObject({ id: wanted.id, reason: { kind: 'similar' } });
  const ids = items.map(({ id }) => id);
  for (const { id } of [...shared, known, own]) expect(ids).not.toContain(id);
  expect(ids).toContain(popular.id);
  for (const { score } of items)
    expect(score.parts.reduce((sum, part) => sum + part.contribution, 0)).toBe(score.total);
});

test('a followee’s like is the reason only if they show their likes', async () => {
  const [reader, friend, shy, author] = (await t.members(4)) as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  const post = await makePost(t, { author });
  for (const member of [friend, shy]) {
    await makeFollow(t, reader, member);
    await like(member, post);
  }
  await t.as(friend).patch('/users/me', { showsLikes: true });
  await choose();
  expect((await chosenFor(reader))[0]?.reason).toMatchObject({
    kind: 'liked_by',
    members: [{ id: friend.id }],
    count: 1,
  });
});

test('recommendations never show hidden posts, also when this changes between pages', async () => {
  const [reader, blocker, open] = (await t.members(3)) as [TestMember, TestMember, TestMember];
  for (const author of [blocker, open]) for (let count = 0; count < 2; count++) await makePost(t, { author });
  await choose();
  const first = RankedPage.parse(await t.as(reader).get('/feed/recommendations?limit=1'));
  const [shown] = first.items;
  await makeBlock(t, shown?.author.id === blocker.id ? open : blocker, reader);
  const rest = RankedPage.parse(
    await t.as(reader).get(`/feed/recommendations?limit=10&cursor=${first.nextCursor}`),
  );
  expect(rest.items.map(({ author }) => author.id)).toEqual([shown?.author.id]);
});

test.for([30, 110])(
  'in the first minute a new member among %i gets 20 posts and 10 people, without having followed or liked anything',
  { timeout: 60_000 },
  async (count) => {
    const members = await t.members(count);
    for (const author of members.slice(0, 25)) await makePost(t, { author });
    await choose();
    const [newcomer] = (await t.members(1)) as [TestMember];
    expect((await chosenFor(newcomer)).length).toBeGreaterThanOrEqual(20);
    expect(
      RankedPage.parse(await t.as(newcomer).get('/feed/explore?limit=50')).items.length,
    ).toBeGreaterThanOrEqual(20);
    const people = SuggestedMembers.parse(await t.as(newcomer).get('/users/suggestions?limit=10')).items;
    expect(people).toHaveLength(10);
  },
);
