import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { makeMember } from '../server/modules/auth/factory.ts';
import { openCampus } from './campus.ts';
import { cpuMeter } from './cpu.ts';
import { CONNECTIONS, quantile } from './load.ts';

const WRITERS = 32;
const SECONDS = 6;
const ROUNDS = 5;

/**
 * The same requests to a gateway with the traffic log on and to one with it off, in turns, on a temporary campus: posts, and the cheapest
 * request that gets a line, a refused sign-out. Requests per second, and the processor time of a request, which other programs on the
 * machine change less.
 */
export async function bench(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'chitlaq-bench-'));
  const campus = await openCampus({ dataDir });
  try {
    const writers = [];
    for (let index = 0; index < WRITERS; index++) writers.push(await makeMember(campus));
    const env = { RATE_LIMITS: 'off', LOAD_SHEDDING: '0' };
    const gateways = {
      off: await campus.launch('gateway', { ...env, TRAFFIC_LOG: 'off' }),
      on: await campus.launch('gateway', {
        ...env,
        TRAFFIC_LOG: 'on',
        TRAFFIC_LOG_DIR: join(dataDir, 'traffic'),
      }),
    };
    console.log(`${cpus().length} cores, Node ${process.versions.node}; ${CONNECTIONS} connections`);
    const loads: Record<
      string,
      { path: string; requests: { headers: Record<string, string>; body?: string }[] }
    > = {
      'posts                 ': {
        path: '/api/v1/posts',
        requests: writers.map(({ accessToken }) => ({
          headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
          body: JSON.stringify({ content: 'Kütüphanenin üçüncü katı bugün sessiz.' }),
        })),
      },
      'refused sign-outs     ': { path: '/api/v1/auth/logout', requests: [{ headers: {} }] },
    };
    for (const [name, { path, requests }] of Object.entries(loads)) {
      const measured = { off: [] as number[][], on: [] as number[][] };
      // The first round warms up.
      for (let round = 0; round <= ROUNDS; round++) {
        for (const state of round % 2 === 0 ? (['off', 'on'] as const) : (['on', 'off'] as const)) {
          const { url, child } = gateways[state];
          const used = await cpuMeter(child.pid ?? 0, campus.ctx.pool);
          const before = used().process;
          const run = await autocannon({
            url: `${url}${path}`,
            method: 'POST',
            connections: CONNECTIONS,
            duration: SECONDS,
            requests,
          });
          const total = run.requests.total;
          if (run.errors > 0) throw new Error(`${run.errors} errors`);
          if (round > 0)
            measured[state].push([run.requests.average, ((used().process - before) * 1_000) / total]);
        }
      }
      const median = (state: 'off' | 'on', at: number) =>
        quantile(
          measured[state].map((figures) => figures[at] ?? Number.NaN),
          0.5,
        );
      const change = (at: number) => `${((median('on', at) / median('off', at) - 1) * 100).toFixed(1)} %`;
      console.log(
        `${name} off ${median('off', 0).toFixed(0)}/s  on ${median('on', 0).toFixed(0)}/s (${change(0)})` +
          `   processor off ${median('off', 1).toFixed(0)} µs  on ${median('on', 1).toFixed(0)} µs (${change(1)})`,
      );
    }
  } finally {
    await campus.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
