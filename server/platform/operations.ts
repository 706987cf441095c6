import type { Registry } from 'prom-client';
import { type Caller, mayReadFigures } from './addresses.ts';
import type { Context } from './context.ts';
import { moduleMetrics } from './metrics.ts';
import { alive, readiness } from './readiness.ts';

export interface PlainAnswer {
  status: number;
  type: string;
  body: string;
}

const json = (status: number, body: unknown): PlainAnswer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

/** `/health`, `/ready` and `/metrics` of a process without Fastify; undefined for any other path. */
export async function operationsAnswer(
  ctx: Pick<Context, 'db' | 'bus' | 'cache' | 'config'>,
  registry: Registry,
  path: string,
  caller: Caller,
): Promise<PlainAnswer | undefined> {
  if (path === '/health') return json(200, alive());
  if (path === '/ready') {
    const { status, body } = await readiness(ctx);
    return json(status, body);
  }
  if (path !== '/metrics') return undefined;
  if (!mayReadFigures(caller, ctx.config.metricsNetworks))
    return { status: 403, type: 'text/plain; charset=utf-8', body: 'Figures are for operators alone.' };
  return {
    status: 200,
    type: registry.contentType,
    body: `${await registry.metrics()}\n${await moduleMetrics.metrics()}`,
  };
}
