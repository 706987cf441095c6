import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../testing/server.ts';
import { makeBlock, makeFollow } from '../social/factory.ts';
import { makePost } from './factory.ts';
import type { Post } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

type Four = [TestMember, TestMember, TestMember, TestMember];
const four = async (): Promise<Four> => (await t.members(4)) as Four;

const goPrivate = (member: TestMember, isPrivate = true) => t.as(member).patch('/users/me', { isPrivate });
const canRead = async (reader: TestMember, post: { id: string }): Promise<boolean> =>
  (await t.as(reader).get(`/posts/${post.id}`)).id === post.id;
const readersOf = async (post: { id: string }, members: Record<string, TestMember>): Promise<string[]> => {
  const names = [];
  for (const [name, member] of Object.entries(members)) if (await canRead(member, post)) names.push(name);
  return names;
};
const visibleReplies = async (reader: TestMember, post: { id: string }) => {
  const { replies } = await t.as(reader).get(`/posts/${post.id}/thread`);
  return { ids: replies.items.map(({ id }: Post) => id), hidden: replies.hidden };
};

test('a reply to a followers-only post is for the author of that post and for those who may read it', async () => {
  const [ayse, bora, can, derya] = await four();
  await makeFollow(t, bora, ayse);
  await makeFollow(t, can, ayse);
  await makeFollow(t, derya, bora);
  const post = await makePost(t, { author: ayse, visibility: 'followers' });
  const reply = await makePost(t, { author: bora, replyTo: post, content: 'Katılıyorum' });
  await t.settled();

  expect(await readersOf(reply, { ayse, bora, can, derya })).toEqual(['ayse', 'bora', 'can']);
  expect(await visibleReplies(ayse, post)).toEqual({ ids: [reply.id], hidden: 0 });
  expect((await t.as(ayse).get(`/posts/${post.id}`)).counts.replies).toBe(1);
  const notifications = await t.as(ayse).get('/notifications?kinds=reply');
  expect(notifications.items).toMatchObject([{ kind: 'reply', post: { id: reply.id } }]);
  expect(reply).toMatchObject({ visibility: 'followers', audience: { kind: 'conversation' } });
});

test('a reply names the author of its parent post, and members who may read that post', async () => {
  const [ayse, bora, can, derya] = await four();
  await makeFollow(t, bora, ayse);
  await makeFollow(t, can, ayse);
  await makeFollow(t, derya, bora);
  const post = await makePost(t, { author: ayse, visibility: 'followers' });
  const content = `@${ayse.username} @${can.username} @${derya.username}`;
  const reply = await makePost(t, { author: bora, replyTo: post, content });
  expect(reply.entities).toMatchObject([{ userId: ayse.id }, { userId: can.id }]);
  const other = await makePost(t, { author: bora, replyTo: post, content: `Ne dersin @${can.username}?` });
  await t.settled();
  expect((await t.as(can).get('/notifications')).items).toMatchObject([
    { kind: 'mention', post: { id: other.id } },
    { kind: 'mention', post: { id: reply.id } },
  ]);
});

test('a reply to a reply in a limited conversation has the same readers, at any depth', async () => {
  const [ayse, bora, can, derya] = await four();
  await makeFollow(t, bora, ayse);
  await makeFollow(t, can, ayse);
  await makeFollow(t, derya, can);
  const post = await makePost(t, { author: ayse, visibility: 'followers' });
  let above = post;
  for (const author of [bora, can, ayse, bora]) {
    above = await makePost(t, { author, replyTo: above });
    expect(await readersOf(above, { ayse, bora, can, derya })).toEqual(['ayse', 'bora', 'can']);
  }
});

test.for(['answered', 'answering'] as const)(
  'the author of the parent post reads a reply and is notified of it, with the %s account being private',
  async (which) => {
    const [ayse, bora, can, derya] = await four();
    await makeFollow(t, bora, ayse);
    await makeFollow(t, can, ayse);
    await makeFollow(t, derya, bora);
    const post = await makePost(t, { author: ayse });
    await goPrivate(which === 'answered' ? ayse : bora);
    const reply = await makePost(t, { author: bora, replyTo: post, content: `@${ayse.username} evet` });
    await t.settled();
    const readers = await readersOf(reply, { ayse, bora, can, derya });
    expect(readers).toEqual(which === 'answered' ? ['ayse', 'bora', 'can'] : ['ayse', 'bora', 'derya']);
    expect(reply.entities).toMatchObject([{ userId: ayse.id }]);
    expect((await t.as(ayse).get('/notifications?kinds=reply')).items).toMatchObject([
      { kind: 'reply', post: { id: reply.id } },
    ]);
    expect((await visibleReplies(ayse, post)).ids).toEqual([reply.id]);
  },
);

test('a stranger does not find a reply to a private account in any list, and the reply does not say that it is public', async () => {
  const [ayse, bora, can] = await four();
  await makeFollow(t, bora, ayse);
  const post = await makePost(t, { author: ayse });
  await goPrivate(ayse);
  const reply = await makePost(t, { author: bora, replyTo: post, content: 'gizlisöz #gizlietiket' });
  await t.settled();
  expect(reply).toMatchObject({ visibility: 'followers', audience: { kind: 'conversation' } });
  for (const [reader, seen] of [
    [can, []],
    [ayse, [reply.id]],
  ] as const) {
    for (const path of [
      '/search/posts?q=gizlisöz',
      '/hashtags/gizlietiket/posts',
      `/users/${bora.id}/posts?replies=true`,
    ]) {
      const { items } = await t.as(reader).get(encodeURI(path));
      expect([path, items.map((item: { post?: Post; id?: string }) => item.post?.id ?? item.id)]).toEqual([
        path,
        seen,
      ]);
    }
  }
  for (const act of ['like', 'repost', 'bookmark'])
    expect((await t.as(can).raw('PUT', `/posts/${reply.id}/${act}`)).status).toBe(404);
});

test('narrowing a post narrows the replies below it at once, at every depth', async () => {
  const [ayse, bora, can, derya] = await four();
  await makeFollow(t, can, ayse);
  const post = await makePost(t, { author: ayse });
  const reply = await makePost(t, { author: bora, replyTo: post });
  const deeper = await makePost(t, { author: can, replyTo: reply });
  for (const each of [reply, deeper]) expect(await canRead(derya, each)).toBe(true);
  await t.as(ayse).patch(`/posts/${post.id}`, { visibility: 'followers' });
  expect(await readersOf(reply, { ayse, bora, can, derya })).toEqual(['ayse', 'bora', 'can']);
  expect(await readersOf(deeper, { ayse, bora, can, derya })).toEqual(['ayse', 'bora', 'can']);
});

test('narrowing shows a reply to nobody who could not read it before', async () => {
  const [ayse, bora, can, derya] = await four();
  await makeFollow(t, can, ayse);
  await makeFollow(t, derya, bora);
  const post = await makePost(t, { author: ayse });
  const reply = await makePost(t, { author: bora, replyTo: post, visibility: 'followers' });
  expect(await readersOf(reply, { ayse, bora, can, derya })).toEqual(['ayse', 'bora', 'derya']);
  await t.as(ayse).patch(`/posts/${post.id}`, { visibility: 'followers' });
  expect(await readersOf(reply, { ayse, bora, can, derya })).toEqual(['ayse', 'bora']);
});

test('making an account private or public narrows or widens the replies below its posts at once', async () => {
  const [ayse, bora, can, derya] = await four();
  await makeFollow(t, can, bora);
  const post = await makePost(t, { author: ayse });
  const reply = await makePost(t, { author: bora, replyTo: post });
  const deeper = await makePost(t, { author: ayse, replyTo: reply });
  await goPrivate(bora);
  expect(await readersOf(reply, { ayse, bora, can, derya })).toEqual(['ayse', 'bora', 'can']);
  expect(await readersOf(deeper, { ayse, bora, can, derya })).toEqual(['ayse', 'bora', 'can']);
  await goPrivate(bora, false);
  expect(await canRead(derya, deeper)).toBe(true);
});

test('a deleted post still limits the replies below it', async () => {
  const [ayse, bora, can, derya] = await four();
  await makeFollow(t, bora, ayse);
  await makeFollow(t, can, ayse);
  const post = await makePost(t, { author: ayse, visibility: 'followers' });
  const reply = await makePost(t, { author: bora, replyTo: post });
  await t.as(ayse).delete(`/posts/${post.id}`);
  expect(await readersOf(reply, { ayse, bora, can, derya })).toEqual(['ayse', 'bora', 'can']);
});

test('a block hides a reply from the author of its parent post too, and the thread counts it as hidden', async () => {
  const [ayse, bora] = await four();
  const post = await makePost(t, { author: ayse });
  const reply = await makePost(t, { author: bora, replyTo: post });
  expect(await visibleReplies(ayse, post)).toEqual({ ids: [reply.id], hidden: 0 });
  await makeBlock(t, ayse, bora);
  expect(await canRead(ayse, reply)).toBe(false);
  expect(await visibleReplies(ayse, post)).toEqual({ ids: [], hidden: 1 });
});

test('a reply in a limited conversation may be narrower, never wider, and only its author may repost it', async () => {
  const [ayse, bora, can] = await four();
  await makeFollow(t, bora, ayse);
  await makeFollow(t, can, ayse);
  const post = await makePost(t, { author: ayse, visibility: 'followers' });
  const wider = await t.as(bora).raw('POST', '/posts', {
    body: { content: 'Herkese', replyToId: post.id, visibility: 'public' },
  });
  expect(wider).toMatchObject({ status: 422, body: { code: 'visibility_too_wide' } });
  const reply = await makePost(t, { author: bora, replyTo: post });
  expect(await t.as(bora).patch(`/posts/${reply.id}`, { visibility: 'public' })).toMatchObject({
    status: 422,
    code: 'visibility_only_narrows',
  });
  expect(await t.as(can).put(`/posts/${reply.id}/repost`)).toMatchObject({ code: 'repost_not_allowed' });
  const quote = await t.as(can).raw('POST', '/posts', { body: { content: 'Bak', quoteOfId: reply.id } });
  expect(quote.body).toMatchObject({ code: 'quote_not_allowed' });
});

test('a narrower reply in a limited conversation is for members whom both posts admit', async () => {
  const [ayse, bora, can, derya] = await four();
  const [far] = (await t.members(1, { university: 'nar' })) as [TestMember];
  await makeFollow(t, can, bora);
  await makeFollow(t, far, bora);
  const post = await makePost(t, { author: ayse, visibility: 'university' });
  const reply = await makePost(t, { author: bora, replyTo: post, visibility: 'followers' });
  expect(await readersOf(reply, { ayse, bora, can, derya, far })).toEqual(['ayse', 'bora', 'can']);
  expect(reply).toMatchObject({ visibility: 'followers', audience: { kind: 'conversation' } });
});

test('a public post says that it is public, and a post of a private account is for followers', async () => {
  const [ayse] = await four();
  for (const visibility of ['public', 'university', 'followers'] as const)
    expect((await makePost(t, { author: ayse, visibility })).audience).toEqual({ kind: visibility });
  await goPrivate(ayse);
  expect((await makePost(t, { author: ayse })).audience).toEqual({ kind: 'followers' });
});
