import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { idAt, idTime } from '../../../platform/id.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost, makeReaction } from '../../content/factory.ts';
import { makeBlock, makeFollow, makeMute } from '../../social/factory.ts';
import { LIMITS } from '../limits.ts';
import { type HomeEntry, HomePage } from '../schemas.ts';

const t = await testServer();
afterAll(t.close);

/** A viewer with a timeline, and some followees. */
async function reader(follows: number): Promise<[TestMember, ...TestMember[]]> {
  const [ayse, ...others] = (await t.members(follows + 1)) as [TestMember, ...TestMember[]];
  for (const other of others) await makeFollow(t, ayse, other);
  await home(ayse);
  return [ayse, ...others];
}

async function home(member: TestMember): Promise<HomeEntry[]> {
  await t.settled();
  return HomePage.parse(await t.as(member).get('/feed/home')).items;
}
const shown = async (member: TestMember) =>
  (await home(member)).map(({ id, repostedBy }) => [id, repostedBy?.members.map((one) => one.id) ?? null]);

/** Moves a repost, and its home entry, back in time. */
async function age(postId: string, member: TestMember, hours: number): Promise<void> {
  const { id } = await t.ctx.db
    .selectFrom('content.reposts')
    .select('id')
    .where('post_id', '=', postId)
    .where('user_id', '=', member.id)
    .executeTakeFirstOrThrow();
  const older = idAt(idTime(id) - hours * 3_600_000);
  await sql`update content.reposts set id = ${older} where id = ${id}`.execute(t.ctx.db);
  await sql`update feed.home_timeline set entry_id = ${older} where entry_id = ${id}`.execute(t.ctx.db);
}

test('a followee’s repost is in home with their name, and leaves when they undo it', async () => {
  const [ayse, bora] = (await reader(1)) as [TestMember, TestMember];
  const [stranger] = (await t.members(1)) as [TestMember];
  const post = await makePost(t, { author: stranger });
  expect(await shown(ayse)).toEqual([]);
  const before = Date.now();
  await t.as(bora).put(`/posts/${post.id}/repost`);
  expect(await shown(ayse)).toEqual([[post.id, [bora.id]]]);
  const [entry] = await home(ayse);
  expect(entry).toMatchObject({
    viewer: { reposted: false },
    counts: { reposts: 1 },
    repostedBy: { count: 1 },
  });
  expect(entry?.entryId).not.toBe(post.id);
  // The entry has the time of the repost, whenever the post was published.
  const at = Date.parse(entry?.repostedBy?.at ?? '');
  expect(at).toBeGreaterThanOrEqual(before);
  expect(at).toBeLessThanOrEqual(Date.now());

  await t.as(bora).delete(`/posts/${post.id}/repost`);
  expect(await t.as(ayse).get('/feed/home')).toMatchObject({ items: [] });
  await t.settled();
  const left = await t.ctx.db
    .selectFrom('feed.home_timeline')
    .select('entry_id')
    .where('user_id', '=', ayse.id)
    .execute();
  expect(left).toEqual([]);
});

test('the viewer’s own repost is in home at once, before any job has run', async () => {
  const [ayse] = (await reader(0)) as [TestMember];
  const [stranger] = (await t.members(1)) as [TestMember];
  const post = await makePost(t, { author: stranger });
  await makeReaction(t, 'repost', ayse, post);
  const { items } = await t.as(ayse).get('/feed/home');
  expect(items).toMatchObject([{ id: post.id, repostedBy: { members: [{ id: ayse.id }], count: 1 } }]);
});

test('several reposts of one post are one entry, with the newest names and the count of all', async () => {
  const [ayse, ...friends] = await reader(5);
  const [stranger] = (await t.members(1)) as [TestMember];
  const post = await makePost(t, { author: stranger });
  for (const friend of friends) await makeReaction(t, 'repost', friend, post);
  await makeReaction(t, 'repost', stranger, post);
  const names = friends
    .map(({ id }) => id)
    .reverse()
    .slice(0, 3);
  expect(await shown(ayse)).toEqual([[post.id, names]]);
  expect((await home(ayse))[0]?.repostedBy?.count).toBe(5);
});

test('a repost of a post that was in home within the day is not shown again; after that it is', async () => {
  const [ayse, bora, can] = (await reader(2)) as [TestMember, TestMember, TestMember];
  const post = await makePost(t, { author: bora });
  const between = await makePost(t, { author: bora });
  await makeReaction(t, 'repost', can, post);
  expect(await shown(ayse)).toEqual([
    [between.id, null],
    [post.id, null],
  ]);

  const [stranger] = (await t.members(1)) as [TestMember];
  const old = await makePost(t, { author: stranger });
  await makeReaction(t, 'repost', bora, old);
  await t.settled();
  await age(old.id, bora, 25);
  await makeReaction(t, 'repost', can, old);
  const places = (await home(ayse)).filter(({ id }) => id === old.id);
  expect(places).toHaveLength(2);
  expect(new Set(places.map(({ entryId }) => entryId)).size).toBe(2);
});

test('a page that was read keeps its entries while others repost', async () => {
  const [ayse, bora, can] = (await reader(2)) as [TestMember, TestMember, TestMember];
  const [stranger] = (await t.members(1)) as [TestMember];
  const posts = [];
  for (let index = 0; index < 6; index += 1) {
    const post = await makePost(t, { author: index % 2 === 0 ? bora : stranger });
    if (index % 2 === 1) await makeReaction(t, 'repost', bora, post);
    posts.push(post.id);
  }
  await t.settled();
  const read: string[] = [];
  for (let cursor = ''; ; ) {
    const page = await t.as(ayse).get(`/feed/home?limit=2${cursor}`);
    read.push(...page.items.map(({ id }: HomeEntry) => id));
    if (page.nextCursor === null) break;
    cursor = `&cursor=${page.nextCursor}`;
    for (const id of posts) await makeReaction(t, 'repost', can, { id });
    await t.settled();
  }
  expect(read).toEqual(posts.reverse());
});

test('no repost of an author who blocks the viewer or is muted, and none by a muted, hidden or blocked member', async () => {
  const [ayse, bora] = (await reader(1)) as [TestMember, TestMember];
  const authors = (await t.members(4)) as TestMember[];
  const [, blocking, muted] = authors as [TestMember, TestMember, TestMember];
  await makeBlock(t, blocking, ayse);
  await makeMute(t, ayse, muted);
  const posts = [];
  for (const author of authors) posts.push(await makePost(t, { author }));
  for (const post of posts) await makeReaction(t, 'repost', bora, post);
  const seen = [posts[3]!.id, posts[0]!.id];
  expect((await home(ayse)).map(({ id }) => id)).toEqual(seen);

  const path = `/users/${bora.id}/reposts-hidden`;
  for (let again = 0; again < 2; again += 1) expect((await t.as(ayse).raw('PUT', path)).status).toBe(204);
  const own = await makePost(t, { author: bora });
  expect((await home(ayse)).map(({ id }) => id)).toEqual([own.id]);
  expect((await t.as(ayse).get(`/users/${bora.id}`)).viewer).toMatchObject({ repostsHidden: true });
  expect((await t.as(ayse).raw('DELETE', path)).status).toBe(204);
  expect((await home(ayse)).map(({ id }) => id)).toEqual([own.id, ...seen]);

  await makeMute(t, ayse, bora);
  expect(await home(ayse)).toEqual([]);
  await t.as(ayse).delete(`/users/${bora.id}/mute`);
  await makeBlock(t, bora, ayse);
  expect(await home(ayse)).toEqual([]);
});

test('a repost does not widen the audience of its post', async () => {
  const [ayse, bora] = (await reader(1)) as [TestMember, TestMember];
  const [elsewhere] = (await t.members(1, { university: 'nar' })) as [TestMember];
  await makeFollow(t, elsewhere, bora);
  const [stranger] = (await t.members(1)) as [TestMember];
  const post = await makePost(t, { author: stranger, visibility: 'university' });
  await makeReaction(t, 'repost', bora, post);
  expect(await shown(ayse)).toEqual([[post.id, [bora.id]]]);
  expect(await shown(elsewhere)).toEqual([]);
  await t.as(stranger).patch('/users/me', { isPrivate: true });
  expect(await shown(ayse)).toEqual([]);
});

test('a new follower, and a returning member, find the earlier reposts in home', async () => {
  const [ayse] = (await reader(0)) as [TestMember];
  const [bora, stranger] = (await t.members(2)) as [TestMember, TestMember];
  const post = await makePost(t, { author: stranger });
  await makeReaction(t, 'repost', bora, post);
  await makeFollow(t, ayse, bora);
  expect(await shown(ayse)).toEqual([[post.id, [bora.id]]]);
  await t.ctx.db
    .updateTable('feed.timeline_states')
    .set({ read_at: new Date(t.ctx.clock().getTime() - LIMITS.inactiveMs - 1_000) })
    .where('user_id', '=', ayse.id)
    .execute();
  expect(await shown(ayse)).toEqual([[post.id, [bora.id]]]);
});

test('followees are found among very many reposters of a post', async () => {
  const [ayse, bora] = (await reader(1)) as [TestMember, TestMember];
  const [stranger] = (await t.members(1)) as [TestMember];
  const post = await makePost(t, { author: stranger });
  await makeReaction(t, 'repost', bora, post);
  await makeReaction(t, 'repost', stranger, post);
  await sql`update content.posts set repost_count = 600 where id = ${post.id}`.execute(t.ctx.db);
  expect(await shown(ayse)).toEqual([[post.id, [bora.id]]]);
  await sql`update content.posts set repost_count = 2 where id = ${post.id}`.execute(t.ctx.db);
});

test('members cannot hide their own reposts from themselves', async () => {
  const [ayse] = (await reader(0)) as [TestMember];
  expect(await t.as(ayse).put(`/users/${ayse.id}/reposts-hidden`)).toMatchObject({
    status: 422,
    code: 'cannot_hide_own_reposts',
  });
});
