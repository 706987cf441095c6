import { afterAll, describe, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../factory.ts';

const t = await testServer();
afterAll(t.close);

const path = ({ id }: { id: string }) => `/posts/${id}/public-preview`;
/** As somebody without an account. */
const preview = (post: { id: string }) => t.anyone.raw('GET', path(post));
const allow = (author: TestMember, publicPreviews = true) =>
  t.as(author).patch('/privacy-settings', { publicPreviews });

test('a post has no public preview until its author allows it', async () => {
  const [ayse] = (await t.members(1)) as [TestMember];
  const post = await makePost(t, { author: ayse, content: 'Kütüphane sabaha kadar açık.' });
  expect(await t.as(ayse).get('/privacy-settings')).toEqual({ publicPreviews: false });
  expect(await preview(post)).toMatchObject({ status: 404, body: { code: 'post_not_found' } });

  expect(await allow(ayse)).toEqual({ publicPreviews: true });
  expect((await preview(post)).body).toEqual({
    authorName: ayse.displayName,
    firstWords: 'Kütüphane sabaha kadar açık.',
    language: 'tr',
  });

  await allow(ayse, false);
  expect(await preview(post)).toMatchObject({ status: 404 });
});

test('another member’s permission opens nothing, also not in their thread', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  await allow(ayse);
  const post = await makePost(t, { author: ayse });
  const reply = await makePost(t, { author: bora, replyTo: post });
  const quote = await makePost(t, { author: bora, quoteOf: post });
  expect(await preview(post)).toMatchObject({ status: 200 });
  expect(await preview(reply)).toMatchObject({ status: 404 });
  expect(await preview(quote)).toMatchObject({ status: 404 });
});

describe('an author who allows it', () => {
  const author = async () => {
    const [member] = (await t.members(1)) as [TestMember];
    await allow(member);
    return member;
  };

  test.each(['university', 'followers'] as const)('shows nothing of a post for %s', async (visibility) => {
    const ayse = await author();
    expect(await preview(await makePost(t, { author: ayse, visibility }))).toMatchObject({ status: 404 });
  });

  test('shows nothing while the account is private', async () => {
    const ayse = await author();
    const post = await makePost(t, { author: ayse });
    await t.as(ayse).patch('/users/me', { isPrivate: true });
    expect(await preview(post)).toMatchObject({ status: 404 });
    await t.as(ayse).patch('/users/me', { isPrivate: false });
    expect(await preview(post)).toMatchObject({ status: 200 });
  });

  test.each(['pending', 'suspended', 'deleted'] as const)(
    'shows nothing while the account is %s',
    async (status) => {
      const ayse = await author();
      const post = await makePost(t, { author: ayse });
      await t.ctx.db.updateTable('auth.users').set({ status }).where('id', '=', ayse.id).execute();
      expect(await preview(post)).toMatchObject({ status: 404 });
    },
  );

  test('shows nothing of a reply below a closed post', async () => {
    const ayse = await author();
    const [bora] = (await t.members(1)) as [TestMember];
    const closed = await makePost(t, { author: bora, visibility: 'university' });
    const reply = await makePost(t, { author: ayse, replyTo: closed });
    expect(await preview(reply)).toMatchObject({ status: 404 });
  });

  test('shows nothing of a deleted post', async () => {
    const ayse = await author();
    const post = await makePost(t, { author: ayse });
    await t.as(ayse).delete(`/posts/${post.id}`);
    expect(await preview(post)).toMatchObject({ status: 404 });
  });

  test('keeps the text behind a content warning, and names nobody else', async () => {
    const ayse = await author();
    const [bora] = (await t.members(1)) as [TestMember];
    const warned = await t
      .as(ayse)
      .post('/posts', { content: 'Filmin sonu', contentWarning: 'Sürpriz bozar' });
    expect(await preview(warned)).toMatchObject({ status: 200, body: { firstWords: null } });
    const mentioning = await makePost(t, { author: ayse, content: `Teşekkürler @${bora.username}!` });
    expect(await preview(mentioning)).toMatchObject({ status: 200, body: { firstWords: 'Teşekkürler @…!' } });
  });
});
