import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openEnvironment } from './realtime/environment.ts';
import { slopeOf } from './realtime/linear-fit.ts';
import { makePopulation, signTokens } from './realtime/population.ts';
import { residentAfterGc, residentOf, startLoadClients } from './realtime/processes.ts';

/** Maximum certain growth per minute: 0.25 MB, which at this pace is 360 MB a day. */
const LIMIT = 0.25 * 1024 * 1024;
/** Tokens are valid for fifteen. */
const RENEW_EVERY_MINUTES = 8;
const MIN_MINUTES = 5;
const PER_SECOND = { messages: 40, looks: 20, reconnects: 8 };

/**
 * A campus's day in half an hour: connections send, type, watch others, renew their tokens and come and go at random. Prints the
 * memory of each process minute by minute, and whether it grows: the slope of the last two thirds.
 *
 * `npm run bench -- realtime-soak --minutes 30 --connections 2000 --processes 2`
 */
export async function bench(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      minutes: { type: 'string', default: '30' },
      connections: { type: 'string', default: '2000' },
      processes: { type: 'string', default: '2' },
    },
  });
  const minutes = Number(values.minutes);
  if (!(minutes >= MIN_MINUTES)) throw new Error(`--minutes: at least ${MIN_MINUTES}, for a slope`);
  const say = (words: string) => console.log(words);
  const environment = await openEnvironment(say);
  try {
    const population = await makePopulation(environment.ctx.pool, Number(values.connections));
    const ours = await environment.realtime(Number(values.processes));
    const worker = { child: await startWorker(environment.children, environment.env) };
    const loadClients = await startLoadClients(environment.children);
    await loadClients({
      do: 'connect',
      urls: [`ws://127.0.0.1:${ours[0]?.port}/ws`],
      bare: false,
      tokens: await signTokens(environment.ctx, population),
      partners: population.ids.map((_, index) => population.ids[index ^ 1] ?? ''),
    });
    const names = [...ours.map((_, index) => `realtime ${index + 1}`), 'worker'];
    const points: [minute: number, bytes: number][][] = names.map(() => []);
    say(`minute, MB of ${names.join(', ')}; activity`);
    for (let minute = 1; minute <= minutes; minute++) {
      const isDue = minute % RENEW_EVERY_MINUTES === 0;
      const done = await loadClients({
        do: 'soak',
        conversations: population.pairs,
        tokens: isDue ? await signTokens(environment.ctx, population) : [],
        seconds: 60,
        perSecond: PER_SECOND,
      });
      await residentAfterGc(ours);
      const bytes = [...ours, worker].map((child) => residentOf([child]));
      for (const [index, each] of bytes.entries()) points[index]?.push([minute, each]);
      say(
        `${minute}: ${bytes.map(mb).join(', ')}; ${done.messages} messages (${done.received} received, p99 ${done.p99?.toFixed(0)} ms), ${done.reconnects} reconnected, ${done.renewals} tokens renewed, ${done.failed} without an answer, ${done.away} disconnected`,
      );
    }
    let isFlat = true;
    for (const [index, name] of names.entries()) {
      const measured = (points[index] ?? []).slice(Math.floor(minutes / 3));
      const { slope, error } = slopeOf(measured);
      const rises = slope - 2 * error > LIMIT;
      isFlat &&= !rises;
      say(`${name}: ${mb(slope)} ± ${mb(2 * error)} MB a minute${rises ? ', RISES' : ''}`);
    }
    say(isFlat ? 'Memory is flat.' : 'Memory is NOT flat.');
  } finally {
    await environment.close();
  }
}

const mb = (bytes: number) => (bytes / 1024 / 1024).toFixed(2);

/** Runs the jobs that messages add, which would pile up without a worker. */
function startWorker(children: ChildProcess[], env: Record<string, string>): Promise<ChildProcess> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const child = spawn(process.execPath, [join(root, 'server/dist/main.js'), 'worker'], {
    env: { ...process.env, ...env, ROLES: 'worker', PORT: '0' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'json',
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child));
    child.once('exit', (code) => reject(new Error(`the worker ended at its start (code ${code})`)));
  });
}
