import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonValue } from '../../../platform/bus/types.ts';
import type { Context } from '../../../platform/context.ts';
import { type TestMember, type TestServer, testServer } from '../../../testing/server.ts';
import { coalesceNow, makeDirect, makeGroup, makeMessage } from '../factory.ts';
import { coalescingSweep } from './service.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

test('a burst of messages has one follow-up, with the conversation’s position', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const { id } = await makeDirect(t, ayse, bora);
  const published: JsonValue[] = [];
  const stop = await t.ctx.bus.subscribe('messaging.positions', (payload) => published.push(payload));
  const first = await makeMessage(t, ayse, { id });
  for (let count = 0; count < 5; count++) await makeMessage(t, bora, { id });
  await t.as(ayse).patch(`/messages/${first.id}`, { content: 'Başka' });
  const { changedAt } = await t.as(bora).get(`/messages/${first.id}`);
  await t.ctx.pool.query("update messaging.position_outbox set at = now() + interval '1 minute'"); // not due yet, even on a slow machine
  await t.settled();
  expect(published).toEqual([]);
  await coalesceNow(t);
  await t.settled();
  const both = expect.toSatisfy(
    (ids: string[]) => [...ids].sort().join() === [ayse.id, bora.id].sort().join(),
  );
  await expect
    .poll(() => published)
    .toEqual([{ positions: [{ conversationId: id, lastSeq: 6, changedAt, only: both }] }]);
  await stop();
});

/** Counts the published positions of each conversation. */
async function subscribePositions() {
  const published: string[] = [];
  const stop = await t.ctx.bus.subscribe('messaging.positions', (payload) => {
    const { positions } = payload as { positions: { conversationId: string; lastSeq: number }[] };
    published.push(...positions.map(({ conversationId, lastSeq }) => `${conversationId} ${lastSeq}`));
  });
  return { heard: published, stop };
}

test('changes committed during a run are handled by the next one', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const { id } = await makeDirect(t, ayse, bora);
  await makeMessage(t, ayse, { id });
  const { heard: published, stop } = await subscribePositions();
  await t.ctx.transaction(async (tx) => {
    await makeMessage({ ctx: tx }, ayse, { id });
    await coalesceNow(t);
    await t.settled();
    await expect.poll(() => published).toEqual([`${id} 1`]);
  });
  await coalesceNow(t);
  await t.settled();
  await expect.poll(() => published).toEqual([`${id} 1`, `${id} 2`]);
  await stop();
});

test('concurrent runs handle each change once, and a failed run leaves it to the next', async () => {
  const members = (await t.members(2)) as [TestMember, TestMember];
  const groups = [];
  for (let index = 0; index < 6; index++) groups.push(await makeGroup(t, members, `Kulüp ${index}`));
  await coalesceNow(t);
  await t.settled();
  const { heard: published, stop } = await subscribePositions();
  for (const group of groups) await makeMessage(t, members[0], group);
  await coalesceNow(t);
  const failingContext = { ...t.ctx, transaction: () => Promise.reject(new Error('cut off')) };
  const interruptedContext = {
    ...t.ctx,
    transaction: <T>(work: (tx: Context) => Promise<T>) =>
      t.ctx.transaction(async (tx) => {
        await work(tx);
        throw new Error('cut off');
      }),
  };
  await expect(coalescingSweep.run(failingContext)).rejects.toThrow('cut off');
  await expect(coalescingSweep.run(interruptedContext)).rejects.toThrow('cut off');
  await expect.poll(() => published.length).toBe(6);
  await Promise.all([1, 2, 3, 4].map(() => coalescingSweep.run(t.ctx)));
  await expect.poll(() => published.length).toBe(12);
  expect(new Set(published).size).toBe(6);
  expect(await t.ctx.pool.query('select from messaging.position_outbox')).toMatchObject({ rowCount: 0 });
  await stop();
});
