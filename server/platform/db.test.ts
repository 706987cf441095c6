import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestServer, testServer } from '../testing/server.ts';
import { isUnavailable } from './db.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer({ DATABASE_POOL: '2' });
});
afterAll(() => t.close());

test('in a burst, requests beyond the queue get 503 at once, and all others are answered', async () => {
  const clients: pg.PoolClient[] = [await t.ctx.pool.connect(), await t.ctx.pool.connect()];
  let refused = 0;
  const responses = Array.from({ length: 600 }, async () => {
    const response = await t.anyone.raw('GET', '/auth/universities');
    if (response.status === 503) refused += 1;
    return response;
  });
  await expect.poll(() => refused).toBe(200);
  for (const client of clients) client.release();
  const statuses = (await Promise.all(responses)).map((response) => response.status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(400);
  const [first] = (await Promise.all(responses)).filter((response) => response.status === 503);
  expect(first).toMatchObject({ body: { code: 'unavailable' }, headers: { 'retry-after': '2' } });
});

test.for([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  // A stopped container loses its name too.
  'ENOTFOUND',
  'EAI_AGAIN',
  '57P01',
  '08006',
  // PgBouncer, when it cannot reach its server.
  '08P01',
  // The disk is full.
  '53100',
])('a database that fails with %s is unavailable, which is not the query’s fault', (code) => {
  expect(isUnavailable(Object.assign(new Error('failed'), { code }))).toBe(true);
});

test.for(['23505', '42601', '22021', 'ENOENT', undefined])(
  'one that fails with %s is not unavailable',
  (code) => {
    expect(isUnavailable(Object.assign(new Error('failed'), { code }))).toBe(false);
  },
);
