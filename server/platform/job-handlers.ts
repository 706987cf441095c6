import type { Context } from './context.ts';
import type { JobName, JobPayloads } from './jobs.ts';

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
