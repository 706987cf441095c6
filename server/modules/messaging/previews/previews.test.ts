import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makeBlock } from '../../social/factory.ts';
import { makeDirect, makeMessage } from '../factory.ts';
import { Message } from '../schemas.ts';

/** A site: the handler of each path, and how often it was requested. */
const pages: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {};
const requestedPaths: string[] = [];
const site = createServer((request, response) => {
  const path = request.url ?? '';
  requestedPaths.push(path);
  const page = pages[path];
  if (page) page(request, response);
  else response.writeHead(404, { 'content-type': 'text/html' }).end('<title>Yok</title>');
});
await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
const host = `127.0.0.1:${(site.address() as AddressInfo).port}`; // bound to a port
const origin = `http://${host}`;
const t = await testServer({ PREVIEW_LOCAL_ADDRESSES: host });
afterAll(async () => {
  await t.close();
  site.closeAllConnections();
  await new Promise((resolve) => site.close(resolve));
});

let count = 0;
/** Adds a page to the site. @returns its URL */
function page(answer: string | ((request: IncomingMessage, response: ServerResponse) => void)): string {
  count += 1;
  const path = `/sayfa-${count}`;
  pages[path] =
    typeof answer === 'string'
      ? (_, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(answer)
      : answer;
  return `${origin}${path}`;
}
const requestCount = (url: string) => requestedPaths.filter((path) => url.endsWith(path)).length;

const startConversation = async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  return { ayse, bora, conversation: await makeDirect(t, ayse, bora) };
};
const getMessage = async (member: TestMember, { id }: { id: string }) => t.as(member).get(`/messages/${id}`);
/** The preview of a link in a new message. */
async function previewOf(url: string): Promise<Message['preview']> {
  const { ayse, bora, conversation } = await startConversation();
  const sent = await makeMessage(t, ayse, conversation, `Bak: ${url}`);
  await t.settled();
  return (await getMessage(bora, sent)).preview;
}

test('a link gets a preview from its page, a moment after the message', async () => {
  const { ayse, bora, conversation } = await startConversation();
  const url = page('<title>Bahar şenliği</title><meta name="description" content="Çimlerde">');
  const sent = await makeMessage(t, ayse, conversation, `Gel: ${url}#program ve ${origin}/ikinci`);
  expect(sent.preview).toBeNull();
  await t.settled();
  const now = Message.strict().parse(await getMessage(bora, sent));
  expect(now).toMatchObject({
    content: sent.content,
    preview: {
      url: `${url}#program`,
      host: '127.0.0.1',
      title: 'Bahar şenliği',
      description: 'Çimlerde',
      siteName: null,
    },
    editedAt: null,
    changedAt: expect.any(String),
  });
  expect(requestedPaths).not.toContain('/ikinci');
  // An absent device learns of it like of any change.
  const missed = await t.as(bora).post('/conversations/sync', {
    conversations: { [conversation.id]: sent.seq },
    since: sent.createdAt,
  });
  expect(missed.items).toMatchObject([{ id: sent.id, preview: { title: 'Bahar şenliği' } }]);
});

test('a text without a link requests nothing', async () => {
  const { ayse, conversation } = await startConversation();
  await makeMessage(t, ayse, conversation, 'Merhaba');
  const { rows } = await t.ctx.pool.query(
    `select 1 from graphile_worker.jobs where task_identifier = 'messaging.preview'`,
  );
  expect(rows).toEqual([]);
});

test('a page is requested once a day, no matter how many members link to it, and then deleted from the cache', async () => {
  const url = page('<title>Bir kez</title>');
  expect((await previewOf(url))?.title).toBe('Bir kez');
  expect((await previewOf(url))?.title).toBe('Bir kez');
  expect(requestCount(url)).toBe(1);
  const countCached = 'select count(*)::int as count from content.linked_pages where url_hash = sha256($1)';
  expect((await t.ctx.pool.query(countCached, [url])).rows).toEqual([{ count: 1 }]);
  t.clock.advance(25 * 3_600_000);
  await t.ctx.jobs.add('content.cleanUpLinkedPages', {});
  await t.settled();
  expect((await t.ctx.pool.query(countCached, [url])).rows).toEqual([{ count: 0 }]);
  await previewOf(url);
  expect(requestCount(url)).toBe(2);
});

test('a member who switches previews off sends none, and gets those of others', async () => {
  const { ayse, bora, conversation } = await startConversation();
  await t.as(ayse).patch('/conversations/settings', { linkPreviews: false });
  expect(await t.as(ayse).get('/conversations/settings')).toMatchObject({ linkPreviews: false });
  const url = page('<title>Kapalı</title>');
  const [mine, theirs] = [
    await makeMessage(t, ayse, conversation, url),
    await makeMessage(t, bora, conversation, url),
  ];
  await t.settled();
  expect((await getMessage(bora, mine)).preview).toBeNull();
  expect((await getMessage(ayse, theirs)).preview).toMatchObject({ title: 'Kapalı' });
});

test('an edit replaces the preview, and a deletion removes it', async () => {
  const { ayse, bora, conversation } = await startConversation();
  const [firstUrl, secondUrl] = [page('<title>İlk</title>'), page('<title>Sonra</title>')];
  const sent = await makeMessage(t, ayse, conversation, firstUrl);
  await t.settled();
  await t.as(ayse).patch(`/messages/${sent.id}`, { content: secondUrl });
  expect((await getMessage(bora, sent)).preview).toBeNull();
  await t.settled();
  expect((await getMessage(bora, sent)).preview).toMatchObject({ title: 'Sonra' });
  await t.as(ayse).delete(`/messages/${sent.id}`);
  expect(await getMessage(bora, sent)).toMatchObject({ content: '', preview: null });
  const { rows } = await t.ctx.pool.query('select preview from messaging.messages where id = $1', [sent.id]);
  expect(rows).toEqual([{ preview: null }]);
});

test('a message deleted before its page is read stays deleted', async () => {
  const { ayse, conversation } = await startConversation();
  const url = page('<title>Geç kaldı</title>');
  const sent = await makeMessage(t, ayse, conversation, url);
  await t.as(ayse).delete(`/messages/${sent.id}`);
  await t.settled();
  expect(requestCount(url)).toBe(0);
  expect((await getMessage(ayse, sent)).preview).toBeNull();
});

test('a blocked member sees the preview of their message, which reaches nobody', async () => {
  const { ayse, bora, conversation } = await startConversation();
  await makeBlock(t, bora, ayse);
  const sent = await makeMessage(t, ayse, conversation, page('<title>Engelli</title>'));
  await t.settled();
  expect((await getMessage(ayse, sent)).preview).toMatchObject({ title: 'Engelli' });
  expect(await getMessage(bora, sent)).toMatchObject({ redacted: true, content: '', preview: null });
});

const redirect = (location: string) =>
  page((_, response) => response.writeHead(302, { location }).end('<title>Yol</title>'));

test('three redirects are followed, a fourth is not', async () => {
  const three = redirect(redirect(redirect(page('<title>Sonunda</title>'))));
  expect((await previewOf(three))?.title).toBe('Sonunda');
  expect(await previewOf(redirect(three))).toBeNull();
  const redirectLoop = page((request, response) => response.writeHead(307, { location: request.url }).end());
  expect(await previewOf(redirectLoop)).toBeNull();
});

test('a redirect may contain non-ASCII characters, as in browsers', async () => {
  pages[encodeURI('/şenlik')] = (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Şenlik</title>');
  // UTF-8 bytes, which an HTTP header carries as Latin-1.
  const bytes = Buffer.from('/şenlik').toString('latin1');
  expect((await previewOf(redirect(bytes)))?.title).toBe('Şenlik');
  expect((await previewOf(redirect(encodeURI('/şenlik'))))?.title).toBe('Şenlik');
  // Latin-1 that is not valid UTF-8 is kept.
  pages[encodeURI('/café')] = pages[encodeURI('/şenlik')] as (typeof pages)[string];
  expect((await previewOf(redirect('/caf\u00e9')))?.title).toBe('Şenlik');
});

test.for(['identity', 'Identity', ''])('the content encoding "%s" means no compression', async (encoding) => {
  const url = page((_, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html', 'content-encoding': encoding })
      .end('<title>Açık</title>'),
  );
  expect((await previewOf(url))?.title).toBe('Açık');
});

test('a redirect to a private address is not followed', async () => {
  const inner = createServer((request, response) => {
    requestedPaths.push(`inner ${request.url}`);
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>İç sayfa</title>');
  });
  await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve));
  const { port } = inner.address() as AddressInfo; // bound to a port
  try {
    for (const location of [
      `http://127.0.0.1:${port}/gizli`,
      `https://127.0.0.1:${port}/gizli`,
      `//127.0.0.1:${port}/gizli`,
      `http://localhost:${port}/gizli`,
      'http://169.254.169.254/latest/meta-data/',
      'https://[::ffff:127.0.0.1]/',
      'file:///etc/passwd',
      `https://user:word@${host}/`,
      'http://[kirik',
    ])
      expect(await previewOf(redirect(location)), location).toBeNull();
    expect(requestedPaths.filter((path) => path.startsWith('inner'))).toEqual([]);
  } finally {
    await new Promise((resolve) => inner.close(resolve));
  }
});

test('only the beginning of a huge page is read', async () => {
  let sent = 0;
  const chunk = Buffer.alloc(64 * 1024, 'a');
  const url = page((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.write('<title>Kocaman</title><body>');
    const more = () => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length;
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  });
  // The page never ends, so an answer shows that reading stopped.
  expect((await previewOf(url))?.title).toBe('Kocaman');
  expect(sent).toBeLessThan(64 * 1024 * 1024);
});

test('a page that times out or breaks off has no preview', { timeout: 20_000 }, async () => {
  let isSlow = true;
  const slow = page((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.write('<title>Yavaş</title>');
    if (!isSlow) response.end();
  });
  expect(await previewOf(slow)).toBeNull();
  isSlow = false; // The other tests would wait for each further try.
  const broken = page((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': '1000' });
    response.write('<title>Yarım</title>', () => response.destroy());
  });
  expect(await previewOf(broken)).toBeNull();
});

test.for([
  ['a picture', 200, { 'content-type': 'image/png' }],
  ['a text', 200, { 'content-type': 'text/plain' }],
  ['no type', 200, {}],
  ['a compressed body', 200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }],
  ['a failure', 500, { 'content-type': 'text/html' }],
] as const)('a page with %s has no preview', async ([, status, headers]) => {
  expect(
    await previewOf(page((_, response) => response.writeHead(status, headers).end('<title>Olmaz</title>'))),
  ).toBeNull();
});

test('hostile markup is shown as plain text', async () => {
  const shown = await previewOf(
    page(
      `<title>a</title><meta property="og:title" content="&lt;script&gt;alert(1)&lt;/script&gt;&#0;&#x202e;son">`,
    ),
  );
  expect(shown?.title).toBe('<script>alert(1)</script>\ufffdson');
});

test('addresses of this machine are requested in these tests only', async () => {
  const guardedServer = await testServer();
  try {
    const [ayse, bora] = (await guardedServer.members(2)) as [TestMember, TestMember];
    const conversation = await makeDirect(guardedServer, ayse, bora);
    const url = page('<title>İçeride</title>');
    const internalUrls = [
      url,
      'https://169.254.169.254/latest/meta-data/',
      'https://[::1]/',
      'https://localhost/',
    ];
    const sent = [];
    for (const text of internalUrls) sent.push(await makeMessage(guardedServer, ayse, conversation, text));
    await guardedServer.settled();
    for (const { id } of sent)
      expect((await guardedServer.as(bora).get(`/messages/${id}`)).preview).toBeNull();
    expect(requestCount(url)).toBe(0);
  } finally {
    await guardedServer.close();
  }
});

test('twenty pages per member and thirty per host are read in a minute; the messages are sent anyway', async () => {
  const strict = await testServer({ PREVIEW_LOCAL_ADDRESSES: host, RATE_LIMITS: 'on' });
  try {
    const [ayse, bora] = (await strict.members(2)) as [TestMember, TestMember];
    const conversation = await makeDirect(strict, ayse, bora);
    /** Sends links to new pages. @returns how many of them got a preview */
    const shown = async (member: TestMember, messageCount: number) => {
      const sent = [];
      for (let index = 0; index < messageCount; index += 1)
        sent.push(await makeMessage(strict, member, conversation, page(`<title>Sel ${index}</title>`)));
      await strict.settled();
      const now = await Promise.all(sent.map(({ id }) => strict.as(ayse).get(`/messages/${id}`)));
      expect(now.every(({ content }) => content.startsWith('http'))).toBe(true);
      return now.filter(({ preview }) => preview !== null).length;
    };
    expect(await shown(ayse, 22)).toBe(20);
    // A member without earlier links is limited only by the host.
    expect(await shown(bora, 12)).toBe(10);
  } finally {
    await strict.close();
  }
});

/** Runs delayed jobs now. @returns how many there are */
async function runDelayedJobsNow(): Promise<number> {
  const { rowCount } = await t.ctx.pool.query(
    `update graphile_worker._private_jobs job set run_at = now()
     from graphile_worker._private_tasks task
     where task.id = job.task_id and task.identifier = 'messaging.preview' and run_at > now()`,
  );
  return rowCount ?? 0;
}

const failing: [how: string, fail: (request: IncomingMessage, response: ServerResponse) => void][] = [
  ['500', (_, response) => response.writeHead(500).end()],
  [
    '503',
    (_, response) => response.writeHead(503, { 'content-type': 'text/html' }).end('<title>Bakım</title>'),
  ],
  ['429', (_, response) => response.writeHead(429).end()],
  ['403', (_, response) => response.writeHead(403).end()],
  ['a broken connection', (_, response) => response.destroy()],
];

test.for(failing)(
  'a page that failed once (%s) is requested again, for the sender and for others',
  async ([, fail]) => {
    let isUp = false;
    const url = page((request, response) =>
      isUp
        ? response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Geri geldi</title>')
        : fail(request, response),
    );
    const { ayse, bora, conversation } = await startConversation();
    const sent = await makeMessage(t, ayse, conversation, url);
    await t.settled();
    expect((await getMessage(bora, sent)).preview).toBeNull();
    isUp = true;
    expect((await previewOf(url))?.title).toBe('Geri geldi');
    await runDelayedJobsNow();
    await t.settled();
    expect((await getMessage(bora, sent)).preview).toMatchObject({ title: 'Geri geldi' });
    expect(requestCount(url)).toBe(2);
  },
);

test('a page that keeps failing is requested ever more rarely, once for all messages with the link, and then only for new messages', async () => {
  const url = page((_, response) => response.writeHead(502).end());
  const { ayse, conversation } = await startConversation();
  for (let count = 0; count < 4; count++) await makeMessage(t, ayse, conversation, url);
  await t.settled();
  const first = requestCount(url);
  expect(first).toBeLessThanOrEqual(2);
  const pauses: number[] = [];
  for (let round = 1; round < 20; round++) {
    const { rows } = await t.ctx.pool.query<{ pause: number }>(
      'select extract(epoch from retry_at - fetched_at)::int as pause from content.linked_pages where url_hash = sha256($1)',
      [url],
    );
    pauses.push(rows[0]?.pause ?? 0);
    if ((await runDelayedJobsNow()) === 0) break;
    await t.settled();
  }
  expect([...new Set(pauses)]).toEqual([120, 600, 3_600, 21_600]);
  expect(requestCount(url)).toBe(5);
  // A new link after the delay causes a request.
  expect(await previewOf(url)).toBeNull();
  expect(requestCount(url)).toBe(5);
  t.clock.advance(7 * 3_600_000);
  await previewOf(url);
  expect(requestCount(url)).toBe(6);
});

test.for([
  ['404', 404, {}],
  ['410', 410, {}],
  ['nothing to show', 200, { 'content-type': 'text/html' }],
  ['a picture', 200, { 'content-type': 'image/png' }],
] as const)('an answer with %s is cached for a day', async ([, status, headers]) => {
  const url = page((_, response) => response.writeHead(status, headers).end());
  for (let count = 0; count < 2; count++) expect(await previewOf(url)).toBeNull();
  expect(await runDelayedJobsNow()).toBe(0);
  expect(requestCount(url)).toBe(1);
});

test('an XHTML page is parsed', async () => {
  const url = page((_, response) =>
    response
      .writeHead(200, { 'content-type': 'application/xhtml+xml; charset=utf-8' })
      .end(
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title><![CDATA[Şık & ağ]]></title></head></html>',
      ),
  );
  expect((await previewOf(url))?.title).toBe('Şık & ağ');
});
