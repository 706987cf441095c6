import { afterAll, expect, test } from 'vitest';
import { testServer } from '../../../testing/server.ts';
import { makePicture } from '../../media/factory.ts';

const t = await testServer();
afterAll(t.close);

/** The status of an address under /uploads, requested without a session. */
const read = async (url: string) => (await t.app.inject({ method: 'GET', url })).statusCode;

test('a post has pictures in their order, and then needs no text', async () => {
  const [ada, bora] = await t.members(2);
  const pictures = [await makePicture(t, ada!), await makePicture(t, ada!)];
  const mediaIds = pictures.map(({ id }) => id).reverse();
  const post = await t.as(ada!).post('/posts', { content: '', mediaIds });
  expect(post.media.map((file: { id: string }) => file.id)).toEqual(mediaIds);
  const seen = await t.as(bora!).get(`/posts/${post.id}`);
  expect(seen.media).toEqual(post.media);
  expect(await read(seen.media[0].url)).toBe(200);
  expect(await t.as(ada!).post('/posts', { content: '' })).toMatchObject({ status: 422, code: 'empty_post' });
});

test('the media of a member are their posts and replies with files, without the pinned ones on top', async () => {
  const [author] = await t.members(1);
  const picture = await makePicture(t, author!);
  const plain = await t.as(author!).post('/posts', { content: 'Resimsiz' });
  await t.as(author!).put(`/posts/${plain.id}/pin`);
  const post = await t.as(author!).post('/posts', { content: 'Resimli', mediaIds: [picture.id] });
  const page = await t.as(author!).get(`/users/${author!.id}/posts?replies=true&media=true`);
  expect([page.items.map(({ id }: { id: string }) => id), page.pinned]).toEqual([[post.id], []]);
});

test('another’s file, a used file and five files are refused, and nothing is posted', async () => {
  const [ada, bora] = await t.members(2);
  const otherMedia = await makePicture(t, bora!);
  const used = await makePicture(t, ada!);
  await t.as(ada!).post('/posts', { content: 'İlk', mediaIds: [used.id] });
  const many = [];
  for (let count = 0; count < 5; count++) many.push((await makePicture(t, ada!)).id);
  const refused = async (mediaIds: string[]) =>
    (await t.as(ada!).post('/posts', { content: 'x', mediaIds })).code;
  expect(await refused([otherMedia.id])).toBe('media_not_found');
  expect(await refused([used.id])).toBe('media_already_attached');
  expect(await refused(many)).toBe('too_many_media');
  expect((await t.as(ada!).get(`/users/${ada!.id}/posts`)).items).toHaveLength(1);
});

test('files of a post that is not public have addresses that expire', async () => {
  const [ada] = await t.members(1);
  const { id } = await makePicture(t, ada!);
  const post = await t
    .as(ada!)
    .post('/posts', { content: 'Bize kalsın', visibility: 'followers', mediaIds: [id] });
  const { url } = post.media[0];
  expect(await read(url)).toBe(200);
  expect(await read(url.split('?')[0])).toBe(404);
  t.clock.advance(3 * 3_600_000);
  expect(await read(url)).toBe(403);
});

test('narrowing a post, or closing the account, revokes the public addresses of its files; opening it restores them', async () => {
  const [ada] = await t.members(1);
  const [one, two] = [await makePicture(t, ada!), await makePicture(t, ada!)];
  const narrowed = await t.as(ada!).post('/posts', { content: 'Önce herkese', mediaIds: [one.id] });
  const open = await t.as(ada!).post('/posts', { content: 'Hep herkese', mediaIds: [two.id] });
  const isSigned = async (id: string) => (await t.as(ada!).get(`/posts/${id}`)).media[0].url.includes('?');
  expect([await isSigned(narrowed.id), await isSigned(open.id)]).toEqual([false, false]);
  await t.as(ada!).patch(`/posts/${narrowed.id}`, { visibility: 'followers' });
  expect([await isSigned(narrowed.id), await isSigned(open.id)]).toEqual([true, false]);
  await t.as(ada!).patch('/users/me', { isPrivate: true });
  expect(await isSigned(open.id)).toBe(true);
  await t.as(ada!).patch('/users/me', { isPrivate: false });
  expect([await isSigned(narrowed.id), await isSigned(open.id)]).toEqual([true, false]);
});

test('deleting a post deletes its files', async () => {
  const [ada] = await t.members(1);
  const { id } = await makePicture(t, ada!);
  const post = await t.as(ada!).post('/posts', { content: 'Gidecek', mediaIds: [id] });
  await t.as(ada!).delete(`/posts/${post.id}`);
  await t.settled();
  expect(await read(post.media[0].url)).toBe(404);
  expect((await t.as(ada!).get(`/media/${id}`)).status).toBe(404);
});

test('a draft and a scheduled post keep their files until they are published', async () => {
  const [ada] = await t.members(1);
  const [one, two] = [await makePicture(t, ada!), await makePicture(t, ada!)];
  const draft = await t.as(ada!).post('/drafts', { post: { content: 'Yarım', mediaIds: [one.id] } });
  const at = new Date(t.ctx.clock().getTime() + 3_600_000).toISOString();
  const waiting = await t
    .as(ada!)
    .post('/scheduled-posts', { post: { content: 'Birazdan', mediaIds: [two.id] }, scheduledFor: at });
  for (const id of [one.id, two.id]) expect((await t.as(ada!).get(`/media/${id}`)).use.type).toBe('draft');
  const published = await t.as(ada!).post(`/drafts/${draft.id}/publish`);
  expect(published.media[0].id).toBe(one.id);
  const second = await t.as(ada!).post(`/scheduled-posts/${waiting.id}/publish`);
  expect(second.media[0].id).toBe(two.id);
});

test('a member sets and clears the pictures of their profile', async () => {
  const [ada] = await t.members(1);
  const { id } = await makePicture(t, ada!);
  const { avatarUrl } = await t.as(ada!).put('/users/me/avatar', { mediaId: id });
  expect(await read(avatarUrl)).toBe(200);
  const post = await t.as(ada!).post('/posts', { content: 'Yeni fotoğraf' });
  expect(post.author.avatarUrl).toBe(avatarUrl);
  expect((await t.as(ada!).delete('/users/me/avatar')).avatarUrl).toBeNull();
  expect((await t.as(ada!).get(`/posts/${post.id}`)).author.avatarUrl).toBeNull();
});

test('narrowing a post, or closing its account, also revokes the public addresses of the files of its replies', async () => {
  const [ada, bora, can] = await t.members(3);
  const isSigned = async (id: string) => (await t.as(bora!).get(`/posts/${id}`)).media[0].url.includes('?');
  for (const how of ['narrowing', 'closing'] as const) {
    const post = await t.as(ada!).post('/posts', { content: 'Herkese' });
    const mediaIds = [(await makePicture(t, bora!)).id];
    const reply = await t.as(bora!).post('/posts', { content: 'Bak', replyToId: post.id, mediaIds });
    const deep = [(await makePicture(t, can!)).id];
    const deeper = await t.as(can!).post('/posts', { content: 'Bak', replyToId: reply.id, mediaIds: deep });
    const visit = async () => [await isSigned(reply.id), await isSigned(deeper.id)];
    expect(await visit()).toEqual([false, false]);
    if (how === 'narrowing') {
      for (const follower of [bora!, can!]) await t.as(follower).put(`/users/${ada!.id}/follow`);
      await t.as(ada!).patch(`/posts/${post.id}`, { visibility: 'followers' });
    } else {
      await t.as(ada!).patch('/users/me', { isPrivate: true });
      await t.settled();
    }
    expect(await visit()).toEqual([true, true]);
  }
});
