import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import { Problem } from '../../../platform/problem.ts';

const TIMEOUT_MS = 5_000;
/** A line has at most some hundred points of 40 bytes. */
const MAX_BYTES = 1024 * 1024;

const Answer = z.object({
  status: z.literal('success'),
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ values: z.array(z.tuple([z.number(), z.string()])) })),
  }),
});

export interface Span {
  /** Unix seconds, multiples of `step`. */
  start: number;
  end: number;
  step: number;
}

/**
 * The values of a query at each step: of its first series, if it gives several. Null where it has none.
 * @param base  address of a store that speaks Prometheus' HTTP API
 * @throws if the store does not answer, or refuses the query
 */
export async function queryRange(base: string, query: string, span: Span): Promise<(number | null)[]> {
  const { start, end, step } = span;
  const url = new URL('api/v1/query_range', base.endsWith('/') ? base : `${base}/`);
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ query, start: String(start), end: String(end), step: String(step) }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the metrics store answered ${response.status}`);
  const { data } = Answer.parse(JSON.parse(await readText(response)));
  const values = new Map(data.result[0]?.values);
  return Array.from({ length: Math.round((end - start) / step) + 1 }, (_, index) => {
    const value = Number(values.get(start + index * step) ?? Number.NaN);
    return Number.isFinite(value) ? value : null;
  });
}

/** Does what asks the store. @throws Problem 502 `metrics_unavailable` if the store fails */
export async function withStore<Result>(ctx: Context, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    ctx.log.warn({ err: error }, 'metrics.store_unavailable');
    throw new Problem(
      502,
      'metrics_unavailable',
      'The metrics store isn’t responding. Try again in a moment.',
      { cause: error },
    );
  }
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MAX_BYTES) throw new Error(`the metrics store answered more than ${MAX_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
