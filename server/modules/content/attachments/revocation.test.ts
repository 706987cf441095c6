import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { makePicture } from '../../media/factory.ts';

let t: TestServer;
/** Another process that serves the same files. */
let otherProcess: TestServer;
beforeAll(async () => {
  t = await testServer({ MEDIA_MIN_FREE_MB: '1' });
  otherProcess = await testServer({ DATABASE_URL: t.databaseUrl, DATA_DIR: t.ctx.config.dataDir });
});
afterAll(async () => {
  await otherProcess.close();
  await t.close();
});

const status = async (server: TestServer, url: string) =>
  (await server.app.inject({ method: 'GET', url })).statusCode;

interface PublishedMedia {
  author: TestMember;
  reader: TestMember;
  admin: TestMember;
  postId: string;
  mediaId: string;
  /** Every public address of the file. */
  urls: string[];
}

async function publishMedia(more: object = {}): Promise<PublishedMedia> {
  const [author, reader] = (await t.members(2)) as [TestMember, TestMember];
  const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  const { id: mediaId } = await makePicture(t, author);
  const post = await t.as(author).post('/posts', { content: 'Çınaraltı', mediaIds: [mediaId], ...more });
  const [{ url, previewUrl }] = post.media;
  return { author, reader, admin, postId: post.id, mediaId, urls: [url, previewUrl] };
}

/** Lets every process serve the addresses once, so that each has them in its cache. */
async function warmCaches({ urls }: Pick<PublishedMedia, 'urls'>): Promise<void> {
  for (const url of urls) for (const server of [t, otherProcess]) expect(await status(server, url)).toBe(200);
}

/**
 * Expects the addresses to be revoked: in this process with the answer to the change, in other processes as
 * soon as the message arrives.
 */
async function expectRevoked({ urls }: Pick<PublishedMedia, 'urls'>): Promise<void> {
  for (const url of urls) expect(await status(t, url)).toBe(404);
  for (const url of urls) await expect.poll(() => status(otherProcess, url), { timeout: 5_000 }).toBe(404);
}

const narrow = ({ author, postId }: PublishedMedia, change: object) =>
  t.as(author).patch(`/posts/${postId}`, change);

describe('a public address is revoked when', () => {
  test.for<[string, (shown: PublishedMedia) => Promise<unknown>]>([
    ['the post is narrowed to followers', (shown) => narrow(shown, { visibility: 'followers' })],
    ['the post is narrowed to the university', (shown) => narrow(shown, { visibility: 'university' })],
    ['the account is made private', ({ author }) => t.as(author).patch('/users/me', { isPrivate: true })],
    ['the post is deleted', ({ author, postId }) => t.as(author).delete(`/posts/${postId}`)],
    ['a moderator deletes the post', ({ admin, postId }) => t.as(admin).delete(`/posts/${postId}`)],
    [
      'an edit removes the picture',
      async (shown) => narrow(shown, { mediaIds: [(await makePicture(t, shown.author)).id] }),
    ],
    [
      'the author is suspended',
      ({ admin, author }) => t.as(admin).put(`/admin/users/${author.id}/suspend`, { reason: 'Deneme' }),
    ],
  ])('%s', async ([, change]) => {
    const shown = await publishMedia();
    await warmCaches(shown);
    expect(((await change(shown)) as { status?: unknown } | undefined)?.status).not.toBeTypeOf('number');
    await expectRevoked(shown);
  });

  test('an avatar or a header is replaced, cleared, or its member suspended', async () => {
    for (const part of ['avatar', 'header'] as const) {
      const [member] = (await t.members(1)) as [TestMember];
      const set = async () => {
        const { id } = await makePicture(t, member);
        const profile = await t.as(member).put(`/users/me/${part}`, { mediaId: id });
        return { urls: [profile[`${part}Url`] as string] };
      };
      const [first] = [await set()];
      await warmCaches(first);
      const second = await set();
      await expectRevoked(first);
      await warmCaches(second);
      await t.as(member).delete(`/users/me/${part}`);
      await expectRevoked(second);
      const third = await set();
      await warmCaches(third);
      const [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
      await t.as(admin).put(`/admin/users/${member.id}/suspend`, { reason: 'Deneme' });
      await expectRevoked(third);
    }
  });
});

test('the public address works again once the account opens, and viewers of the post read the file meanwhile', async () => {
  const shown = await publishMedia();
  const { author, reader, postId, urls } = shown;
  await t.as(reader).put(`/users/${author.id}/follow`);
  await warmCaches(shown);
  const seen = async (): Promise<string> => (await t.as(reader).get(`/posts/${postId}`)).media[0].url;
  await t.as(author).patch('/users/me', { isPrivate: true });
  await expectRevoked(shown);
  const signed = await seen();
  expect(signed).toContain('signature=');
  expect(await status(t, signed)).toBe(200);
  await t.as(author).patch('/users/me', { isPrivate: false });
  expect(await seen()).toBe(urls[0]);
  await warmCaches(shown);
});

test('a picture that an edit removed is read from the history by a signed address, and is public again once it is back', async () => {
  const shown = await publishMedia();
  const { reader, postId, mediaId, urls } = shown;
  await narrow(shown, { mediaIds: [], content: 'Yalnız söz' });
  const { items } = await t.as(reader).get(`/posts/${postId}/history`);
  const { url } = items.at(-1).media[0];
  expect(url).toContain('signature=');
  expect(await status(t, url)).toBe(200);
  expect(await status(t, urls[0] ?? '')).toBe(404);
  await narrow(shown, { mediaIds: [mediaId] });
  expect(await status(t, urls[0] ?? '')).toBe(200);
});

test('if the message about a narrowing is lost, the address stops working within ten seconds', async () => {
  const shown = await publishMedia();
  await warmCaches(shown);
  await t.ctx.pool.query(`update content.posts set visibility = 'followers' where id = $1`, [shown.postId]);
  for (const server of [t, otherProcess]) server.clock.advance(10_000);
  for (const server of [t, otherProcess])
    for (const url of shown.urls) expect(await status(server, url)).toBe(404);
});

test('the picture of a group is only read by signed addresses', async () => {
  const [owner, member, stranger] = (await t.members(3)) as [TestMember, TestMember, TestMember];
  const group = await t
    .as(owner)
    .post('/conversations', { type: 'group', participantIds: [member.id], name: 'Proje' });
  const { id } = await makePicture(t, owner);
  const { avatarUrl } = await t.as(owner).patch(`/conversations/${group.id}`, { mediaId: id });
  expect(avatarUrl).toContain('signature=');
  expect(await status(t, avatarUrl)).toBe(200);
  const { token } = await t.as(owner).post(`/conversations/${group.id}/invites`, {});
  const look = await t.as(stranger).post('/conversations/invites/preview', { token });
  expect(look.avatarUrl).toBe(avatarUrl);
  const { rows } = await t.ctx.pool.query<{ avatar_url: string }>(
    'select avatar_url from messaging.conversations where id = $1',
    [group.id],
  );
  expect(await status(t, rows[0]?.avatar_url ?? '')).toBe(404);
  await t.as(owner).patch(`/conversations/${group.id}`, { mediaId: null });
  expect(await status(t, avatarUrl)).toBe(404);
});

test('no shared cache stores a public file, and a browser revalidates it after a minute', async () => {
  const { urls } = await publishMedia();
  const first = await t.app.inject({ method: 'GET', url: urls[0] ?? '' });
  expect(first.headers['cache-control']).toBe('private, max-age=60');
  const headers = { 'if-none-match': String(first.headers.etag) };
  const again = await t.app.inject({ method: 'GET', url: urls[0] ?? '', headers });
  expect({ status: again.statusCode, caching: again.headers['cache-control'] }).toEqual({
    status: 304,
    caching: 'private, max-age=60',
  });
});
