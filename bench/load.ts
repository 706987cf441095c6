import { Agent, get } from 'node:http';
import autocannon from 'autocannon';

/** Connections of the load in every benchmark. */
export const CONNECTIONS = 32;
/** Online members in a campus's busiest hour. */
export const ONLINE = 5_000;

/** Latency of requests, in milliseconds. */
export interface LoadResult {
  perSecond: number;
  p50: number;
  p99: number;
}

/** One request of a load. */
export interface LoadRequest {
  path: string;
  token?: string | undefined;
}

const headersOf = ({ token }: LoadRequest): Record<string, string> =>
  token === undefined ? {} : { authorization: `Bearer ${token}` };

/** A quantile of some values. */
export const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  Number.NaN;

/**
 * Closed-loop load: each connection sends its next request as soon as the last is answered. Measures the maximum throughput. If
 * the load shares its cores with the server, the p99 cannot be less than connections ÷ requests per second.
 */
export async function runClosedLoop(
  url: string,
  requests: readonly LoadRequest[],
  seconds: number,
): Promise<LoadResult> {
  const run = await autocannon({
    url,
    requests: requests.map((request) => ({ path: request.path, headers: headersOf(request) })),
    connections: CONNECTIONS,
    duration: seconds,
  });
  if (run.non2xx > 0 || run.errors > 0) throw new Error(`${run.non2xx} refusals, ${run.errors} errors`);
  return { perSecond: run.requests.average, p50: run.latency.p50, p99: run.latency.p99 };
}

/** Closed-loop load in this process: each of `connections` runs `work` again as soon as it is done. */
export async function runTurns(
  connections: number,
  seconds: number,
  work: (turn: number) => Promise<unknown>,
): Promise<LoadResult> {
  const times: number[] = [];
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;
  let turn = 0;
  const keepRunning = async (): Promise<void> => {
    for (let from = performance.now(); from < until; from = performance.now()) {
      await work(turn++);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: connections }, keepRunning));
  const took = (performance.now() - startedAt) / 1_000;
  return { perSecond: times.length / took, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

/**
 * Open-loop load: requests arrive as a Poisson process. Latency is measured from the time a request was due, so waiting for a
 * free connection is included (no coordinated omission).
 */
export async function runArrivals(
  url: string,
  requests: readonly LoadRequest[],
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const times: number[] = [];
  const waiting: Promise<void>[] = [];
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;
  const chance = generator(1);
  let due = startedAt;
  for (let turn = 0; due < until; turn++) {
    due += (-Math.log(1 - chance()) * 1_000) / perSecond;
    while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, 1));
    const request = requests[turn % requests.length];
    if (request === undefined) break;
    const from = due;
    waiting.push(
      new Promise((resolve, reject) => {
        get(`${url}${request.path}`, { agent, headers: headersOf(request) }, (response) => {
          response.resume();
          response.on('end', () => {
            times.push(performance.now() - from);
            if (response.statusCode === 200) resolve();
            else reject(new Error(`${request.path}: ${response.statusCode}`));
          });
        }).on('error', reject);
      }),
    );
  }
  await Promise.all(waiting);
  const took = (performance.now() - startedAt) / 1_000;
  agent.destroy();
  return { perSecond: times.length / took, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

/** A generator of the same numbers from 0 to 1 in every run (linear congruential). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A line of a benchmark's report. */
export const reportLine = (name: string, { perSecond, p50, p99 }: LoadResult): string =>
  `${name.padEnd(44)} ${perSecond.toFixed(0).padStart(6)}/s  p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms`;

/**
 * Measures a feed at the request rate of the online members, and at multiples of it; prints a line for each.
 * @param everySeconds  seconds between two pages of an online member
 */
export async function reportArrivalRates(
  name: string,
  url: string,
  requests: readonly LoadRequest[],
  { everySeconds, times, seconds }: { everySeconds: number; times: readonly number[]; seconds: number },
): Promise<void> {
  const baseRate = ONLINE / everySeconds;
  console.log(
    `${name}: ${ONLINE} people online, a page each ${everySeconds} s, make ${baseRate.toFixed(0)}/s; ${CONNECTIONS} connections`,
  );
  for (const multiple of times) {
    const result = await runArrivals(url, requests, { perSecond: baseRate * multiple, seconds });
    console.log(reportLine(`  arriving at ${multiple} × that`, result));
  }
}
