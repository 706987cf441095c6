import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from './context.ts';
import { isDraining } from './draining.ts';
import { withTimeout } from './timeout.ts';

export const Dependency = z.object({ status: z.enum(['ok', 'down']), latencyMs: z.number() });
export const Ready = z.object({
  status: z
    .enum(['ok', 'degraded', 'unavailable'])
    .describe(
      '`degraded`: ready, without the bus or the cache; `unavailable`: without the database, or about to stop',
    ),
  database: z.string(),
  bus: z.string(),
  cache: z.string(),
  dependencies: z.record(z.string(), Dependency),
});
export const Health = z.object({ status: z.literal('ok'), timestamp: z.string(), uptime: z.number() });

const CHECK_MS = 2_000;

/** Whether a dependency answers within two seconds. */
export async function check(work: () => Promise<unknown>): Promise<z.infer<typeof Dependency>> {
  const started = performance.now();
  const ok = await withTimeout(CHECK_MS, work()).then(
    () => true,
    () => false,
  );
  return { status: ok ? 'ok' : 'down', latencyMs: Math.round((performance.now() - started) * 10) / 10 };
}

/** Whether the process at an address is alive. */
export const checkProcess = (url: string) =>
  check(async () => {
    const response = await fetch(new URL('/health', url), { signal: AbortSignal.timeout(CHECK_MS) });
    if (response.status >= 500) throw new Error(`status ${response.status}`);
  });

/** The dependencies of every process. */
export async function dependencies(ctx: Pick<Context, 'db' | 'bus' | 'cache'>) {
  const [database, bus, cache] = await Promise.all([
    check(() => sql`select 1`.execute(ctx.db)),
    check(() => ctx.bus.ping()),
    check(() => ctx.cache.ping()),
  ]);
  return { database, bus, cache };
}

/** The process is alive; checks nothing else. */
export const healthBody = (): z.infer<typeof Health> => ({
  status: 'ok',
  timestamp: new Date().toISOString(),
  uptime: process.uptime(),
});

/**
 * Whether the process is ready for requests, and stays so. Only the database and a stop make it unready: the cache holds what may be
 * lost, and without the bus members see news when they ask again. Whoever keeps requests from a degraded process, as a proxy or a
 * release may, would turn a slower campus into none, because all processes lose the same server at once.
 */
export async function readiness(
  ctx: Pick<Context, 'db' | 'bus' | 'cache'>,
): Promise<{ status: 200 | 503; body: z.infer<typeof Ready> }> {
  const found = await dependencies(ctx);
  const isReady = found.database.status === 'ok' && !isDraining();
  const isWhole = found.bus.status === 'ok' && found.cache.status === 'ok';
  return {
    status: isReady ? 200 : 503,
    body: {
      status: isReady ? (isWhole ? 'ok' : 'degraded') : 'unavailable',
      database: found.database.status,
      bus: found.bus.status,
      cache: found.cache.status,
      dependencies: found,
    },
  };
}
