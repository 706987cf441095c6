import { parseArgs } from 'node:util';
import { openEnvironment } from './realtime/environment.ts';
import { slopeOf } from './realtime/linear-fit.ts';
import { makePopulation, signTokens } from './realtime/population.ts';
import {
  all,
  type Running,
  residentAfterGc,
  residentOf,
  startBun,
  startLoadClients,
  sum,
} from './realtime/processes.ts';

/** The goal, in bytes. */
const GOAL = 8 * 1024;
/** After this long a process has freed the memory that it used for connecting. */
const SETTLED_MS = 30_000;

interface Measured {
  /** Resident bytes by number of connections, after garbage collection. */
  points: [connections: number, bytes: number][];
  /** With all connections, without forced garbage collection. */
  settled: number;
}

/**
 * The memory of an idle connection, as the slope of resident memory over 2,000, 10,000 and 19,000 of them after garbage
 * collection: a bare echo server, signed in, and signed in with a watched member.
 *
 * `npm run bench -- realtime-memory --steps 2000,10000,19000`
 */
export async function bench(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { steps: { type: 'string', default: '2000,10000,19000' } },
  });
  const steps = values.steps.split(',').map(Number);
  const count = Math.max(...steps);
  const say = (words: string) => console.log(words);
  const environment = await openEnvironment(say);
  try {
    const population = await makePopulation(environment.ctx.pool, count);
    const tokens = await signTokens(environment.ctx, population);
    const partners = population.ids.map((_, index) => population.ids[index ^ 1] ?? population.ids[0] ?? '');
    const measure = async (server: Running, order: { path: string; bare: boolean; watches: boolean }) => {
      const loadClients = await startLoadClients(environment.children);
      let settled = 0;
      const points: [connections: number, bytes: number][] = [[0, await residentAfterGc([server])]];
      for (const [index, step] of steps.entries()) {
        const from = steps[index - 1] ?? 0;
        const [opened] = await all([loadClients], () => ({
          do: 'connect',
          urls: [`ws://127.0.0.1:${server.port}${order.path}`],
          bare: order.bare,
          more: true,
          tokens: tokens.slice(from, step),
          partners: order.watches ? partners.slice(from, step) : [],
        }));
        if (order.watches && sum(opened ? [opened] : [], 'seen') !== step - from)
          throw new Error('not every device sees the member it watches');
        if (step === count) {
          await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
          settled = residentOf([server]);
        }
        points.push([step, await residentAfterGc([server])]);
      }
      await loadClients({ do: 'close' });
      server.child.kill();
      return { points, settled };
    };
    const subjects: [name: string, measured: Measured][] = [];
    const bare = await startBun(environment.children, 'bench/realtime/echo.ts', {});
    subjects.push(['bare echo server', await measure(bare, { path: '', bare: true, watches: false })]);
    for (const [name, watches] of [
      ['signed in', false],
      ['signed in, one on screen', true],
    ] as const) {
      const [ours] = await environment.realtime(1);
      if (ours) subjects.push([name, await measure(ours, { path: '/ws', bare: false, watches })]);
    }
    const slopes = subjects.map(([, { points }]) => slopeOf(points.slice(1)).slope);
    for (const [index, [name, { points, settled }]] of subjects.entries()) {
      const each = slopes[index] ?? Number.NaN;
      const ratio = `${(each / (slopes[0] ?? Number.NaN)).toFixed(1)} × bare`;
      const steps = points.map(([at, bytes]) => `${at}: ${(bytes / 1024 / 1024).toFixed(1)} MB`).join(', ');
      const settledEach = (settled - (points[0]?.[1] ?? 0)) / count;
      say(
        `${name.padEnd(26)} ${kb(each)} kB a connection (${ratio}), ${kb(settledEach)} kB of ${count} as it settledEach after 30 s; ${steps}`,
      );
    }
    const worst = slopes.at(-1) ?? Number.NaN;
    say(worst <= GOAL ? 'The goal of 8 kB is reached.' : 'The goal of 8 kB is NOT reached.');
  } finally {
    await environment.close();
  }
}

const kb = (bytes: number) => (bytes / 1024).toFixed(1);
