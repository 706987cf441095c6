import { afterAll, expect, test } from 'vitest';
import { testServer } from '../testing/server.ts';
import type { JobTable } from './job-handlers.ts';
import { runDueJobs } from './job-runner.ts';
import { addJobs, type JobName } from './jobs.ts';

const t = await testServer();
afterAll(t.close);

const NAME = 'test.many' as JobName;
const queued = async () =>
  (
    await t.ctx.pool.query<{ payload: unknown }>(
      'select payload from graphile_worker._private_jobs order by id',
    )
  ).rows.map(({ payload }) => payload);

test('payloads share rows of the queue; each runs once, and one that fails is retried alone', async () => {
  await t.settled();
  const payloads = Array.from({ length: 45 }, (_, nr) => ({ nr }));
  await addJobs(t.ctx.db, [NAME], payloads);
  expect((await queued()).map((payload) => (payload as unknown[]).length)).toEqual([20, 20, 5]);
  const ran: number[] = [];
  let isBroken = true;
  const table = {
    [NAME]: async (_ctx: unknown, { nr }: { nr: number }) => {
      ran.push(nr);
      if (nr === 23 && isBroken) throw new Error('this one fails');
    },
  } as unknown as JobTable;
  await runDueJobs(t.ctx, t.ctx.directPool, table);
  expect(ran.sort((a, b) => a - b)).toEqual(payloads.map(({ nr }) => nr));
  expect(await queued()).toEqual([[{ nr: 23 }]]);
  isBroken = false;
  ran.length = 0;
  await t.ctx.pool.query('update graphile_worker._private_jobs set run_at = now()');
  await runDueJobs(t.ctx, t.ctx.directPool, table);
  expect(ran).toEqual([23]);
  expect(await queued()).toEqual([]);
});

test('a single payload is queued as it is, and none adds no row', async () => {
  await addJobs(t.ctx.db, [NAME], []);
  expect(await queued()).toEqual([]);
  await addJobs(t.ctx.db, [NAME], [{ nr: 1 }]);
  expect(await queued()).toEqual([{ nr: 1 }]);
  await t.ctx.pool.query('delete from graphile_worker._private_jobs');
});
