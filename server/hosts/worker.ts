import { statfs } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Gauge, type Registry } from 'prom-client';
import { provideMemberData } from '../modules/member-data.ts';
import { loadPublicFileRules, modules } from '../modules/table.ts';
import type { OpenContext } from '../platform/context.ts';
import { idempotencyCrons, idempotencyJobs } from '../platform/idempotency.ts';
import type { Cron, JobTable, Sweep } from '../platform/job-handlers.ts';
import { runSweeps, runWorker } from '../platform/job-runner.ts';
import { addJob } from '../platform/jobs.ts';
import { postponable } from '../platform/load/postpone.ts';
import {
  measurementSweeps,
  platformMeasurements,
  registerMeasurements,
} from '../platform/measurements/index.ts';
import type { Measurement } from '../platform/measurements/types.ts';
import { openMetrics } from '../platform/metrics.ts';
import { nothingHere, operationsResponse } from '../platform/operations.ts';

/** The jobs, crons, sweeps and measurements of the platform and of every module. */
export async function allJobs(): Promise<{
  jobs: JobTable;
  crons: Cron[];
  sweeps: Sweep[];
  measurements: Measurement[];
}> {
  await loadPublicFileRules();
  provideMemberData();
  const work = await Promise.all(modules.flatMap((module) => module.work ?? []).map((load) => load()));
  return {
    jobs: Object.assign(
      { ...idempotencyJobs },
      ...work.map(({ jobs, sheds }) => postponable(jobs, sheds)),
    ) as JobTable,
    crons: [...idempotencyCrons, ...work.flatMap(({ crons }) => crons ?? [])],
    sweeps: work.flatMap(({ sweeps }) => sweeps ?? []),
    measurements: [...platformMeasurements, ...work.flatMap(({ measurements }) => measurements ?? [])],
  };
}

/** The disk of `DATA_DIR`. Only the worker exports it, so that it is not counted once for each process. */
function registerDisk(registry: Registry, dataDir: string): void {
  new Gauge({
    name: 'data_disk_bytes',
    help: 'Space on the disk of DATA_DIR, by state: free or total',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const found = await statfs(dataDir).catch(() => undefined);
      if (found === undefined) return this.reset();
      this.set({ state: 'free' }, found.bavail * found.bsize);
      this.set({ state: 'total' }, found.blocks * found.bsize);
    },
  });
}

/**
 * Serves `/health`, `/ready` and `/metrics` of a worker, which has no other HTTP server.
 * @returns the port, and how to close it
 */
export async function workerHealth(
  ctx: OpenContext,
  address: { host: string; port: number },
): Promise<{ port: number; close(): Promise<void> }> {
  const { registry } = openMetrics(ctx);
  registerMeasurements(registry, ctx, (await allJobs()).measurements);
  registerDisk(registry, ctx.config.dataDir);
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    const peer = request.socket.remoteAddress;
    const caller = { peer, address: peer, host: request.headers.host, headers: request.headers };
    operationsResponse(ctx, registry, path, caller)
      .then((found) => {
        const answer = found ?? nothingHere();
        response.writeHead(answer.status, { 'content-type': answer.type, 'cache-control': 'no-store' });
        response.end(request.method === 'HEAD' ? undefined : answer.body);
      })
      .catch((error: unknown) => {
        ctx.log.error({ err: error }, 'worker.health_failed');
        response.writeHead(500).end();
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Runs jobs until `stop()`, which waits for running jobs. */
export async function worker(ctx: OpenContext): Promise<{ stop(): Promise<void> }> {
  const { jobs, crons, sweeps, measurements } = await allJobs();
  for (const { job, atStart } of crons) {
    // A cron job has no payload. The key prevents duplicates when several workers start together.
    if (atStart) await addJob(ctx.db, job, {}, { key: `at start: ${job}` });
  }
  const runner = await runWorker(ctx, ctx.directPool, jobs, crons);
  const sweeping = runSweeps(ctx, [...sweeps, ...measurementSweeps(measurements)]);
  return {
    async stop() {
      await Promise.all([sweeping.stop(), runner.stop()]);
    },
  };
}
