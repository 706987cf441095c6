import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePicture } from '../../media/factory.ts';
import { PostHistory } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const two = async () => (await t.members(2)) as [TestMember, TestMember];
const read = async (url: string) => (await t.app.inject({ method: 'GET', url })).statusCode;
const idsOf = (media: { id: string }[]) => media.map(({ id }) => id);
/** A post with `count` pictures. */
async function makePostWithPicture(author: TestMember, count: number, more: object = {}) {
  const mediaIds: string[] = [];
  while (mediaIds.length < count) mediaIds.push((await makePicture(t, author)).id);
  const post = await t.as(author).post('/posts', { content: 'Çınaraltı', mediaIds, ...more });
  return { post, mediaIds };
}
const history = async (reader: TestMember, id: string) =>
  PostHistory.parse(await t.as(reader).get(`/posts/${id}/history`)).items.map(({ media }) => idsOf(media));

test('an edit adds, removes and reorders files, and the history keeps those of each version', async () => {
  const [ayse, bora] = await two();
  const {
    post,
    mediaIds: [a = '', b = ''],
  } = await makePostWithPicture(ayse, 2);
  const { id: added } = await makePicture(t, ayse);
  const change = (mediaIds: string[]) => t.as(ayse).patch(`/posts/${post.id}`, { mediaIds });

  const swapped = await change([b, a]);
  expect(idsOf(swapped.media)).toEqual([b, a]);
  expect(swapped.editedAt).not.toBeNull();
  expect(idsOf((await change([added, a])).media)).toEqual([added, a]);
  expect(await history(bora, post.id)).toEqual([
    [added, a],
    [b, a],
    [a, b],
  ]);
  // A removed file can still be read from the history, and can be attached again.
  const { items } = await t.as(bora).get(`/posts/${post.id}/history`);
  expect(await read(items[1].media[0].url)).toBe(200);
  expect(idsOf((await change([b])).media)).toEqual([b]);
  expect(idsOf((await t.as(bora).get(`/posts/${post.id}`)).media)).toEqual([b]);
});

test('the same files make no version, and a change of the text alone leaves the files', async () => {
  const [ayse] = await two();
  const { post, mediaIds } = await makePostWithPicture(ayse, 2);
  expect(await t.as(ayse).patch(`/posts/${post.id}`, { mediaIds })).toEqual(post);
  const edited = await t.as(ayse).patch(`/posts/${post.id}`, { content: 'Yalnız söz' });
  expect(edited.media).toEqual(post.media);
  expect(await history(ayse, post.id)).toEqual([mediaIds, mediaIds]);
});

test('a post without text keeps at least one file; a post without files needs text', async () => {
  const [ayse] = await two();
  const { post } = await makePostWithPicture(ayse, 1, { content: '' });
  const bare = { mediaIds: [] };
  expect(await t.as(ayse).patch(`/posts/${post.id}`, bare)).toMatchObject({ code: 'empty_post' });
  const worded = await t.as(ayse).patch(`/posts/${post.id}`, { ...bare, content: 'Sözle' });
  expect(worded).toMatchObject({ content: 'Sözle', media: [] });
  const { id } = await makePicture(t, ayse);
  expect((await t.as(ayse).patch(`/posts/${post.id}`, { content: '', mediaIds: [id] })).media).toHaveLength(
    1,
  );
});

test('another’s file, a file of another post and five files are refused, and nothing changes', async () => {
  const [ayse, bora] = await two();
  const { post, mediaIds } = await makePostWithPicture(ayse, 1);
  const elsewhere = await makePostWithPicture(ayse, 2);
  const attached = elsewhere.mediaIds[0] ?? '';
  // Also a file that only the history of another post contains.
  const past = elsewhere.mediaIds[1] ?? '';
  await t.as(ayse).patch(`/posts/${elsewhere.post.id}`, { mediaIds: [attached] });
  const many = [];
  for (let count = 0; count < 5; count += 1) many.push((await makePicture(t, ayse)).id);
  const refused = async (ids: string[]) =>
    (await t.as(ayse).patch(`/posts/${post.id}`, { content: 'Başka', mediaIds: ids })).code;
  expect(await refused([...mediaIds, (await makePicture(t, bora)).id])).toBe('media_not_found');
  expect(await refused([attached])).toBe('media_already_attached');
  expect(await refused([past])).toBe('media_already_attached');
  expect(await refused(many)).toBe('too_many_media');
  expect(await t.as(ayse).get(`/posts/${post.id}`)).toEqual(post);
  expect((await t.as(ayse).get(`/media/${many[0]}`)).use).toBeNull();
});

test('files of the history only have signed addresses, follow the post’s audience, and are deleted with it', async () => {
  const [ayse, bora] = await two();
  const { post } = await makePostWithPicture(ayse, 1);
  const past = async () => (await t.as(ayse).get(`/posts/${post.id}/history`)).items.at(-1).media[0];
  await t.as(ayse).patch(`/posts/${post.id}`, { mediaIds: [] });
  const isSigned = async () => (await past()).url.includes('?');
  expect(await isSigned()).toBe(true);
  await t.as(ayse).patch(`/posts/${post.id}`, { visibility: 'followers' });
  expect(await isSigned()).toBe(true);
  expect(await t.as(bora).get(`/posts/${post.id}/history`)).toMatchObject({ code: 'post_not_found' });

  const { id, url } = await past();
  expect(await t.as(ayse).delete(`/media/${id}`)).toMatchObject({ code: 'media_in_use' });
  await t.as(ayse).delete(`/posts/${post.id}`);
  await t.settled();
  expect(await read(url)).toBe(404);
  expect((await t.as(ayse).get(`/media/${id}`)).status).toBe(404);
});

test('a file of the history is not unused: the hourly clean-up leaves it', async () => {
  const [ayse] = await two();
  const { post, mediaIds } = await makePostWithPicture(ayse, 2);
  await t.as(ayse).patch(`/posts/${post.id}`, { mediaIds: mediaIds.slice(1) });
  const { id: orphan } = await makePicture(t, ayse);
  t.clock.advance(49 * 3_600_000);
  await t.ctx.jobs.add('media.cleanUp', {});
  await t.settled();
  t.clock.advance(-49 * 3_600_000);
  expect(await history(ayse, post.id)).toEqual([mediaIds.slice(1), mediaIds]);
  expect((await t.as(ayse).get(`/media/${orphan}`)).status).toBe(404);
});
