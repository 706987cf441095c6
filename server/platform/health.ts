import { statfs } from 'node:fs/promises';
import { BlockList, isIP } from 'node:net';
import { loadavg } from 'node:os';
import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from './context.ts';
import type { App } from './http/app.ts';
import { holds } from './http/viewer.ts';
import { type Metrics, moduleMetrics } from './metrics.ts';
import { Problem } from './problem.ts';

export const VERSION = '0.1.0';

const Dependency = z.object({ status: z.enum(['ok', 'down']), latencyMs: z.number() });
const Ready = z.object({
  status: z.enum(['ok', 'unavailable']),
  database: z.string(),
  bus: z.string(),
  cache: z.string(),
  dependencies: z.record(z.string(), Dependency),
});
const Health = z.object({ status: z.literal('ok'), timestamp: z.string(), uptime: z.number() });
const Status = z.object({
  status: z.enum(['ok', 'unavailable']),
  version: z.string(),
  uptime: z.number(),
  database: z.string(),
  cache: z.string(),
  memory: z.object({ rssBytes: z.number(), heapUsedBytes: z.number() }).optional(),
  cpu: z.object({ load1: z.number() }).optional(),
  disk: z.object({ freeBytes: z.number(), totalBytes: z.number() }).optional(),
  services: z.record(z.string(), Dependency).optional(),
});

const CHECK_MS = 2_000;
const privateNetworks = new BlockList();
privateNetworks.addSubnet('127.0.0.0', 8);
privateNetworks.addSubnet('10.0.0.0', 8);
privateNetworks.addSubnet('172.16.0.0', 12);
privateNetworks.addSubnet('192.168.0.0', 16);
privateNetworks.addAddress('::1', 'ipv6');
privateNetworks.addSubnet('fc00::', 7, 'ipv6');

const isLocalHost = (request: FastifyRequest) =>
  ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip);
const isLocalNetwork = (request: FastifyRequest) => {
  const ip = request.ip.replace(/^::ffff:/, '');
  return privateNetworks.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4');
};

async function check(work: () => Promise<unknown>): Promise<z.infer<typeof Dependency>> {
  const started = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), CHECK_MS);
  });
  const ok = await Promise.race([work(), limit]).then(
    () => true,
    () => false,
  );
  clearTimeout(timer);
  return { status: ok ? 'ok' : 'down', latencyMs: Math.round((performance.now() - started) * 10) / 10 };
}

/** `/health`, `/ready`, `/status`, `/metrics`: the same on every process. `services` are the processes behind a gateway. */
export function health(
  app: App,
  ctx: Context,
  metrics: Metrics,
  services: Record<string, string | undefined> = {},
): void {
  const core = async () => ({
    database: await check(() => sql`select 1`.execute(ctx.db)),
    bus: await check(() => ctx.bus.ping()),
    cache: await check(() => ctx.cache.ping()),
  });

  app.get(
    '/health',
    {
      config: { caller: 'anyone', rateLimit: false },
      schema: { tags: ['Operations'], summary: 'The process is alive', response: { 200: Health } },
    },
    async () => ({ status: 'ok' as const, timestamp: new Date().toISOString(), uptime: process.uptime() }),
  );

  app.get(
    '/ready',
    {
      config: { caller: 'anyone', rateLimit: false },
      schema: {
        tags: ['Operations'],
        summary: 'Whether traffic may come',
        response: { 200: Ready, 503: Ready },
      },
    },
    async (_request, reply) => {
      const dependencies = await core();
      // The cache holds only what can be lost: without it we are slower, not down.
      const ready = dependencies.database.status === 'ok' && dependencies.bus.status === 'ok';
      return reply.status(ready ? 200 : 503).send({
        status: ready ? 'ok' : 'unavailable',
        database: dependencies.database.status,
        bus: dependencies.bus.status,
        cache: dependencies.cache.status,
        dependencies,
      });
    },
  );

  app.get(
    '/status',
    {
      config: { caller: 'anyone' },
      schema: {
        tags: ['Operations'],
        summary: 'For people; detail for admins and the local host',
        response: { 200: Status },
      },
    },
    async (request) => {
      const dependencies = await core();
      const summary = {
        status: dependencies.database.status === 'ok' ? ('ok' as const) : ('unavailable' as const),
        version: VERSION,
        uptime: process.uptime(),
        database: dependencies.database.status,
        cache: dependencies.cache.status,
      };
      const mayLook = isLocalHost(request) || (request.visitor !== null && holds(request.visitor, 'admin'));
      if (!mayLook) return summary;
      const memory = process.memoryUsage();
      const disk = await statfs(ctx.config.dataDir).catch(() => undefined);
      const others = await Promise.all(
        Object.entries(services).map(async ([name, url]) => {
          if (url === undefined) return [];
          const answer = await check(async () => {
            const response = await fetch(new URL('/health', url), { signal: AbortSignal.timeout(CHECK_MS) });
            if (response.status >= 500) throw new Error(`status ${response.status}`);
          });
          return [[name, answer] as const];
        }),
      );
      return {
        ...summary,
        memory: { rssBytes: memory.rss, heapUsedBytes: memory.heapUsed },
        cpu: { load1: loadavg()[0] ?? 0 },
        ...(disk
          ? { disk: { freeBytes: disk.bavail * disk.bsize, totalBytes: disk.blocks * disk.bsize } }
          : {}),
        services: { ...dependencies, ...Object.fromEntries(others.flat()) },
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
      if (!isLocalNetwork(request))
        throw new Problem(403, 'local_network_only', 'Figures are for the local network alone.');
      return reply
        .type(metrics.registry.contentType)
        .serializer((text: unknown) => String(text))
        .send(`${await metrics.registry.metrics()}\n${await moduleMetrics.metrics()}`);
    },
  );
}
