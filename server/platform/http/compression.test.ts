import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import openapi from '@chitlaq/protocol/openapi.json' with { type: 'json' };
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makePost } from '../../modules/content/factory.ts';
import { type TestMember, type TestServer, testServer } from '../../testing/server.ts';
import { hasSecret } from './compression.ts';

let t: TestServer;
let ayse: TestMember;
beforeAll(async () => {
  t = await testServer();
  [ayse] = (await t.members(1)) as [TestMember];
  for (let index = 0; index < 5; index++)
    await makePost(t, { author: ayse, content: `Ders notları, ${index}. hafta: türev ve integral` });
});
afterAll(() => t.close());

const ask = (url: string, accepted?: string, method: 'GET' | 'HEAD' = 'GET') =>
  t.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: {
      authorization: `Bearer ${ayse.accessToken}`,
      ...(accepted === undefined ? {} : { 'accept-encoding': accepted }),
    },
  });

const posts = () => `/users/${ayse.id}/posts`;

test('a long response is compressed as the client accepts it, with the same content', async () => {
  const plain = await ask(posts());
  expect(plain.headers['content-encoding']).toBeUndefined();
  for (const [accepted, encoding, decompress] of [
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ] as const) {
    const response = await ask(posts(), accepted);
    expect(response.headers['content-encoding']).toBe(encoding);
    expect(response.headers.vary).toMatch(/accept-encoding/i);
    expect(JSON.parse(decompress(response.rawPayload).toString())).toEqual(plain.json());
    expect(Number(response.headers['content-length'])).toBe(response.rawPayload.length);
    expect(response.rawPayload.length * 2).toBeLessThan(plain.rawPayload.length);
  }
  for (const accepted of ['identity', 'br;q=0, gzip;q=0', 'deflate'])
    expect((await ask(posts(), accepted)).headers['content-encoding']).toBeUndefined();
  expect((await ask(posts(), 'br', 'HEAD')).rawPayload).toHaveLength(0);
});

test('short responses and problems are not compressed', async () => {
  for (const url of ['/notifications/unread-count', '/nothing', '/posts/x'])
    expect((await ask(url, 'br, gzip')).headers['content-encoding']).toBeUndefined();
});

test('a response with a secret is never compressed', async () => {
  for (const url of ['login', 'refresh']) {
    const body =
      url === 'login'
        ? { identifier: ayse.username, password: ayse.password }
        : { refreshToken: 'x'.repeat(43) };
    const response = await t.app.inject({
      method: 'POST',
      url: `/api/v1/auth/${url}`,
      headers: { 'accept-encoding': 'br, gzip' },
      payload: { ...body, ...(url === 'login' ? { deviceName: 'd'.repeat(80) } : {}) },
    });
    expect(response.headers['content-encoding']).toBeUndefined();
  }
  expect(hasSecret(z.object({ items: z.array(z.object({ inviteToken: z.string() })) }))).toBe(true);
  expect(hasSecret(z.object({ a: z.union([z.null(), z.object({ secret: z.string() })]) }))).toBe(true);
  expect(hasSecret(z.object({ items: z.array(z.object({ content: z.string() })) }))).toBe(false);
});

test('the API document is compressed', async () => {
  expect(Object.keys(openapi.paths).length).toBeGreaterThan(50);
  const response = await ask('/openapi.json', 'br');
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-encoding']).toBe('br');
});
