import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { servePages, withScriptHashes } from './pages.ts';

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'";
const INLINE = 'self.__next_f.push([1,"Çınar"])';
const HTML = `<!doctype html><script src="/a.js" async=""></script><script>${INLINE}</script><p>${'ç'.repeat(2_000)}</p>`;

test.for<[string, string[]]>([
  [`<script>${INLINE}</script>`, [INLINE]],
  ['<script id="a" type="module">x</script><script>y\n</script >', ['x', 'y\n']],
  ['<script src="/a.js"></script><script async src="/b.js"></script><scripts>no</scripts>', []],
  ['<SCRIPT>x</SCRIPT><script>x</script>', ['x']],
  ['<script></script>', ['']],
  ['<p>nothing</p>', []],
])('%s', ([html, scripts]) => {
  const sources = ["script-src 'self'", ...scripts.map(hashOf)].join(' ');
  expect(withScriptHashes(POLICY, html)).toBe(POLICY.replace("script-src 'self'", sources));
});

/** Behaves like Next: sets headers first, writes chunks, and sets caching headers. */
const app = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
  if (incoming.url !== '/without-policy') response.setHeader('content-security-policy', POLICY);
  response.setHeader('vary', 'rsc, next-router-state-tree');
  if (incoming.url === '/_next/static/a.js') {
    response.setHeader('cache-control', 'public, max-age=31536000, immutable');
    response.end('file');
    return;
  }
  if (incoming.url === '/broken') {
    response.writeHead(500, 'Broken', ['content-type', 'text/html']).end('');
    return;
  }
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 's-maxage=31536000',
    'content-length': Buffer.byteLength(HTML),
    etag: '"x"',
  });
  response.flushHeaders();
  const bytes = Buffer.from(HTML);
  response.write(bytes.subarray(0, 100));
  response.write(bytes.subarray(100).toString('latin1'), 'latin1', () => response.end());
};

let server: Server;
beforeAll(async () => {
  const handle = servePages(app, (path) => path.startsWith('/_next/static/'));
  server = createServer((incoming, response) => void handle(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void server.close());

const fetchPage = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<{ status: number; headers: Record<string, string>; body: Buffer }>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    request({ port, path, headers, method, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as Record<string, string>,
          body: Buffer.concat(parts),
        }),
      );
    })
      .on('error', reject)
      .end();
  });

test('a page keeps its policy if an equal one was sent without', async () => {
  expect((await fetchPage('/without-policy')).headers['content-security-policy']).toBeUndefined();
  expect((await fetchPage('/home')).headers['content-security-policy']).toContain(hashOf(INLINE));
});

test('a page allows its own inline scripts by hash, in every encoding', async () => {
  for (const [accepted, encoding, decode] of [
    ['', undefined, (body: Buffer) => body],
    ['gzip, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ] as const) {
    for (let turn = 0; turn < 2; turn++) {
      const { status, headers, body } = await fetchPage('/home', { 'accept-encoding': accepted });
      expect(status).toBe(200);
      expect(headers['content-encoding']).toBe(encoding);
      expect(headers['content-security-policy']).toContain(`script-src 'self' ${hashOf(INLINE)};`);
      expect(headers['content-length']).toBe(String(body.length));
      expect(decode(body).toString()).toBe(HTML);
    }
  }
});

test('no shared cache may store a page, because its language varies', async () => {
  for (const headers of [{}, { rsc: '1' }, { 'if-none-match': '"x"' }] as Record<string, string>[]) {
    const answer = await fetchPage('/home', headers);
    expect(answer.headers['cache-control']).toBe('private, no-cache');
    expect(answer.headers.vary).toMatch(/^rsc, next-router-state-tree, .*accept-language, cookie/);
  }
  const file = await fetchPage('/_next/static/a.js');
  expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

test.for(['"x"', 'W/"x"', '"a", "x"'])(
  'a page whose etag is in %s is unchanged, and keeps its policy',
  async (ifNoneMatch) => {
    const [answer, page] = [
      await fetchPage('/home', { 'if-none-match': ifNoneMatch }),
      await fetchPage('/home'),
    ];
    expect(answer.status).toBe(304);
    expect(answer.body).toHaveLength(0);
    expect(answer.headers).not.toHaveProperty('content-length');
    for (const name of ['content-security-policy', 'etag', 'cache-control'])
      expect(answer.headers[name], name).toBe(page.headers[name]);
  },
);

test('a changed page is sent whole', async () => {
  const answer = await fetchPage('/home', {
    'if-none-match': '"y"',
    'if-modified-since': 'Mon, 01 Jan 2035 00:00:00 GMT',
  });
  expect([answer.status, answer.body.toString()]).toEqual([200, HTML]);
});

test('HEAD has the headers of GET and no body', async () => {
  const [head, get] = [await fetchPage('/home', {}, 'HEAD'), await fetchPage('/home')];
  expect(head.body).toHaveLength(0);
  for (const name of ['content-security-policy', 'content-length', 'cache-control', 'content-type'])
    expect(head.headers[name], name).toBe(get.headers[name]);
});

test('an empty answer keeps its status', async () => {
  const answer = await fetchPage('/broken');
  expect([answer.status, answer.headers['content-type'], answer.body.length]).toEqual([500, 'text/html', 0]);
});
