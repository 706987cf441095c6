import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../testing/server.ts';
import { makePost } from '../content/factory.ts';
import { makeFollow } from '../social/factory.ts';

const t = await testServer();
afterAll(t.close);

let reader: TestMember;
let isik: TestMember;
beforeAll(async () => {
  [reader] = (await t.members(1, { displayName: 'Okur Işılay' })) as [TestMember];
  // Strangers with better matches than the followed member.
  await t.members(12, { displayName: 'Işı Kalabalık' });
  [isik] = (await t.members(1, { displayName: 'Deniz Işıl', username: 'deniz_i' })) as [TestMember];
  await makeFollow(t, reader, isik);
});

const complete = (q: string, member = reader) =>
  t.as(member).get(`/search/completions?q=${encodeURIComponent(q)}`);
const usernames = async (q: string, member = reader): Promise<string[]> =>
  (await complete(q, member)).users.map(({ username }: { username: string }) => username);
const tags = async (q: string, member = reader): Promise<string[]> =>
  (await complete(q, member)).hashtags.map(({ tag }: { tag: string }) => tag);

test.for(['@', '@ışı', '@ISI', '@İŞI', '@d', '@deniz_', '@isi'])(
  '%s completes a followed member first',
  async (q) => {
    expect((await usernames(q))[0]).toBe('deniz_i');
  },
);

test('strangers follow, at most eight members in all, and never the viewer', async () => {
  const found = (await complete('@ışı')).users;
  expect(found).toHaveLength(8);
  expect(new Set(found.map(({ id }: { id: string }) => id)).size).toBe(8);
  const [, own] = (await t.members(2, { displayName: 'Yalnız Biricik' })) as [TestMember, TestMember];
  expect(await usernames('@biricik', own)).toHaveLength(1);
});

test('an empty prefix completes nobody but followed members', async () => {
  expect(await usernames('@')).toEqual(['deniz_i']);
});

test('a followed member is completed until they are muted, or the other side blocks', async () => {
  const [viewer, muted, blocking] = (await t.members(3, { displayName: 'Zümrüt Anka' })) as [
    TestMember,
    TestMember,
    TestMember,
  ];
  await makeFollow(t, viewer, muted);
  await makeFollow(t, viewer, blocking);
  expect(await usernames('@züm', viewer)).toHaveLength(2);
  await t.as(viewer).put(`/users/${muted.id}/mute`);
  expect(await usernames('@züm', viewer)).toHaveLength(1);
  await t.as(blocking).put(`/users/${viewer.id}/block`);
  expect(await usernames('@züm', viewer)).toEqual([]);
});

test('wildcard characters of a pattern are taken literally', async () => {
  expect(await usernames('@%')).toEqual([]);
  expect(await usernames('@_')).toEqual([]);
  expect(await tags('#%')).toEqual([]);
});

test('hashtags: those used by the viewer come first, the last used at the top, of visible posts only', async () => {
  const [viewer, other] = (await t.members(2)) as [TestMember, TestMember];
  await makePost(t, { author: other, content: '#çimen' });
  await makePost(t, { author: viewer, content: '#çimenlik #çimento' });
  const post = await makePost(t, { author: viewer, content: '#çimdik' });
  await t.settled();
  expect(await tags('#', viewer)).toEqual(['çimdik', expect.any(String), expect.any(String)]);
  expect((await tags('#CIM', viewer)).toSorted()).toEqual(
    ['çimdik', 'çimenlik', 'çimento', 'çimen'].toSorted(),
  );
  expect((await tags('#cim', viewer))[0]).toBe('çimdik');
  expect((await tags('#cim', viewer)).at(-1)).toBe('çimen');
  await t.as(viewer).delete(`/posts/${post.id}`);
  expect(await tags('#', viewer)).toHaveLength(2);
  expect(await tags('#', other)).toEqual(['çimen']);
});

test.for(['', 'ayşe', ' @a', `@${'a'.repeat(100)}`])('"%s" is refused', async (q) => {
  expect(await complete(q)).toMatchObject({ status: 400 });
});
