import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { exampleCount } from '../../../testing/depth.ts';
import { holdLock } from '../../../testing/held-lock.ts';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePicture, picture } from '../../media/factory.ts';
import { makeDirect, makeMessage } from '../../messaging/factory.ts';
import { makeFollow } from '../../social/factory.ts';
import { makePost } from '../factory.ts';
import { jobs as schedulingJobs } from '../scheduling/jobs.ts';
import { Post } from '../schemas.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A site: the handler of each path, and every request. */
const handlers: Record<string, Handler> = {};
const requests: IncomingMessage[] = [];
const site = createServer((request, response) => {
  requests.push(request);
  const handler = handlers[request.url ?? ''];
  if (handler) handler(request, response);
  else response.writeHead(404, { 'content-type': 'text/html' }).end('<title>Yok</title>');
});
await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
const host = `127.0.0.1:${(site.address() as AddressInfo).port}`; // bound to a port
const origin = `http://${host}`;
const t = await testServer({ PREVIEW_LOCAL_ADDRESSES: host, MEDIA_MIN_FREE_MB: '1' });
afterAll(async () => {
  await t.close();
  site.closeAllConnections();
  await new Promise((resolve) => site.close(resolve));
});

let count = 0;
/** Adds a path to the site. @returns its URL */
function serve(handler: Handler): string {
  count += 1;
  handlers[`/yol-${count}`] = handler;
  return `${origin}/yol-${count}`;
}
const page = (head: string) =>
  serve((_, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(head));
const file = (type: string, bytes: Buffer) =>
  serve((_, response) => response.writeHead(200, { 'content-type': type }).end(bytes));
const pageWithPicture = (title: string, pictureUrl: string) =>
  page(`<title>${title}</title><meta property="og:image" content="${pictureUrl}">`);
const wide = await picture(900, 500).jpeg().toBuffer();
/** The requests of a URL. */
const requestsOf = (url: string) => requests.filter((request) => `${origin}${request.url}` === url);
const requestCount = (url: string) => requestsOf(url).length;

const two = async () => (await t.members(2)) as [TestMember, TestMember];
const publish = (member: TestMember, content: string, more: object = {}) =>
  t.as(member).post('/posts', { content, ...more });
/** A post as a member sees it. */
const read = (member: TestMember, { id }: { id: string }) => t.as(member).get(`/posts/${id}`);
const previewOf = async (member: TestMember, post: { id: string }): Promise<Post['linkPreview']> =>
  (await read(member, post)).linkPreview;
/** The preview of a link in a new post. */
async function previewOfNew(url: string): Promise<Post['linkPreview']> {
  const [ayse] = await two();
  const post = await publish(ayse, `Bak: ${url}`);
  await t.settled();
  return previewOf(ayse, post);
}
const get = (url: string) => t.app.inject({ method: 'GET', url });
/** The status of a picture, for somebody without an account. */
const statusOf = async (url: string | undefined) => (await get(url ?? '')).statusCode;

test('a post gets the preview of its first link, a moment after it is published, wherever it is shown', async () => {
  const [ayse, bora] = await two();
  await makeFollow(t, bora, ayse);
  const pictureUrl = file('image/jpeg', wide);
  const url = page(`<title>Sekme</title><meta property="og:title" content="Bahar şenliği">
    <meta name="description" content="Çimlerde"><meta property="og:site_name" content="Çınar">
    <meta property="og:image" content="${new URL(pictureUrl).pathname}">`);
  const other = page('<title>İkinci</title>');
  const post = await publish(ayse, `Gelin ${url}#program ve ${other} #şenlikkartı`);
  expect(post.linkPreview).toBeUndefined();
  expect(requestCount(url)).toBe(0);
  await t.settled();
  const shown = Post.strict().parse(await read(bora, post));
  expect(shown).toMatchObject({ content: post.content, entities: post.entities, editedAt: null });
  expect(shown.linkPreview).toEqual({
    url: `${url}#program`,
    host: '127.0.0.1',
    title: 'Bahar şenliği',
    description: 'Çimlerde',
    siteName: 'Çınar',
    picture: { url: expect.stringMatching(/^\/uploads\//), width: 288, height: 288 },
  });
  expect(requestCount(other)).toBe(0);

  // The same in every list.
  const lists: [string, (body: never) => { id: string; linkPreview?: unknown }[]][] = [
    ['/feed/home', ({ items }: { items: [] }) => items],
    [`/users/${ayse.id}/posts`, ({ items }: { items: [] }) => items],
    [`/posts/${post.id}/thread`, ({ post: focus }: { post: never }) => [focus]],
    [`/hashtags/${encodeURIComponent('şenlikkartı')}/posts`, ({ items }: { items: [] }) => items],
    [`/search/posts?q=${encodeURIComponent('şenlikkartı')}`, ({ items }: { items: [] }) => items],
  ];
  for (const [path, itemsOf] of lists) {
    const items = itemsOf((await t.as(bora).get(path)) as never);
    expect(
      items.find(({ id }) => id === post.id),
      path,
    ).toMatchObject({ linkPreview: shown.linkPreview });
  }

  // The picture comes from this server and is made of nothing but pixels.
  const response = await get(shown.linkPreview?.picture?.url ?? '');
  expect(response.statusCode).toBe(200);
  expect(response.headers).toMatchObject({
    'content-type': 'image/webp',
    'x-content-type-options': 'nosniff',
  });
  expect(await sharp(response.rawPayload).metadata()).toMatchObject({
    format: 'webp',
    width: 288,
    height: 288,
  });
  // The site learns nothing of the member.
  for (const { headers } of [...requestsOf(url), ...requestsOf(pictureUrl)]) {
    expect(headers['user-agent']).toMatch(/^ChitLaq link preview/);
    expect(Object.keys(headers).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  }
  expect([requestCount(url), requestCount(pictureUrl)]).toEqual([1, 1]);
});

test('only those who may read a post see its preview', async () => {
  const [ayse, bora] = await two();
  const [can, moderator] = [...(await t.members(1)), ...(await t.members(1, { roles: ['moderator'] }))] as [
    TestMember,
    TestMember,
  ];
  await makeFollow(t, bora, ayse);
  const post = await publish(ayse, page('<title>Takipçilere</title>'), { visibility: 'followers' });
  await t.settled();
  for (const member of [ayse, bora])
    expect(await previewOf(member, post)).toMatchObject({ title: 'Takipçilere' });
  for (const member of [can, moderator])
    expect(await t.as(member).raw('GET', `/posts/${post.id}`)).toMatchObject({ status: 404 });
  expect(await t.anyone.raw('GET', `/posts/${post.id}`)).toMatchObject({ status: 401 });
});

test('files, a poll and a quoted post take the place of a preview', async () => {
  const [ayse] = await two();
  const url = pageWithPicture('Yer yok', file('image/jpeg', wide));
  const quoted = await makePost(t, { author: ayse, content: `Alıntı ${page('<title>Alıntılanan</title>')}` });
  const media = await makePicture(t, ayse);
  const posts = [
    await publish(ayse, url, { mediaIds: [media.id] }),
    await publish(ayse, url, { poll: { options: ['Evet', 'Hayır'] } }),
    await publish(ayse, url, { quoteOfId: quoted.id }),
  ];
  await t.settled();
  for (const post of posts) expect(await previewOf(ayse, post)).toBeUndefined();
  expect(requestCount(url)).toBe(0);
  // A quoted post is shown without its preview.
  expect(await previewOf(ayse, quoted)).toMatchObject({ title: 'Alıntılanan' });
  expect((await read(ayse, posts[2])).quoteOf).not.toHaveProperty('linkPreview');
});

test('a post without a link enqueues nothing', async () => {
  const [ayse] = await two();
  await t.settled();
  await publish(ayse, 'Merhaba');
  const { rows } = await t.ctx.pool.query(
    `select 1 from graphile_worker.jobs where task_identifier = 'content.previewLink'`,
  );
  expect(rows).toEqual([]);
});

test('a link to this campus is not fetched', async () => {
  const campus = await testServer({ PUBLIC_URL: origin, PREVIEW_LOCAL_ADDRESSES: host });
  try {
    const [ayse] = (await campus.members(1)) as [TestMember];
    const url = page('<title>Kendi sayfamız</title>');
    const post = await campus.as(ayse).post('/posts', { content: url });
    await campus.settled();
    expect(await campus.as(ayse).get(`/posts/${post.id}`)).not.toHaveProperty('linkPreview');
    expect(requestCount(url)).toBe(0);
  } finally {
    await campus.close();
  }
});

test('a page is fetched when the post is published: not for a draft, a pending or a scheduled post', async () => {
  const [ayse] = await two();
  const url = page('<title>Beklenen</title>');
  expect(await t.as(ayse).post('/drafts', { post: { content: url } })).toHaveProperty('id');
  const scheduledFor = new Date(Date.now() + 3_600_000).toISOString();
  expect(
    await t.as(ayse).post('/scheduled-posts', { post: { content: url }, scheduledFor }),
  ).not.toHaveProperty('code');
  const pending = await t.as(ayse).post('/pending-posts', { content: url });
  expect(pending.preview).not.toHaveProperty('linkPreview');
  await t.settled();
  expect(requestCount(url)).toBe(0);
  t.clock.advance(60_000);
  await schedulingJobs['content.publishPending']!(t.ctx, { id: pending.id });
  await t.settled();
  t.clock.advance(-60_000);
  const { items } = await t.as(ayse).get(`/users/${ayse.id}/posts`);
  expect(items).toMatchObject([{ content: url, linkPreview: { title: 'Beklenen' } }]);
});

test('an edit replaces the preview and its picture; the same link keeps them', async () => {
  const [ayse, bora] = await two();
  const [first, second] = [
    pageWithPicture('İlk', file('image/jpeg', wide)),
    pageWithPicture('Sonra', file('image/png', await picture(300, 300, '#123456').png().toBuffer())),
  ];
  const post = await publish(ayse, first);
  await t.settled();
  const before = await previewOf(bora, post);
  expect(before).toMatchObject({ title: 'İlk', picture: {} });

  const kept = await t.as(ayse).patch(`/posts/${post.id}`, { content: `Yine ${first}` });
  expect(kept.linkPreview).toEqual(before);
  await t.as(ayse).patch(`/posts/${post.id}`, { contentWarning: 'Uyarı' });
  await t.settled();
  expect(await previewOf(bora, post)).toEqual(before);
  expect(requestCount(first)).toBe(1);

  const edited = await t.as(ayse).patch(`/posts/${post.id}`, { content: `Şimdi ${second}` });
  expect(edited).not.toHaveProperty('linkPreview');
  expect(await previewOf(bora, post)).toBeUndefined();
  await t.settled();
  const after = await previewOf(bora, post);
  expect(after).toMatchObject({ title: 'Sonra', url: second });
  expect(await statusOf(after?.picture?.url)).toBe(200);

  // A picture of the author takes its place, until it is removed.
  const media = await makePicture(t, ayse);
  expect(await t.as(ayse).patch(`/posts/${post.id}`, { mediaIds: [media.id] })).not.toHaveProperty(
    'linkPreview',
  );
  await t.as(ayse).patch(`/posts/${post.id}`, { mediaIds: [] });
  await t.settled();
  expect(await previewOf(bora, post)).toMatchObject({ title: 'Sonra' });
  expect(requestCount(second)).toBe(1);

  expect(await t.as(ayse).patch(`/posts/${post.id}`, { content: 'Bağlantısız' })).not.toHaveProperty(
    'linkPreview',
  );
  await t.settled();
  expect(await previewOf(bora, post)).toBeUndefined();
});

test('a picture is served as long as a post or the cache has it', async () => {
  const [ayse, bora] = await two();
  const url = pageWithPicture('Paylaşılan', file('image/webp', await picture(400, 300).webp().toBuffer()));
  const [mine, theirs] = [await publish(ayse, url), await publish(bora, url)];
  await t.settled();
  const pictureUrl = (await previewOf(ayse, mine))?.picture?.url;
  expect(await previewOf(bora, theirs)).toMatchObject({ picture: { url: pictureUrl } });
  const expireCache = async () => {
    t.clock.advance(25 * 3_600_000);
    await t.ctx.jobs.add('content.cleanUpLinkedPages', {});
    await t.settled();
    t.clock.advance(-25 * 3_600_000);
  };
  await t.as(ayse).delete(`/posts/${mine.id}`);
  await expireCache();
  await t.ctx.jobs.add('media.eraseOrphans', {});
  await t.settled();
  expect(await statusOf(pictureUrl)).toBe(200);
  expect(await previewOf(bora, theirs)).toMatchObject({ picture: { url: pictureUrl } });
  await t.as(bora).delete(`/posts/${theirs.id}`);
  expect(await statusOf(pictureUrl)).toBe(404);
  await t.settled();
  const { rows } = await t.ctx.pool.query(
    'select name from media.stored_files where name = split_part($1, $2, 4)',
    [pictureUrl, '/'],
  );
  expect(rows).toEqual([]);
});

test('a deletion, by the author or by a moderator, deletes the preview', async () => {
  const [ayse] = await two();
  const [moderator] = (await t.members(1, { roles: ['moderator'] })) as [TestMember];
  for (const deleter of [ayse, moderator]) {
    const post = await publish(ayse, page('<title>Silinecek</title>'));
    await t.settled();
    expect(await t.as(deleter).raw('DELETE', `/posts/${post.id}`)).toMatchObject({ status: 204 });
    const { rows } = await t.ctx.pool.query('select link_preview from content.posts where id = $1', [
      post.id,
    ]);
    expect(rows).toEqual([{ link_preview: null }]);
  }
});

test('nothing is fetched for a post that is deleted, or whose author is suspended, before its job runs', async () => {
  const [ayse, bora] = await two();
  const url = page('<title>Geç kaldı</title>');
  const [deleted, hidden] = [await publish(ayse, url), await publish(bora, url)];
  await t.as(ayse).delete(`/posts/${deleted.id}`);
  await t.ctx.pool.query(`update auth.users set status = 'suspended' where id = $1`, [bora.id]);
  await t.settled();
  expect(requestCount(url)).toBe(0);
  const { rows } = await t.ctx.pool.query('select link_preview from content.posts where id = any($1)', [
    [deleted.id, hidden.id],
  ]);
  expect(rows).toEqual([{ link_preview: null }, { link_preview: null }]);
});

test('an edit while the page is being fetched wins', async () => {
  const [ayse] = await two();
  let held: ServerResponse | undefined;
  const slow = serve((_, response) => {
    held = response;
  });
  const post = await publish(ayse, slow);
  const settling = t.settled();
  await expect.poll(() => held).toBeDefined();
  await t.as(ayse).patch(`/posts/${post.id}`, { content: page('<title>Yeni</title>') });
  held?.writeHead(200, { 'content-type': 'text/html' }).end('<title>Eski</title>');
  await settling;
  await t.settled();
  expect(await previewOf(ayse, post)).toMatchObject({ title: 'Yeni' });
});

test.for([
  ['is deleted', `deleted_at = now(), content = '', entities = '[]'`],
  ['gets another text', `content = 'Bağlantısız', entities = '[]'`],
  ['gets a picture', 'has_media = true'],
])('a post that %s right before its preview is added gets none', async ([, change]) => {
  const [ayse] = await two();
  const url = pageWithPicture('Yarış', file('image/jpeg', wide));
  await previewOfNew(url); // cached
  const post = await publish(ayse, url);
  const lock = await holdLock(t, `update content.posts set ${change} where id = $1`, [post.id]);
  const settling = t.settled();
  await lock.waitForBlocked(1);
  await lock.release();
  await settling;
  const { rows } = await t.ctx.pool.query(
    `select link_preview as preview, exists (select from media.link_pictures where holder_id = id) as "hasPicture"
     from content.posts where id = $1`,
    [post.id],
  );
  expect(rows).toEqual([{ preview: null, hasPicture: false }]);
});

test('a member who switches previews off gets none on their posts, and sees those of others', async () => {
  const [ayse, bora] = await two();
  expect(await t.as(ayse).get('/writing-preferences')).toEqual({ undoSeconds: 10, linkPreviews: true });
  expect(await t.as(ayse).patch('/writing-preferences', { linkPreviews: false })).toEqual({
    undoSeconds: 10,
    linkPreviews: false,
  });
  expect(await t.as(ayse).patch('/writing-preferences', { undoSeconds: 5 })).toEqual({
    undoSeconds: 5,
    linkPreviews: false,
  });
  const url = page('<title>Kapalı</title>');
  const mine = await publish(ayse, url);
  await t.settled();
  expect(requestCount(url)).toBe(0);
  const theirs = await publish(bora, url);
  await t.settled();
  expect(await previewOf(bora, mine)).toBeUndefined();
  expect(await previewOf(ayse, theirs)).toMatchObject({ title: 'Kapalı' });
  expect(await t.as(ayse).patch('/writing-preferences', {})).toMatchObject({ linkPreviews: false });
  await t.as(ayse).patch('/writing-preferences', { linkPreviews: true });
  const later = await publish(ayse, url);
  await t.settled();
  expect(await previewOf(bora, later)).toMatchObject({ title: 'Kapalı' });
});

test('posts and messages share one fetch a day; only posts fetch the picture', async () => {
  const [ayse, bora] = await two();
  const conversation = await makeDirect(t, ayse, bora);
  const pictureUrl = file('image/jpeg', wide);
  const url = pageWithPicture('Ortak', pictureUrl);
  const sent = await makeMessage(t, ayse, conversation, url);
  await t.settled();
  const { preview } = await t.as(bora).get(`/messages/${sent.id}`);
  expect(preview).toMatchObject({ title: 'Ortak' });
  expect(preview).not.toHaveProperty('picture');
  expect(requestCount(pictureUrl)).toBe(0);
  const posts = [await publish(ayse, url), await publish(bora, url)];
  await t.settled();
  for (const post of posts)
    expect(await previewOf(bora, post)).toMatchObject({ title: 'Ortak', picture: {} });
  expect([requestCount(url), requestCount(pictureUrl)]).toEqual([1, 1]);
});

test('twenty pages per member are read in a minute, for posts and messages together', async () => {
  const strict = await testServer({
    PREVIEW_LOCAL_ADDRESSES: host,
    RATE_LIMITS: 'on',
    MEDIA_MIN_FREE_MB: '1',
  });
  try {
    const [ayse, bora] = (await strict.members(2)) as [TestMember, TestMember];
    const conversation = await makeDirect(strict, ayse, bora);
    for (let index = 0; index < 18; index += 1)
      await makeMessage(strict, ayse, conversation, page(`<title>Sel ${index}</title>`));
    await strict.settled();
    const posts = [];
    for (let index = 0; index < 5; index += 1)
      posts.push(await strict.as(ayse).post('/posts', { content: page(`<title>Gönderi ${index}</title>`) }));
    await strict.settled();
    const shown = await Promise.all(posts.map(({ id }) => strict.as(bora).get(`/posts/${id}`)));
    // Two queues, so which of them is not known.
    expect(shown.filter(({ linkPreview }) => linkPreview !== undefined)).toHaveLength(2);
  } finally {
    await strict.close();
  }
});

const png = await picture(400, 400).png().toBuffer();
const unusable: [what: string, pictureUrl: () => string][] = [
  ['a missing one', () => `${origin}/yok.png`],
  [
    'an SVG',
    () =>
      file('image/svg+xml', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"/>')),
  ],
  [
    'an SVG that claims to be a PNG',
    () => file('image/png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"/>')),
  ],
  ['a page', () => file('image/png', Buffer.from('<html><script>alert(1)</script>'))],
  ['half a picture', () => file('image/png', png.subarray(0, png.length / 2))],
  [
    'a tracking pixel',
    () =>
      file(
        'image/png',
        Buffer.from(
          'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
          'base64',
        ),
      ),
  ],
  ['more than 4 MiB', () => file('image/png', Buffer.concat([png, Buffer.alloc(4 * 1024 * 1024)]))],
  ['a private address', () => 'http://169.254.169.254/latest/meta-data/'],
  ['another port of this machine', () => 'http://127.0.0.1:9/a.png'],
  ['a data URL', () => `data:image/png;base64,${png.toString('base64').slice(0, 200)}`],
  ['a local file', () => 'file:///etc/passwd'],
  ['a broken URL', () => 'http://[kirik'],
];
test.for(unusable)(
  'a picture that cannot be shown (%s) is left out, and asked for once',
  async ([, pictureUrl]) => {
    const source = pictureUrl();
    const url = pageWithPicture('Resimsiz', source);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const preview = await previewOfNew(url);
      expect(preview).toMatchObject({ title: 'Resimsiz' });
      expect(preview).not.toHaveProperty('picture');
    }
    expect(requestCount(source)).toBeLessThanOrEqual(1);
  },
);

test.for([
  ['image/jpeg', () => wide],
  ['image/gif', () => picture(200, 120).gif().toBuffer()],
  ['image/webp', () => picture(120, 500).webp().toBuffer()],
  // Sites often declare another type of picture.
  ['image/png', () => wide],
] as const)('a picture that is declared as %s becomes a square WebP', async ([type, bytes]) => {
  const preview = await previewOfNew(pageWithPicture('Resimli', file(type, await bytes())));
  const { url = '', width = 0, height } = preview?.picture ?? {};
  expect(width).toBe(height);
  expect(await sharp((await get(url)).rawPayload).metadata()).toMatchObject({
    format: 'webp',
    width,
    height,
  });
});

test('a page that failed is requested again, and the post gets its preview then', async () => {
  const [ayse] = await two();
  let isUp = false;
  const url = serve((_, response) =>
    isUp
      ? response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Geri geldi</title>')
      : response.writeHead(503).end(),
  );
  const post = await publish(ayse, url);
  await t.settled();
  expect(await previewOf(ayse, post)).toBeUndefined();
  isUp = true;
  const { rowCount } = await t.ctx.pool.query(
    `update graphile_worker._private_jobs job set run_at = now() from graphile_worker._private_tasks task
     where task.id = job.task_id and task.identifier = 'content.previewLink' and run_at > now()`,
  );
  expect(rowCount).toBe(1);
  await t.settled();
  expect(await previewOf(ayse, post)).toMatchObject({ title: 'Geri geldi' });
});

test('after any edits, a post shows the preview of the first link of its text, unless it has files', {
  timeout: 120_000,
}, async () => {
  const urls = [
    page('<title>Bir</title>'),
    pageWithPicture('İki', file('image/jpeg', wide)),
    page('Başlıksız'),
  ];
  const titles = ['Bir', 'İki', undefined];
  const [ayse, bora] = await two();
  const edit = fc.record({
    links: fc.array(fc.nat(urls.length - 1), { maxLength: 3 }),
    hasPicture: fc.boolean(),
    settles: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
      const post = await publish(ayse, `Başla ${urls[0]}`);
      let nr = 0;
      for (const { links, hasPicture, settles } of edits) {
        if (settles) await t.settled();
        nr += 1;
        const mediaIds = hasPicture ? [(await makePicture(t, ayse)).id] : [];
        const content = `Metin ${nr} ${links.map((link) => urls[link]).join(' ')}`;
        expect(await t.as(ayse).patch(`/posts/${post.id}`, { content, mediaIds })).toMatchObject({
          id: post.id,
        });
      }
      await t.settled();
      const { links, hasPicture } = edits.at(-1)!;
      const title = hasPicture || links[0] === undefined ? undefined : titles[links[0]];
      const preview = await previewOf(bora, post);
      expect(preview?.title).toBe(title);
      if (preview?.picture) expect(await statusOf(preview.picture.url)).toBe(200);
    }),
    { numRuns: exampleCount(12) },
  );
});
