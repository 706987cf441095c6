import type { Registry } from 'prom-client';
import type { Context } from './context.ts';
import { newId } from './id.ts';
import { type Caller, canReadMetrics } from './ip-addresses.ts';
import { moduleMetrics } from './metrics.ts';
import { problemDocument } from './problem.ts';
import { healthBody, readiness } from './readiness.ts';

export interface PlainResponse {
  status: number;
  type: string;
  body: string;
}

const json = (status: number, body: unknown): PlainResponse => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

/** A problem response of a process without Fastify, in the same form as elsewhere. */
export const problemAnswer = (status: number, code: string, detail: string): PlainResponse => ({
  status,
  type: 'application/problem+json',
  body: JSON.stringify(problemDocument(status, code, detail, newId())),
});
export const nothingHere = (): PlainResponse =>
  problemAnswer(404, 'not_found', 'There’s nothing at this address.');

/** `/health`, `/ready` and `/metrics` of a process without Fastify; undefined for any other path. */
export async function operationsResponse(
  ctx: Pick<Context, 'db' | 'bus' | 'cache' | 'config'>,
  registry: Registry,
  path: string,
  caller: Caller,
): Promise<PlainResponse | undefined> {
  if (path === '/health') return json(200, healthBody());
  if (path === '/ready') {
    const { status, body } = await readiness(ctx);
    return json(status, body);
  }
  if (path !== '/metrics') return undefined;
  if (!canReadMetrics(caller, ctx.config.metricsNetworks))
    return problemAnswer(403, 'operators_only', 'Metrics are available to operators only.');
  return {
    status: 200,
    type: registry.contentType,
    body: `${await registry.metrics()}\n${await moduleMetrics.metrics()}`,
  };
}
