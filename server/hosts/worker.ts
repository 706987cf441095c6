import type { Runner } from 'graphile-worker';
import { loadModules, moduleNames } from '../modules/table.ts';
import type { OpenContext } from '../platform/context.ts';
import { idempotencyCrons, idempotencyJobs } from '../platform/idempotency.ts';
import { addJob, type Cron, type JobTable, runWorker } from '../platform/jobs.ts';

/** The jobs and crons of the platform and of every module. */
export async function allJobs(): Promise<{ jobs: JobTable; crons: Cron[] }> {
  const loaded = await loadModules(moduleNames);
  return {
    jobs: Object.assign({ ...idempotencyJobs }, ...loaded.map((module) => module.jobs ?? {})) as JobTable,
    crons: [...idempotencyCrons, ...loaded.flatMap((module) => module.crons ?? [])],
  };
}

/** Runs jobs until `stop()` of the returned runner; what is running then finishes first. */
export async function worker(ctx: OpenContext): Promise<Runner> {
  const { jobs, crons } = await allJobs();
  for (const { job, atStart } of crons) {
    // A job of the clock has no payload. The key keeps several workers that start together from adding it several times.
    if (atStart) await addJob(ctx.db, job, {}, { key: `at start: ${job}` });
  }
  return runWorker(ctx, ctx.pool, jobs, crons);
}
