import { collectDefaultMetrics, Gauge, type Registry } from 'prom-client';
import { cacheRequests } from './cache/hits.ts';
import type { Context } from './context.ts';
import { emittedEvents } from './events.ts';
import { jobDuration, jobLag } from './jobs.ts';
import { loadLevel, shedCounter } from './load/load.ts';
import { emails } from './mail/counter.ts';
import { dependencies } from './readiness.ts';
import { conflictCounter } from './retry-on-conflict.ts';
import { trafficFailures, trafficLines } from './traffic-log/metrics.ts';
import { VERSION } from './version.ts';

/** What every kind of process exports. Labels must have few values, and never name a member. */
export function registerProcessMetrics(
  registry: Registry,
  ctx: Pick<Context, 'db' | 'bus' | 'cache' | 'pools'>,
): void {
  collectDefaultMetrics({ register: registry });
  registry.registerMetric(cacheRequests);
  registry.registerMetric(conflictCounter);
  registry.registerMetric(emails);
  registry.registerMetric(emittedEvents);
  registry.registerMetric(jobDuration);
  registry.registerMetric(jobLag);
  registry.registerMetric(loadLevel);
  registry.registerMetric(shedCounter);
  registry.registerMetric(trafficLines);
  registry.registerMetric(trafficFailures);
  const registers = [registry];
  new Gauge({
    name: 'chitlaq_info',
    help: 'The version of this process; always 1',
    labelNames: ['version'],
    registers,
  }).set({ version: VERSION }, 1);
  new Gauge({
    name: 'process_memory_limit_bytes',
    help: 'Memory that the container may use; absent without a limit',
    registers,
    collect() {
      const limit = memoryLimit();
      if (limit === undefined) this.remove();
      else this.set(limit);
    },
  });
  new Gauge({
    name: 'database_pool_connections',
    help: 'Database connections of this process, by pool and state',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const { name, pool } of ctx.pools) {
        this.set({ pool: name, state: 'in_use' }, pool.totalCount - pool.idleCount);
        this.set({ pool: name, state: 'idle' }, pool.idleCount);
      }
    },
  });
  new Gauge({
    name: 'database_pool_max_connections',
    help: 'Connections that a pool may open',
    labelNames: ['pool'],
    registers,
    collect() {
      for (const { name, pool } of ctx.pools) this.set({ pool: name }, pool.options.max);
    },
  });
  new Gauge({
    name: 'database_pool_waiting_requests',
    help: 'Requests that wait for a connection of a pool',
    labelNames: ['pool'],
    registers,
    collect() {
      for (const { name, pool } of ctx.pools) this.set({ pool: name }, pool.waitingCount);
    },
  });
  new Gauge({
    name: 'dependency_up',
    help: 'Whether the database, the bus or the cache answers this process within two seconds',
    labelNames: ['dependency'],
    registers,
    async collect() {
      for (const [dependency, { status }] of Object.entries(await dependencies(ctx)))
        this.set({ dependency }, status === 'ok' ? 1 : 0);
    },
  });
}

/** More than any machine has: what the kernel reports if there is no limit. */
const NO_LIMIT = 2 ** 50;

function memoryLimit(): number | undefined {
  const limit = process.constrainedMemory?.() ?? 0;
  return limit > 0 && limit < NO_LIMIT ? limit : undefined;
}
