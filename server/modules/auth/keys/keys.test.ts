import { afterAll, expect, test } from 'vitest';
import { testServer } from '../../../testing/server.ts';
import { keyRing } from './service.ts';

const t = await testServer();
afterAll(t.close);

test('a first key created in a transaction that is rolled back signs nothing', async () => {
  const locking = t.ctx.transaction(async (tx) => {
    await keyRing(tx);
    throw new Error('taken back');
  });
  await expect(locking).rejects.toThrow('taken back');
  const { signing } = await keyRing(t.ctx);
  const { rows } = await t.ctx.pool.query<{ kid: string }>('select kid from auth.signing_keys');
  expect(rows).toEqual([{ kid: signing.kid }]);
  expect((await keyRing(t.ctx)).signing).toBe(signing);
});
