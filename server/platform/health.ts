import { statfs } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { Gauge } from 'prom-client';
import { z } from 'zod';
import type { Context } from './context.ts';
import { checkWorkers } from './dead-workers.ts';
import { callerOf } from './http/caller.ts';
import type { App } from './http/types.ts';
import { hasPermission } from './http/viewer.ts';
import { canReadMetrics } from './ip-addresses.ts';
import { waitingJobs } from './jobs.ts';
import { loadOf } from './load/load.ts';
import { SHEDDABLE } from './load/sheddable.ts';
import { type Metrics, moduleMetrics } from './metrics.ts';
import { Problem } from './problem.ts';
import {
  check,
  checkProcess,
  Dependency,
  dependencies,
  Health,
  healthBody,
  Ready,
  readiness,
} from './readiness.ts';
import { VERSION } from './version.ts';

const Service = Dependency.extend({
  processes: z.number().optional().describe('Number of worker processes'),
  uptime: z.number().optional().describe('Seconds since the first of these processes connected'),
  ageSeconds: z.number().optional().describe('Seconds since the last heartbeat'),
});
const Status = z.object({
  status: z.enum(['ok', 'unavailable']),
  version: z.string(),
  uptime: z.number(),
  database: z.string(),
  cache: z.string(),
  memory: z.object({ rssBytes: z.number(), heapUsedBytes: z.number() }).optional(),
  cpu: z.object({ load1: z.number() }).optional(),
  disk: z.object({ freeBytes: z.number(), totalBytes: z.number() }).optional(),
  services: z.record(z.string(), Service).optional(),
  load: z
    .object({ cpu: z.number(), memory: z.number(), shed: z.array(z.enum(SHEDDABLE)) })
    .optional()
    .describe('Shares of the machine in use, and what this process drops because of them'),
  jobs: z
    .object({ waiting: z.number(), oldestSeconds: z.number() })
    .optional()
    .describe('Due jobs that no worker has started; absent while the database is unreachable'),
});

/** `/health`, `/ready`, `/status`, `/metrics`: the same in every process. `services` are the processes behind a gateway. */
export function health(
  app: App,
  ctx: Context,
  metrics: Metrics,
  services: Record<string, string | undefined> = {},
): void {
  const addresses = Object.entries(services).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  if (addresses.length > 0) registerServices(metrics, addresses);

  app.get(
    '/health',
    {
      config: { caller: 'anyone', rateLimit: false },
      schema: { tags: ['Operations'], summary: 'Check that the process is alive', response: { 200: Health } },
    },
    async () => healthBody(),
  );

  app.get(
    '/ready',
    {
      config: { caller: 'anyone', rateLimit: false },
      schema: {
        tags: ['Operations'],
        summary: 'Check whether the process is ready for traffic',
        response: { 200: Ready, 503: Ready },
      },
    },
    async (_request, reply) => {
      const { status, body } = await readiness(ctx);
      return reply.status(status).send(body);
    },
  );

  app.get(
    '/status',
    {
      config: { caller: 'anyone' },
      schema: {
        tags: ['Operations'],
        summary: 'Get the status, with details for admins and the local host',
        response: { 200: Status },
      },
    },
    async (request) => {
      const found = await dependencies(ctx);
      const summary = {
        status: found.database.status === 'ok' ? ('ok' as const) : ('unavailable' as const),
        version: VERSION,
        uptime: process.uptime(),
        database: found.database.status,
        cache: found.cache.status,
      };
      const canSeeDetails =
        canReadMetrics(callerOf(request), ctx.config.metricsNetworks) ||
        (request.visitor !== null && hasPermission(request.visitor, 'overview.read'));
      if (!canSeeDetails) return summary;
      const memory = process.memoryUsage();
      const disk = await statfs(ctx.config.dataDir).catch(() => undefined);
      let jobs: Awaited<ReturnType<typeof waitingJobs>> | undefined;
      const [worker, others] = await Promise.all([
        checkWorkers(ctx.db),
        Promise.all(addresses.map(async ([name, url]) => [name, await checkProcess(url)] as const)),
        // Report the rest even without the database: that is when operators look.
        check(async () => {
          jobs = await waitingJobs(ctx.db);
        }),
      ]);
      return {
        ...summary,
        memory: { rssBytes: memory.rss, heapUsedBytes: memory.heapUsed },
        cpu: { load1: loadavg()[0] ?? 0 },
        load: loadOf(ctx).report(),
        ...(disk
          ? { disk: { freeBytes: disk.bavail * disk.bsize, totalBytes: disk.blocks * disk.bsize } }
          : {}),
        services: { ...found, worker, ...Object.fromEntries(others) },
        ...(jobs ? { jobs } : {}),
      };
    },
  );

  app.get(
    '/metrics',
    {
      config: { caller: 'anyone', rateLimit: false },
      schema: { hide: true },
    },
    async (request, reply) => {
      if (!canReadMetrics(callerOf(request), ctx.config.metricsNetworks))
        throw new Problem(403, 'operators_only', 'Metrics are available to operators only.');
      return reply
        .type(metrics.registry.contentType)
        .serializer((text: unknown) => String(text))
        .send(`${await metrics.registry.metrics()}\n${await moduleMetrics.metrics()}`);
    },
  );
}

/** Whether the processes behind a gateway are alive, as it sees them. Some of them have no metrics of their own. */
function registerServices(metrics: Metrics, addresses: readonly [name: string, url: string][]): void {
  new Gauge({
    name: 'service_up',
    help: 'Whether a service behind the gateway answers, by role',
    labelNames: ['service'],
    registers: [metrics.registry],
    async collect() {
      const found = await Promise.all(addresses.map(([, url]) => checkProcess(url)));
      for (const [index, { status }] of found.entries())
        this.set({ service: addresses[index]?.[0] ?? '' }, status === 'ok' ? 1 : 0);
    },
  });
}
