import type { Context } from './context.ts';
import type { JobName, JobPayloads } from './jobs.ts';

/**
 * The handler of each job. It may run more than once, so it must be idempotent. If it takes longer than a worker may take to
 * stop, it must throw when `signal` aborts; the job is then retried.
 */
export type JobTable = {
  [Name in JobName]?: (ctx: Context, payload: JobPayloads[Name], signal?: AbortSignal) => Promise<void>;
};

/** A job that runs on a schedule: crontab time in UTC, without payload. */
export interface Cron {
  at: string;
  job: JobName;
  /** Also run when a worker starts: its result should not be missing until the scheduled time. */
  atStart?: true;
}

/**
 * Work that a worker polls for. Use it where one job for each item would cost more than the item. A sweep keeps its own list in
 * the database and may run in several workers at once.
 */
export interface Sweep {
  name: string;
  everyMs: number;
  /** Must be cheap when there is nothing to do. @returns whether more may be waiting: then it runs again at once */
  run(ctx: Context): Promise<boolean>;
}
