import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testServer } from '../../testing/server.ts';

const t = await testServer({ RATE_LIMITS: 'on' });
afterAll(t.close);
let port: number;
beforeAll(async () => {
  port = Number(new URL(await t.app.listen({ host: '127.0.0.1', port: 0 })).port);
});

/** Sends raw bytes on a new socket and returns the response. */
const exchange = (request: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString();
    });
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
    socket.write(request);
  });

const HOST = 'Host: localhost\r\n';
test.for([
  ['an address that is too long', `GET /api/v1/feed/home?${'a'.repeat(20_000)} HTTP/1.1\r\n${HOST}\r\n`, 431],
  [
    'a header that is too long',
    `GET /api/v1/feed/home HTTP/1.1\r\n${HOST}X: ${'a'.repeat(20_000)}\r\n\r\n`,
    431,
  ],
  ['not HTTP', '\u0016\u0003\u0001\r\n\r\n', 400],
  ['an unknown method', `FOO /api/v1/posts HTTP/1.1\r\n${HOST}\r\n`, 400],
  [
    'two lengths',
    `POST /api/v1/posts HTTP/1.1\r\n${HOST}Content-Length: 1\r\nContent-Length: 2\r\n\r\na`,
    400,
  ],
] as const)('%s is refused with a problem document', async ([, request, status]) => {
  const [head = '', body = ''] = (await exchange(request)).split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toContain('Content-Type: application/problem+json');
  expect(JSON.parse(body)).toMatchObject({ status, code: 'bad_request', requestId: expect.any(String) });
});

test('a malformed or invalid request counts towards the general rate limit', async () => {
  const ask = (body: string) =>
    t.anyone.raw('POST', '/auth/login', {
      body,
      headers: { 'content-type': 'application/json' },
      ip: '203.0.113.7',
    });
  const left = async (body: string) => Number((await ask(body)).headers['ratelimit-remaining']);
  const before = await left('{');
  expect(before).toBeGreaterThan(0);
  expect([await left('{'), await left('{"no":"field"}'), await left('{')]).toEqual([
    before - 1,
    before - 2,
    before - 3,
  ]);
});

test('a member is counted by their account, whatever the address', async () => {
  const [ayse, bora] = await t.members(2);
  const left = async (member: typeof ayse, ip: string) =>
    Number((await t.as(member!).raw('GET', '/users/me', { ip })).headers['ratelimit-remaining']);
  expect(await left(ayse, '203.0.113.8')).toBe(599);
  expect(await left(ayse, '203.0.113.9')).toBe(598);
  expect(await left(bora, '203.0.113.9')).toBe(599);
});
