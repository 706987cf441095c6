import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestServer, testServer } from '../testing/server.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer({ DATABASE_POOL: '2' });
});
afterAll(() => t.close());

test('in a rush some are told at once to come again, and all others are answered', async () => {
  const held: pg.PoolClient[] = [await t.ctx.pool.connect(), await t.ctx.pool.connect()];
  let refused = 0;
  const answers = Array.from({ length: 600 }, async () => {
    const answer = await t.anyone.raw('GET', '/auth/universities');
    if (answer.status === 503) refused += 1;
    return answer;
  });
  await expect.poll(() => refused).toBe(200);
  for (const client of held) client.release();
  const statuses = (await Promise.all(answers)).map((answer) => answer.status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(400);
  const [first] = (await Promise.all(answers)).filter((answer) => answer.status === 503);
  expect(first).toMatchObject({ body: { code: 'unavailable' }, headers: { 'retry-after': '2' } });
});
