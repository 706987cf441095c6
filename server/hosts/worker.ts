import { loadModules, moduleNames } from '../modules/table.ts';
import type { OpenContext } from '../platform/context.ts';
import { idempotencyCrons, idempotencyJobs } from '../platform/idempotency.ts';
import { addJob, type Cron, type JobTable, runSweeps, runWorker, type Sweep } from '../platform/jobs.ts';

/** The jobs, crons and sweeps of the platform and of every module. */
export async function allJobs(): Promise<{ jobs: JobTable; crons: Cron[]; sweeps: Sweep[] }> {
  const loaded = await loadModules(moduleNames);
  return {
    jobs: Object.assign({ ...idempotencyJobs }, ...loaded.map((module) => module.jobs ?? {})) as JobTable,
    crons: [...idempotencyCrons, ...loaded.flatMap((module) => module.crons ?? [])],
    sweeps: loaded.flatMap((module) => module.sweeps ?? []),
  };
}

/** Runs jobs until `stop()`; what is running then finishes first. */
export async function worker(ctx: OpenContext): Promise<{ stop(): Promise<void> }> {
  const { jobs, crons, sweeps } = await allJobs();
  for (const { job, atStart } of crons) {
    // A job of the clock has no payload. The key keeps several workers that start together from adding it several times.
    if (atStart) await addJob(ctx.db, job, {}, { key: `at start: ${job}` });
  }
  const runner = await runWorker(ctx, ctx.directPool, jobs, crons);
  const sweeping = runSweeps(ctx, sweeps);
  return {
    async stop() {
      await Promise.all([sweeping.stop(), runner.stop()]);
    },
  };
}
