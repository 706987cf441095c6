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
import { sql } from 'kysely';
import type pg from 'pg';
import { Histogram } from 'prom-client';
import type { Context } from './context.ts';
import type { Db } from './db.ts';
import { watchLostWorkers } from './lost-workers.ts';

/** Payload of every job, by name. Each module adds its own in its `jobs.ts` by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface JobPayloads {}
export type JobName = keyof JobPayloads & string;

export interface JobSpec {
  /** Only one waiting job per key: a later one replaces it. */
  key?: string;
  /** With `key`: one that waits already keeps its time, so that a stream of them does not put it off for ever. */
  gathers?: true;
  runAt?: Date;
  /** Jobs of one queue run one after the other. */
  queue?: string;
  maxAttempts?: number;
  /** Smaller runs first; 0 by default. */
  priority?: number;
}

/** Adds work for later. Inside a transaction it is added if and only if the transaction commits. */
export interface Jobs {
  add<Name extends JobName>(name: Name, payload: JobPayloads[Name], spec?: JobSpec): Promise<void>;
}

/**
 * What a job does. It may run more than once: it must come to the same end. One that takes longer than a worker may take to
 * stop ends when `signal` says so, by throwing; it is then tried again.
 */
export type JobTable = {
  [Name in JobName]?: (ctx: Context, payload: JobPayloads[Name], signal?: AbortSignal) => Promise<void>;
};

/** A job that comes by the clock: crontab time in UTC, without payload. */
export interface Cron {
  at: string;
  job: JobName;
  /** Also when a worker starts: what it makes should not be missed until its hour. */
  atStart?: true;
}

/**
 * Work that a worker looks for every so often: for what comes so often that a job for each would cost more than the work. It keeps
 * its own list in the database, and may run in several workers at once.
 */
export interface Sweep {
  name: string;
  everyMs: number;
  /** Must cost next to nothing where there is nothing to do. @returns whether more may wait: then it runs again at once */
  run(ctx: Context): Promise<boolean>;
}

/** After a failure, which mostly is a database that is away. */
const SWEEP_AGAIN_MS = 5_000;

export async function addJob(db: Db, name: string, payload: unknown, spec: JobSpec = {}): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${name}, ${JSON.stringify(payload)}::json, queue_name => ${spec.queue ?? null}, run_at => ${spec.runAt ?? null},
    max_attempts => ${spec.maxAttempts ?? 8}, job_key => ${spec.key ?? null},
    job_key_mode => ${spec.gathers ? 'preserve_run_at' : 'replace'}, priority => ${spec.priority ?? 0})`.execute(
    db,
  );
}

/** Jobs that are due and that no worker has begun, and for how long the first of them has been. */
export async function waitingJobs(db: Db): Promise<{ waiting: number; oldestSeconds: number }> {
  const { rows } = await sql<{ waiting: number; oldestSeconds: number }>`
    select count(*)::int as waiting,
      coalesce(round(extract(epoch from now() - min(run_at))), 0)::int as "oldestSeconds"
    from graphile_worker.jobs
    where locked_at is null and run_at <= now() and attempts < max_attempts`.execute(db);
  return rows[0] ?? { waiting: 0, oldestSeconds: 0 };
}

/** Jobs that this process has done, by name and outcome. */
export const jobDuration = new Histogram({
  name: 'job_duration_seconds',
  help: 'Time that a job took, by name and outcome',
  labelNames: ['job', 'outcome'],
  buckets: [0.005, 0.025, 0.1, 0.5, 2.5, 10, 60, 600],
  registers: [],
});

function taskList(ctx: Context, table: JobTable): TaskList {
  return Object.fromEntries(
    Object.entries(table).map(([name, work]) => [
      name,
      async (payload: unknown, { abortSignal }: JobHelpers) => {
        const started = performance.now();
        let outcome = 'failed';
        try {
          // The payload was written by `addJob` under the same name's type.
          await (work as (ctx: Context, payload: unknown, signal: AbortSignal) => Promise<void>)(
            ctx,
            payload,
            abortSignal,
          );
          outcome = 'done';
        } finally {
          jobDuration.observe({ job: name, outcome }, (performance.now() - started) / 1000);
        }
        ctx.log.debug({ job: name, ms: Math.round(performance.now() - started) }, 'job.done');
      },
    ]),
  );
}

const quiet = (ctx: Context) =>
  new GraphileLogger(() => (level, message, meta) => {
    if (level === 'error') ctx.log.error({ meta }, message);
    else if (level === 'warning') ctx.log.warn({ meta }, message);
  });

/** So long a job may go on when its worker is to stop, before its signal ends it. */
const LAST_MS = 1_000;

/**
 * Runs jobs until `stop`: a job is picked up 2–4 ms after its transaction commits. What a killed worker was at is taken up by
 * another within half a minute.
 * @param pool  of connections that keep their session: graphile-worker listens and prepares its statements
 */
export async function runWorker(
  ctx: Context,
  pool: pg.Pool,
  table: JobTable,
  crons: Cron[],
  concurrency = 4,
): Promise<Pick<Runner, 'stop'>> {
  const alive = watchLostWorkers(ctx);
  const events: WorkerEvents = new EventEmitter();
  // Jobs are locked in the name of the pool, whichever of its workers is at them.
  events.on('pool:create', ({ workerPool }) => alive.keep(workerPool.id));
  const runner = await run({
    pgPool: pool,
    events,
    gracefulShutdownAbortTimeout: LAST_MS,
    taskList: taskList(ctx, table),
    parsedCronItems: parseCronItems(crons.map(({ at, job }) => ({ task: job, match: at, identifier: job }))),
    concurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: quiet(ctx),
  });
  return {
    async stop() {
      await runner.stop();
      await alive.stop();
    },
  };
}

/** Runs every job that is due now, then returns. For tests and one-off commands. */
export function runDueJobs(ctx: Context, pool: pg.Pool, table: JobTable): Promise<void> {
  return runOnce({ pgPool: pool, taskList: taskList(ctx, table), noHandleSignals: true, logger: quiet(ctx) });
}

/** Runs sweeps until `stop`, which lets what runs come to its end. */
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
        wait = SWEEP_AGAIN_MS;
      }
      await delay(wait, undefined, { signal }).catch(() => undefined); // cut short by `stop`
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
