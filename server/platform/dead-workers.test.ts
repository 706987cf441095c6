import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestServer, testServer } from '../testing/server.ts';
import { watchDeadWorkers } from './dead-workers.ts';
import { runWorker } from './job-runner.ts';

declare module './jobs.ts' {
  interface JobPayloads {
    'test.wait': unknown;
  }
}

let t: TestServer;
beforeAll(async () => {
  t = await testServer();
});
afterAll(() => t.close());

/** A job that is locked by a worker of this name. */
async function inHandOf(worker: string): Promise<() => Promise<string | null>> {
  const { rows } = await t.ctx.pool.query<{ id: string }>(
    `select id from graphile_worker.add_job('test.wait', '{}'::json)`,
  );
  const id = rows[0]?.id;
  await t.ctx.pool.query(
    'update graphile_worker._private_jobs set locked_by = $1, locked_at = now() where id = $2',
    [worker, id],
  );
  return async () => {
    const found = await t.ctx.pool.query('select locked_by from graphile_worker.jobs where id = $1', [id]);
    return found.rows[0].locked_by;
  };
}

test("a killed worker's job is released at the second scan, and a live worker's job is not touched", async () => {
  const watch = watchDeadWorkers(t.ctx);
  const other = watchDeadWorkers(t.ctx);
  other.register('worker-living');
  await other.scan();
  const [deadJob, ownJob] = [await inHandOf('worker-killed'), await inHandOf('worker-living')];
  await watch.scan();
  expect([await deadJob(), await ownJob()]).toEqual(['worker-killed', 'worker-living']);
  await watch.scan();
  expect([await deadJob(), await ownJob()]).toEqual([null, 'worker-living']);

  // The lock is lost with the connection. One scan misses it, and then it is taken again.
  const admin = new pg.Client(t.databaseUrl);
  await admin.connect();
  const { rows: ended } = await admin.query<{
    pid: number;
  }>(`select pid, pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'chitlaq workers alive' and datname = current_database()`);
  const left = 'select from pg_stat_activity where pid = any($1)';
  const isGone = async () => (await admin.query(left, [ended.map(({ pid }) => pid)])).rowCount === 0;
  await expect.poll(isGone).toBe(true);
  const third = watchDeadWorkers(t.ctx);
  await third.scan();
  const locks = `select from pg_locks where locktype = 'advisory' and objid = hashtext('worker-living')::oid`;
  const isLocked = () => other.scan().then(async () => (await admin.query(locks)).rowCount === 1);
  await expect.poll(isLocked).toBe(true);
  await third.scan();
  await third.stop();
  await admin.end();
  expect(await ownJob()).toBe('worker-living');
  await other.stop();
  await watch.scan();
  await watch.scan();
  expect(await ownJob()).toBe(null);
  await watch.stop();
});

test('a long job stays with its live worker, gets the stop signal, ends, and waits for a retry', async () => {
  let signalStart = () => {};
  const started = new Promise<void>((resolve) => (signalStart = resolve));
  const wait = (_ctx: unknown, _payload: unknown, signal?: AbortSignal) =>
    new Promise<void>((_, reject) => {
      signalStart();
      signal?.addEventListener('abort', () => reject(new Error('aborted')));
    });
  await t.ctx.pool.query('delete from graphile_worker._private_jobs');
  await t.ctx.jobs.add('test.wait', {});
  const runner = await runWorker(t.ctx, t.ctx.directPool, { 'test.wait': wait }, []);
  await started;
  // A worker may get its first job before it has its lock; in production, scans are seconds apart.
  const living = async () =>
    (
      await t.ctx.pool.query(`select from pg_locks where locktype = 'advisory' and classid = 7340212 and granted
        and database = (select oid from pg_database where datname = current_database())`)
    ).rowCount;
  await expect.poll(living, { timeout: 20_000 }).toBe(1);
  const other = watchDeadWorkers(t.ctx);
  await other.scan();
  await other.scan();
  await other.stop();
  await runner.stop();
  const job = async () =>
    (await t.ctx.pool.query('select attempts, locked_by, last_error from graphile_worker.jobs')).rows;
  await expect.poll(job).toEqual([{ attempts: 1, locked_by: null, last_error: 'aborted' }]);
});
