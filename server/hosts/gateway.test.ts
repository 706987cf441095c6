import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { DEFAULT_CAMPUS } from '@chitlaq/text/campus';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestMember, type TestServer, testServer } from '../testing/server.ts';
import { gateway } from './gateway.ts';
import type { HttpProcess } from './http.ts';
import { campusHeader, readCampusHeader } from './pages/campus.ts';
import type { Pages } from './pages/pages.ts';

/** The web role as the gateway sees it: a process that answers every path with a page. */
let pages: Server;
let lastHeaders: IncomingHttpHeaders = {};
let t: TestServer;
let member: TestMember;
beforeAll(async () => {
  pages = createServer((request, response) => {
    lastHeaders = request.headers;
    response.setHeader('content-type', 'text/html');
    response.setHeader('cache-control', 'public, max-age=0');
    response.end('<!doctype html><title>page</title>');
  });
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  t = await testServer({ WEB_URL: `http://127.0.0.1:${(pages.address() as AddressInfo).port}` });
  [member] = (await t.members(1)) as [TestMember];
});
afterAll(async () => {
  await t.close();
  pages.close();
});

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
const ask = (method: Method, url: string) =>
  t.app.inject({ method, url, headers: { authorization: `Bearer ${member.accessToken}` } });

describe('unknown API paths get a problem document, with pages mounted', () => {
  test('the process with the pages learns the campus from the gateway, whatever the client says', async () => {
    const forged = campusHeader({
      version: 9,
      settings: { ...DEFAULT_CAMPUS.settings, shortName: { tr: 'Sahte', en: 'Forged' } },
    });
    for (const url of ['/home', '/status']) {
      await t.app.inject({ url, headers: { 'x-campus': forged, accept: 'text/html' } });
      expect(readCampusHeader(lastHeaders['x-campus'])).toMatchObject(DEFAULT_CAMPUS);
    }
  });

  test('a page is still a page', async () => {
    const answer = await ask('GET', '/messages');
    expect(answer.headers['content-type']).toBe('text/html');
    expect(answer.headers['cache-control']).toBe('public, max-age=0');
  });

  test.for([
    '/api',
    '/api/',
    '/api?x=1',
    '/api/v1',
    '/api/v2/posts',
    '/api/v1/nothing',
    '/api/v1/posts/x/y/z/w',
    '/api/v1/%2e%2e/admin',
    '/uploads',
    '/uploads/a',
    '/ws',
    '/ws/nothing',
    '/health/nothing',
    '/metrics/',
    '/dev/nothing',
  ])('404 not_found: GET %s', async (url) => {
    const answer = await ask('GET', url);
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({ status: 404, code: 'not_found', requestId: expect.any(String) });
  });

  test.for<[Method, string, string]>([
    ['DELETE', '/api/v1/posts', 'POST'],
    ['POST', '/api/v1/feed/home', 'GET, HEAD'],
    ['PUT', '/api/v1/auth/login', 'POST'],
    ['POST', '/api/v1/users/me', 'DELETE, GET, HEAD, PATCH'],
    ['GET', '/api/v1/auth/login', 'POST'],
    ['POST', '/health', 'GET, HEAD'],
    ['DELETE', '/ready', 'GET, HEAD'],
    ['PUT', '/status', 'GET, HEAD'],
    ['PATCH', '/metrics', 'GET, HEAD'],
    ['POST', '/dev/mail', 'GET, HEAD'],
  ])('405 method_not_allowed: %s %s allows %s', async ([method, url, allow]) => {
    const answer = await ask(method, `${url}?x=1`);
    expect(answer.statusCode).toBe(405);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({ status: 405, code: 'method_not_allowed' });
    const allowed = String(answer.headers.allow).split(', ');
    for (const name of allow.split(', ').filter((name) => name !== 'DELETE')) expect(allowed).toContain(name);
    expect(allowed).not.toContain(method);
  });
});

test.for(['gzip', 'br', 'x-gzip, identity'])('a body with content encoding %s is refused', async (coding) => {
  const answer = await t.app.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    headers: { 'content-type': 'application/json', 'content-encoding': coding },
    payload: gzipSync('{"identifier":"a","password":"b"}'),
  });
  expect(answer.statusCode).toBe(415);
  expect(answer.headers['accept-encoding']).toBe('identity');
  expect(answer.json()).toMatchObject({ code: 'unsupported_media_type' });
});

describe('API answers are not cached', () => {
  test.for([
    '/api/v1/auth/me',
    '/api/v1/feed/home',
    '/api/v1/conversations',
    '/api/v1/notifications',
    '/api/v1/nothing',
    '/status',
    '/metrics',
    '/dev/mail',
    // Other spellings of the same path, and paths that the router refuses.
    '/%61pi/v1/auth/me',
    '/a%70i/v1/conversations',
    '/%73tatus',
    '/d%65v/mail',
    '/uploads/nothing',
    '/%75ploads/nothing',
    '/%ff',
    '/api/v1/users/%ff',
  ])('%s', async (url) => {
    expect((await ask('GET', url)).headers['cache-control']).toBe('no-store');
  });

  test('a sign-in with tokens in its body, and a refusal', async () => {
    const refused = await t.app.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      payload: { identifier: 'kimse', password: 'yanlış' },
    });
    expect(refused.headers['cache-control']).toBe('no-store');
    const [ayse] = await t.members(1);
    const signedIn = await t.app.inject({
      method: 'POST',
      url: '/%61pi/v1/auth/login',
      payload: { identifier: ayse!.username, password: ayse!.password },
    });
    expect(signedIn.json()).toHaveProperty('accessToken');
    expect(signedIn.headers['cache-control']).toBe('no-store');
  });

  test('answers that are the same for everybody may be cached', async () => {
    expect((await ask('GET', '/api/v1/openapi.json')).headers['cache-control']).toBe('public, max-age=300');
    expect((await ask('GET', '/api/v1/auth/jwks.json')).headers['cache-control']).toBe('public, max-age=300');
  });
});

describe('apps that the gateway serves itself', () => {
  const pagesOf =
    (app: string): Pages =>
    async ({ method, url }) => ({
      status: url.includes('nothing') ? 404 : 200,
      headers: { 'content-type': 'text/html', 'content-security-policy': `script-src '${app}'` },
      body: Buffer.from(url.includes('empty') ? '' : `${app} ${method} ${url}`),
    });
  let withApps: HttpProcess;
  beforeAll(async () => {
    const config = { ...t.ctx.config, webUrl: undefined };
    withApps = await gateway({ ...t.ctx, config }, [], { web: pagesOf('web'), admin: pagesOf('admin') });
  });
  afterAll(() => withApps.app.close());

  test.for<[url: string, app: string]>([
    ['/', 'web'],
    ['/home?x=%20&y', 'web'],
    ['/u/a%2Fb', 'web'],
    ['/administrator', 'web'],
    ['/admin', 'admin'],
    ['/admin?tab=1', 'admin'],
    ['/admin/members/nothing', 'admin'],
  ])('%s is a page of %s', async ([url, app]) => {
    const answer = await withApps.app.inject({ url });
    expect([answer.statusCode, answer.payload]).toEqual([
      url.includes('nothing') ? 404 : 200,
      `${app} GET ${url}`,
    ]);
    expect(answer.headers).toMatchObject({
      'content-security-policy': `script-src '${app}'`,
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.any(String),
    });
    expect((await withApps.app.inject({ method: 'POST', url })).payload).toBe(`${app} POST ${url}`);
  });

  test('/status is JSON for programs, and a page for a browser and for Next’s router', async () => {
    const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    for (const { app } of [withApps, t]) {
      for (const headers of [{}, { accept: '*/*' }, { accept: 'application/json' }])
        expect((await app.inject({ url: '/status?x=1', headers })).json()).toMatchObject({ status: 'ok' });
      for (const headers of [browser, { accept: '*/*', rsc: '1' }]) {
        const answer = await app.inject({ url: '/status?x=1', headers });
        expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html']);
      }
      expect((await app.inject({ method: 'HEAD', url: '/status', headers: browser })).statusCode).toBe(200);
      const refused = await app.inject({ method: 'POST', url: '/status', headers: browser });
      expect([refused.statusCode, refused.json().code]).toEqual([405, 'method_not_allowed']);
      const unknown = await app.inject({ url: '/status/nothing', headers: browser });
      expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'not_found']);
    }
    const page = await withApps.app.inject({ url: '/status', headers: browser });
    expect([page.payload, page.headers.vary]).toEqual(['web GET /status', expect.stringMatching(/accept$/)]);
  });

  test('a page without a body, and HEAD', async () => {
    expect((await withApps.app.inject({ url: '/empty' })).payload).toBe('');
    const head = await withApps.app.inject({ method: 'HEAD', url: '/home' });
    expect([head.statusCode, head.payload]).toEqual([200, '']);
  });

  test.for(['/api/nothing', '/uploads/nothing', '/ws/nothing', '/dev/nothing'])(
    '%s is no page',
    async (url) => {
      expect((await withApps.app.inject({ url })).headers['content-type']).toMatch(
        /^application\/problem\+json/,
      );
    },
  );
});
