import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makeBlock, makeFollow } from '../../social/factory.ts';
import { makePost, makeReaction } from '../factory.ts';
import { type Post, PostPage } from '../schemas.ts';
import { ReactionState } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const two = async () => (await t.members(2)) as [TestMember, TestMember];
const idsOf = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id);

test.for(['like', 'repost', 'bookmark'] as const)('a repeated %s exists once', async (kind) => {
  const [ayse, bora] = await two();
  const post = await makePost(t, { author: bora });
  const mark = { like: 'liked', repost: 'reposted', bookmark: 'bookmarked' }[kind];
  const none = { liked: false, reposted: false, bookmarked: false };
  const counts = { likeCount: kind === 'like' ? 1 : 0, repostCount: kind === 'repost' ? 1 : 0 };

  for (let again = 0; again < 2; again += 1) {
    const state = ReactionState.parse(await t.as(ayse).put(`/posts/${post.id}/${kind}`));
    expect(state).toEqual({ ...counts, viewer: { ...none, [mark]: true } });
  }
  expect(await t.as(ayse).get(`/posts/${post.id}`)).toMatchObject({
    counts: { likes: counts.likeCount, reposts: counts.repostCount },
    viewer: { ...none, [mark]: true },
  });
  expect((await t.as(bora).get(`/posts/${post.id}`)).viewer).toEqual(none);
  for (let again = 0; again < 2; again += 1) {
    const state = await t.as(ayse).delete(`/posts/${post.id}/${kind}`);
    expect(state).toEqual({ likeCount: 0, repostCount: 0, viewer: none });
  }
});

test('nobody reacts to, or learns of reactions to, a post that they may not see', async () => {
  const [ayse, bora] = await two();
  const post = await makePost(t, { author: bora, visibility: 'followers' });
  const gone = { status: 404, code: 'post_not_found' };
  const attempts = async () => {
    const answers = [];
    for (const kind of ['like', 'bookmark']) {
      answers.push(await t.as(ayse).put(`/posts/${post.id}/${kind}`));
      answers.push(await t.as(ayse).delete(`/posts/${post.id}/${kind}`));
    }
    for (const list of ['likes', 'reposts', 'quotes'])
      answers.push(await t.as(ayse).get(`/posts/${post.id}/${list}`));
    return answers;
  };
  for (const answer of await attempts()) expect(answer).toMatchObject(gone);
  await makeFollow(t, ayse, bora);
  for (const answer of await attempts()) expect(answer.status).toBeUndefined();
  await t.as(bora).delete(`/posts/${post.id}`);
  for (const answer of await attempts()) expect(answer).toMatchObject(gone);
});

test('a repost never widens the audience: only the author reposts posts for followers and of private accounts', async () => {
  const [ayse, bora] = await two();
  await makeFollow(t, ayse, bora);
  const repost = async (member: TestMember, post: { id: string }) =>
    (await t.as(member).raw('PUT', `/posts/${post.id}/repost`)).status;
  const followers = await makePost(t, { author: bora, visibility: 'followers' });
  const university = await makePost(t, { author: bora, visibility: 'university' });
  const open = await makePost(t, { author: bora });
  expect([await repost(ayse, followers), await repost(bora, followers)]).toEqual([403, 200]);
  expect([await repost(ayse, university), await repost(ayse, open)]).toEqual([200, 200]);
  await t.as(bora).patch('/users/me', { isPrivate: true });
  await t.as(ayse).delete(`/posts/${open.id}/repost`);
  expect([await repost(ayse, open), await repost(bora, open)]).toEqual([403, 200]);
});

test('likes of a post are listed newest first, in pages, without members who are hidden from the viewer', async () => {
  const [ayse, bora] = await two();
  const others = await t.members(5);
  const post = await makePost(t, { author: bora });
  for (const member of others) {
    await makeReaction(t, 'like', member, post);
    await makeReaction(t, 'repost', member, post);
  }
  const hidden = others[1]!;
  const isPrivate = others[3]!;
  await makeBlock(t, hidden, ayse);
  await t.as(isPrivate).patch('/users/me', { isPrivate: true });
  const expected = [others[4]!, others[2]!, others[0]!].map(({ id }) => id);
  for (const list of ['likes', 'reposts']) {
    const first = await t.as(ayse).get(`/posts/${post.id}/${list}?limit=2`);
    const second = await t.as(ayse).get(`/posts/${post.id}/${list}?limit=2&cursor=${first.nextCursor}`);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(expected);
    expect(second.nextCursor).toBeNull();
    expect(first.items[0].viewer).toMatchObject({ following: false });
  }
  await makeFollow(t, ayse, isPrivate);
  expect(idsOf(await t.as(ayse).get(`/posts/${post.id}/likes`))).toContain(isPrivate.id);
  expect((await t.as(ayse).get(`/posts/${post.id}`)).counts).toMatchObject({ likes: 5, reposts: 5 });
});

test('bookmarks are private, newest bookmark first, and pages neither repeat nor skip', async () => {
  const [ayse, bora] = await two();
  const posts: Post[] = [];
  for (let index = 0; index < 5; index += 1) posts.push(await makePost(t, { author: bora }));
  const order = [2, 0, 4, 1, 3].map((index) => posts[index]!);
  for (const post of order) await makeReaction(t, 'bookmark', ayse, post);
  await t.as(bora).delete(`/posts/${order[2]!.id}`);

  const read: string[] = [];
  for (let cursor = ''; ; ) {
    const page = PostPage.parse(await t.as(ayse).get(`/bookmarks?limit=2${cursor}`));
    read.push(...idsOf(page));
    // Another member's bookmark, and a new own one, do not shift the pages.
    await makeReaction(t, 'bookmark', bora, order[0]!);
    await makeReaction(t, 'bookmark', ayse, await makePost(t, { author: bora }));
    if (page.nextCursor === null) break;
    cursor = `&cursor=${page.nextCursor}`;
  }
  expect(read).toEqual([order[4]!, order[3]!, order[1]!, order[0]!].map(({ id }) => id));
  expect(idsOf(await t.as(bora).get('/bookmarks'))).toEqual([order[0]!.id]);
});

test('likes are private until the member shows them, and then limited to what the viewer may see', async () => {
  const [ayse, bora] = await two();
  const [can] = (await t.members(1)) as [TestMember];
  await makeFollow(t, ayse, bora);
  const open = await makePost(t, { author: bora });
  const followers = await makePost(t, { author: bora, visibility: 'followers' });
  for (const post of [open, followers]) await makeReaction(t, 'like', ayse, post);
  const path = `/users/${ayse.username}/likes`;
  expect(idsOf(await t.as(ayse).get(path))).toEqual([followers.id, open.id]);
  expect(await t.as(can).get(path)).toMatchObject({ status: 403, code: 'likes_private' });

  expect(await t.as(ayse).patch('/users/me', { showsLikes: true })).toMatchObject({ showsLikes: true });
  expect(idsOf(await t.as(can).get(path))).toEqual([open.id]);
  expect(idsOf(await t.as(bora).get(path))).toEqual([followers.id, open.id]);
  await t.as(ayse).patch('/users/me', { isPrivate: true });
  expect(await t.as(can).get(path)).toMatchObject({ status: 403, code: 'likes_private' });
  await makeBlock(t, ayse, can);
  expect(await t.as(can).get(path)).toMatchObject({ status: 404, code: 'member_not_found' });
});

test('quotes of a post are listed newest first, each for its audience; a deleted one is neither listed nor counted', async () => {
  const [ayse, bora] = await two();
  const post = await makePost(t, { author: bora });
  const first = await makePost(t, { author: ayse, quoteOf: post });
  const own = await makePost(t, { author: ayse, quoteOf: post, visibility: 'followers' });
  const last = await makePost(t, { author: ayse, quoteOf: post });
  expect(idsOf(await t.as(ayse).get(`/posts/${post.id}/quotes`))).toEqual([last.id, own.id, first.id]);
  const page = await t.as(bora).get(`/posts/${post.id}/quotes?limit=1`);
  expect(idsOf(page)).toEqual([last.id]);
  expect(page.items[0].quoteOf).toMatchObject({ id: post.id, counts: { quotes: 3 } });
  await t.as(ayse).delete(`/posts/${last.id}`);
  expect(idsOf(await t.as(bora).get(`/posts/${post.id}/quotes`))).toEqual([first.id]);
  expect((await t.as(bora).get(`/posts/${post.id}`)).counts.quotes).toBe(2);
});

test('a quote shows its post as the viewer may see it, one level deep, with the viewer’s own reactions', async () => {
  const [ayse, bora] = await two();
  const [can] = (await t.members(1)) as [TestMember];
  const inner = await makePost(t, { author: bora });
  const middle = await makePost(t, { author: bora, quoteOf: inner, visibility: 'university' });
  const outer = await makePost(t, { author: ayse, quoteOf: middle });
  await makeReaction(t, 'like', can, middle);
  const quoted = async (reader: TestMember) => (await t.as(reader).get(`/posts/${outer.id}`)).quoteOf;
  expect(await quoted(can)).toMatchObject({
    id: middle.id,
    unavailable: false,
    quoteOfId: inner.id,
    viewer: { liked: true },
    counts: { likes: 1 },
  });
  await makeBlock(t, bora, can);
  expect(await quoted(can)).toEqual({ id: middle.id, unavailable: true, reason: 'hidden' });
  await t.as(bora).delete(`/posts/${middle.id}`);
  expect(await quoted(ayse)).toEqual({ id: middle.id, unavailable: true, reason: 'deleted' });
});

test('deleting a post deletes its likes, reposts and bookmarks', async () => {
  const [ayse, bora] = await two();
  const post = await makePost(t, { author: bora });
  for (const kind of ['like', 'repost', 'bookmark'] as const) await makeReaction(t, kind, ayse, post);
  await t.as(bora).delete(`/posts/${post.id}`);
  await t.settled();
  for (const table of ['content.likes', 'content.reposts', 'content.bookmarks'] as const) {
    const rows = await t.ctx.db.selectFrom(table).select('id').where('post_id', '=', post.id).execute();
    expect(rows).toEqual([]);
  }
});

test('a member may react six hundred times in ten minutes', async () => {
  const limited = await testServer({ RATE_LIMITS: 'on' });
  try {
    const [ayse, bora] = (await limited.members(2)) as [TestMember, TestMember];
    const post = await makePost(limited, { author: bora });
    for (let made = 0; made < 600; made += 1) await makeReaction(limited, 'like', ayse, post);
    const refusal = makeReaction(limited, 'like', ayse, post);
    await expect(refusal).rejects.toMatchObject({ status: 429, code: 'too_many_reactions' });
    await makeReaction(limited, 'like', bora, post);
  } finally {
    await limited.close();
  }
});
