import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import {
  Logger as GraphileLogger,
  type JobHelpers,
  parseCronItems,
  type Runner,
  run,
  runOnce,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import type pg from 'pg';
import type { Context } from './context.ts';
import { watchDeadWorkers } from './dead-workers.ts';
import type { Cron, JobTable, Sweep } from './job-handlers.ts';
import { jobDuration, jobLag, tracedBy } from './jobs.ts';
import { inSpan } from './tracing/index.ts';

/** After a failure, which usually means that the database is unreachable. */
const SWEEP_RETRY_MS = 5_000;

async function runJob(
  ctx: Context,
  name: string,
  work: unknown,
  payload: unknown,
  signal: AbortSignal | undefined,
  job: { created_at: Date; run_at: Date; attempts: number },
): Promise<void> {
  const started = performance.now();
  let outcome = 'failed';
  try {
    // `addJob` wrote the payload under the type of the same name.
    await (work as (ctx: Context, payload: unknown, signal: AbortSignal | undefined) => Promise<void>)(
      { ...ctx, job: { addedAt: job.created_at, attempt: job.attempts } },
      payload,
      signal,
    );
    outcome = 'done';
    jobLag.observe({ name }, Math.max(0, Date.now() - job.run_at.getTime()) / 1000);
  } finally {
    jobDuration.observe({ name, outcome }, (performance.now() - started) / 1000);
  }
  ctx.log.debug({ job: name, ms: Math.round(performance.now() - started) }, 'job.done');
}

function taskList(ctx: Context, table: JobTable): TaskList {
  return Object.fromEntries(
    Object.entries(table).map(([name, work]) => [
      name,
      async (payload: unknown, { abortSignal, job }: JobHelpers) => {
        const run = (one: unknown) =>
          inSpan(
            `job ${name}`,
            { kind: 'consumer', attributes: { 'job.attempt': job.attempts }, parent: tracedBy(job) },
            () => runJob(ctx, name, work, one, abortSignal, job),
          );
        if (!Array.isArray(payload)) return run(payload);
        // The queue keeps those payloads whose results are rejected, and retries them.
        const results: Promise<void>[] = [];
        for (const one of payload) {
          const result = run(one);
          results.push(result);
          await result.catch(() => undefined);
        }
        return results;
      },
    ]),
  );
}

const jobLogger = (ctx: Context) =>
  new GraphileLogger(() => (level, message, meta) => {
    if (level === 'error') ctx.log.error({ meta }, message);
    else if (level === 'warning') ctx.log.warn({ meta }, message);
  });

/** When its worker stops, a job may run this much longer before its signal aborts. */
const ABORT_GRACE_MS = 1_000;

/**
 * Runs jobs until `stop`. A job starts 2–4 ms after its transaction commits. The jobs of a killed worker are taken over by
 * another within 30 s.
 * @param pool  connections that keep their session: graphile-worker uses LISTEN and prepared statements
 */
export async function runWorker(
  ctx: Context,
  pool: pg.Pool,
  table: JobTable,
  crons: Cron[],
  concurrency = 4,
): Promise<Pick<Runner, 'stop'>> {
  const workerLocks = watchDeadWorkers(ctx);
  const events: WorkerEvents = new EventEmitter();
  // Jobs are locked in the name of the pool, not of its individual workers.
  events.on('pool:create', ({ workerPool }) => workerLocks.register(workerPool.id));
  const runner = await run({
    pgPool: pool,
    events,
    gracefulShutdownAbortTimeout: ABORT_GRACE_MS,
    taskList: taskList(ctx, table),
    parsedCronItems: parseCronItems(crons.map(({ at, job }) => ({ task: job, match: at, identifier: job }))),
    concurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: jobLogger(ctx),
  });
  return {
    async stop() {
      await runner.stop();
      await workerLocks.stop();
    },
  };
}

/** Runs every job that is due now, and returns when the queue shows what became of each. For tests and one-off commands. */
export function runDueJobs(ctx: Context, pool: pg.Pool, table: JobTable): Promise<void> {
  return runOnce({
    pgPool: pool,
    // The end of a job is awaited only where it is written by a batch. `runWorker` has none: a batch is not retried.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    taskList: taskList(ctx, table),
    noHandleSignals: true,
    logger: jobLogger(ctx),
  });
}

/** Runs sweeps until `stop`, which waits for those that are running. */
export function runSweeps(ctx: Context, sweeps: readonly Sweep[]): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const keepRunning = async ({ name, everyMs, run }: Sweep): Promise<void> => {
    while (!signal.aborted) {
      let wait = everyMs;
      try {
        if (await run(ctx)) continue;
      } catch (error) {
        ctx.log.error({ err: error, sweep: name }, 'sweep.failed');
        wait = SWEEP_RETRY_MS;
      }
      await delay(wait, undefined, { signal }).catch(() => undefined); // aborted by `stop`
    }
  };
  const running = sweeps.map(keepRunning);
  return {
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
