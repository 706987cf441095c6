import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchEnvironment, openEnvironment } from './realtime/environment.ts';
import { makePopulation, type Population, signTokens } from './realtime/population.ts';
import { cpuOf, type LoadClients, maxOf, residentOf, startLoadClients, sum } from './realtime/processes.ts';
import { countArchivedRows, missingPackages, startProsody } from './realtime/prosody.ts';

const AT_ONCE = 100;
const SETTLED_MS = 20_000;
const TALK_SECONDS = 10;
const MAX_P99_MS = 1_000;

/**
 * The same load on Debian's Prosody, with its archive in the same PostgreSQL and without one, and on one realtime process: the
 * memory of an idle connection, sign-ins a second, and the latency of a message.
 *
 * `npm run bench -- realtime-comparison --connections 4000 --rates 50,100,200,400`
 */
export async function bench(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      connections: { type: 'string', default: '4000' },
      rates: { type: 'string', default: '50,100,200,400,800' },
    },
  });
  const count = Number(values.connections);
  const rates = values.rates.split(',').map(Number);
  const missed = missingPackages();
  if (missed !== null) return say(missed);
  const environment = await openEnvironment(say);
  try {
    const population = await makePopulation(environment.ctx.pool, count);
    await measure(environment, 'ChitLaq', count, rates, await ours(environment, population));
    for (const [name, isArchived] of [
      ['Prosody, archive in PostgreSQL', true],
      ['Prosody, nothing kept', false],
    ] as const)
      await measure(environment, name, count, rates, await prosody(environment, count, isArchived));
    say(
      `Prosody's archive holds ${await countArchivedRows(environment.env.DATABASE_URL ?? '')} rows, two a message.`,
    );
  } finally {
    await environment.close();
  }
}

const say = (words: string) => console.log(words);
const ms = (value: number) => `${value.toFixed(1)} ms`;

interface Subject {
  server: { child: ChildProcess };
  loadClients: LoadClients;
  connect: object;
  talk(perSecond: number): object;
}

async function ours(environment: BenchEnvironment, population: Population): Promise<Subject> {
  const [server] = await environment.realtime(1);
  if (!server) throw new Error('no realtime process');
  return {
    server,
    loadClients: await startLoadClients(environment.children),
    connect: {
      do: 'connect',
      urls: [`ws://127.0.0.1:${server.port}/ws`],
      bare: false,
      tokens: await signTokens(environment.ctx, population),
      partners: [],
      atOnce: AT_ONCE,
    },
    talk: (perSecond) => ({
      do: 'talk',
      conversations: population.pairs,
      perSecond,
      seconds: TALK_SECONDS,
      maxPending: 400,
    }),
  };
}

async function prosody(environment: BenchEnvironment, count: number, isArchived: boolean): Promise<Subject> {
  const port = await environment.freePort();
  const server = await startProsody({
    children: environment.children,
    folder: join(environment.env.DATA_DIR ?? '', isArchived ? 'prosody-kept' : 'prosody'),
    port,
    databaseUrl: isArchived ? (environment.env.DATABASE_URL ?? null) : null,
  });
  return {
    server,
    loadClients: await startLoadClients(environment.children, 'bench/realtime/xmpp-clients.ts'),
    connect: { do: 'connect', port, count, atOnce: AT_ONCE },
    talk: (perSecond) => ({ do: 'talk', perSecond, seconds: TALK_SECONDS }),
  };
}

async function measure(
  environment: BenchEnvironment,
  name: string,
  count: number,
  rates: readonly number[],
  { server, loadClients, connect, talk }: Subject,
): Promise<void> {
  const before = residentOf([server]);
  const opened = await loadClients(connect);
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  const bytes = (residentOf([server]) - before) / count;
  say(
    `${name}: ${count} signed in at ${Math.round(count / maxOf([opened], 'seconds'))}/s; ${(bytes / 1024).toFixed(1)} kB each, ${(residentOf([server]) / 1024 / 1024).toFixed(0)} MB in all`,
  );
  for (const rate of rates) {
    const cpu = cpuOf([server]);
    const result = await loadClients(talk(rate));
    const each = ((cpuOf([server]) - cpu) * 1000) / sum([result], 'sent');
    say(
      `  ${rate}/s requested, ${Math.round(sum([result], 'perSecond'))}/s delivered: p50 ${ms(maxOf([result], 'p50'))} p99 ${ms(maxOf([result], 'p99'))}; ${sum([result], 'failed')} refused, ${sum([result], 'lost')} not received; ${each.toFixed(2)} ms CPU of its process each`,
    );
    if (maxOf([result], 'p99') > MAX_P99_MS) break;
  }
  await loadClients({ do: 'close' });
  const exited = new Promise((resolve) => server.child.once('exit', resolve));
  server.child.kill('SIGKILL');
  await exited;
  environment.children.splice(environment.children.indexOf(server.child), 1);
}
