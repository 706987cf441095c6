import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonValue } from '../../platform/bus/index.ts';
import { type TestMember, type TestServer, testServer } from '../../testing/server.ts';
import { makeDirect, makeMessage } from './factory.ts';

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

/** Jobs that are due later, due now. */
const sooner = () =>
  t.ctx.pool.query('update graphile_worker._private_jobs set run_at = now() where run_at > now()');

test('a burst of messages is followed up once, and says how far the conversation has come', async () => {
  const [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  const { id } = await makeDirect(t, ayse, bora);
  const heard: JsonValue[] = [];
  const stop = await t.ctx.bus.subscribe('messaging.tide', (payload) => heard.push(payload));
  const first = await makeMessage(t, ayse, { id });
  for (let count = 0; count < 5; count++) await makeMessage(t, bora, { id });
  await t.as(ayse).patch(`/messages/${first.id}`, { content: 'Başka' });
  const { changedAt } = await t.as(bora).get(`/messages/${first.id}`);
  const { rows } = await t.ctx.pool.query(
    "select count(*)::int as waiting from graphile_worker.jobs where task_identifier = 'messaging.gather'",
  );
  expect(rows).toEqual([{ waiting: 1 }]);
  await sooner();
  await t.settled();
  await expect.poll(() => heard).toEqual([{ conversationId: id, lastSeq: 6, changedAt }]);
  await stop();
});
