import openapi from '@chitlaq/protocol/openapi.json' with { type: 'json' };
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePost } from '../../server/modules/content/factory.ts';
import { type TestMember, type TestServer, testServer } from '../../server/testing/server.ts';

type Parameter = { name: string; in: string; required?: boolean };
type Operations = Record<string, { parameters?: Parameter[] }>;

/** Every paged list, from the API document, so that new ones are tested too. */
const lists = Object.entries(openapi.paths as Record<string, Operations>)
  .filter(([, { get }]) => get?.parameters?.some(({ name }) => name === 'cursor'))
  .map(([path, { get }]) => ({
    path,
    needsQuery: get?.parameters?.some(({ name }) => name === 'q') ?? false,
  }));

let t: TestServer;
let ayse: TestMember;
let bora: TestMember;
let postId: string;
let conversationId: string;
/** Real cursors, by the path that returned them. */
const cursors: Record<string, string> = {};

beforeAll(async () => {
  t = await testServer();
  [ayse, bora] = (await t.members(2, { roles: ['owner'] })) as [TestMember, TestMember];
  const others = await t.members(2);
  const as = t.as(ayse);
  for (let index = 0; index < 3; index++) {
    const post = await makePost(t, { author: ayse, content: `Not ${index} #ders` });
    postId = post.id;
    await as.put(`/posts/${post.id}/bookmark`);
    await as.put(`/posts/${post.id}/like`);
    await t.as(bora).post('/posts', { content: `Yanıt ${index}`, replyToId: postId });
  }
  for (let index = 0; index < 2; index++)
    await t.as(bora).post('/posts', { content: 'Yanıt', replyToId: postId });
  for (const other of others) {
    await t.as(other).put(`/users/${ayse.id}/follow`);
    await t.as(other).put(`/users/${bora.id}/follow`);
    const made = await as.post('/conversations', { type: 'direct', participantIds: [other.id] });
    conversationId = made.id;
  }
  await t.settled();
  for (const url of [
    '/bookmarks',
    `/users/${ayse.id}/posts`,
    `/users/${ayse.id}/followers`,
    `/users/${bora.id}/followers`,
    `/users/${ayse.id}/likes`,
    '/hashtags/ders/posts',
    '/feed/home',
    `/posts/${postId}/thread`,
  ]) {
    const page = await as.get(`${url}?limit=1`);
    const cursor = page.nextCursor ?? page.replies?.nextCursor;
    expect(cursor, url).toEqual(expect.any(String));
    cursors[url] = cursor;
  }
});
afterAll(() => t.close());

const filled = (path: string) =>
  path
    .replace('/api/v1', '')
    .replace('{tag}', 'ders')
    .replace(
      '{id}',
      path.includes('/users/') ? ayse.id : path.includes('/conversations/') ? conversationId : postId,
    );

test('a cursor continues its own list', async () => {
  for (const [url, cursor] of Object.entries(cursors)) {
    const first = await t.as(ayse).get(`${url}?limit=1`);
    const second = await t.as(ayse).get(`${url}?limit=1&cursor=${cursor}`);
    const id = (page: typeof first) => (page.items ?? page.replies.items)[0].id;
    expect(id(second), url).not.toBe(id(first));
  }
});

test.for(lists)('a cursor of another list is refused: GET $path', async ({ path, needsQuery }) => {
  const url = filled(path);
  const query = needsQuery ? 'q=ders&' : '';
  for (const [origin, cursor] of Object.entries(cursors)) {
    if (origin === url) continue;
    const response = await t.as(ayse).get(`${url}?${query}cursor=${encodeURIComponent(cursor)}`);
    expect(response, `${origin} at ${url}`).toMatchObject({ status: 400, code: 'invalid_cursor' });
  }
  for (const made of ['', 'x', 'bm90LWEtdXVpZA', cursors['/bookmarks']?.split('.')[1] ?? '', '.....'])
    expect((await t.as(ayse).get(`${url}?${query}cursor=${made}`)).status, made).toBe(400);
});

test('a cursor of the same list with other filters is refused', async () => {
  const as = t.as(ayse);
  for (const [filter, other] of [
    ['/search/posts?q=not', '/search/posts?q=ders'],
    ['/search/posts?q=not', '/search/posts?q=not&sort=latest'],
    ['/search/posts?q=not&sort=latest', '/search/posts?q=not&sort=latest&since=2026-01-01'],
    [`/posts/${postId}/thread?order=oldest`, `/posts/${postId}/thread?order=newest`],
    ['/admin/users?q=', '/admin/users?q=a'],
  ] as const) {
    const page = await as.get(`${filter}&limit=1`);
    const cursor = encodeURIComponent(page.nextCursor ?? page.replies?.nextCursor ?? '');
    expect(cursor, filter).not.toBe('');
    expect(await as.get(`${other}&limit=1&cursor=${cursor}`), other).toMatchObject({
      code: 'invalid_cursor',
    });
    const next = await as.raw('GET', `${filter}&limit=2&cursor=${cursor}`);
    expect(next.status, filter).toBe(200);
  }
});
