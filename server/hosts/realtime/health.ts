import { BlockList, isIP } from 'node:net';
import { sql } from 'kysely';
import type { Context } from '../../platform/context.ts';
import type { RealtimeMetrics } from './metrics.ts';

const CHECK_MS = 2_000;
const localNetworks = new BlockList();
localNetworks.addSubnet('127.0.0.0', 8);
localNetworks.addSubnet('10.0.0.0', 8);
localNetworks.addSubnet('172.16.0.0', 12);
localNetworks.addSubnet('192.168.0.0', 16);
localNetworks.addAddress('::1', 'ipv6');
localNetworks.addSubnet('fc00::', 7, 'ipv6');

/** `/health`, `/ready`, `/metrics` as every process has them; undefined for any other path. */
export async function healthAnswer(
  ctx: Context,
  metrics: RealtimeMetrics,
  path: string,
  address: string | undefined,
): Promise<Response | undefined> {
  if (path === '/health')
    return Response.json({ status: 'ok', timestamp: new Date().toISOString(), uptime: process.uptime() });
  if (path === '/ready') return readiness(ctx);
  if (path !== '/metrics') return undefined;
  const ip = (address ?? '').replace(/^::ffff:/, '');
  if (isIP(ip) === 0 || !localNetworks.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4'))
    return new Response('Figures are for the local network alone.', { status: 403 });
  return new Response(await metrics.registry.metrics(), {
    headers: { 'content-type': metrics.registry.contentType },
  });
}

async function readiness(ctx: Context): Promise<Response> {
  const dependencies = {
    database: await check(() => sql`select 1`.execute(ctx.db)),
    bus: await check(() => ctx.bus.ping()),
    cache: await check(() => ctx.cache.ping()),
  };
  const ready = dependencies.database.status === 'ok' && dependencies.bus.status === 'ok';
  return Response.json(
    {
      status: ready ? 'ok' : 'unavailable',
      database: dependencies.database.status,
      bus: dependencies.bus.status,
      cache: dependencies.cache.status,
      dependencies,
    },
    { status: ready ? 200 : 503 },
  );
}

async function check(work: () => Promise<unknown>): Promise<{ status: 'ok' | 'down'; latencyMs: number }> {
  const began = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), CHECK_MS);
  });
  const ok = await Promise.race([work(), silence]).then(
    () => true,
    () => false,
  );
  clearTimeout(timer);
  return { status: ok ? 'ok' : 'down', latencyMs: Math.round((performance.now() - began) * 10) / 10 };
}
