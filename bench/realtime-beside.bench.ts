import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Crowd, cpuOf, most, residentOf, startCrowd, sum } from './realtime/processes.ts';
import { archived, missing, startProsody } from './realtime/prosody.ts';
import { openStage, type Stage } from './realtime/stage.ts';
import { makeTown, signTokens, type Town } from './realtime/town.ts';

const AT_ONCE = 100;
const SETTLED_MS = 20_000;
const TALK_SECONDS = 10;
const BORNE_MS = 1_000;

/**
 * The same load on Prosody from Debian, with its archive in the same PostgreSQL and without any, and on one realtime process: what
 * an idle connection takes, sign-ins a second, and how long a message from one to another takes.
 *
 * `npm run bench -- realtime-beside --connections 4000 --rates 50,100,200,400`
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
  const missed = missing();
  if (missed !== null) return say(missed);
  const stage = await openStage(say);
  try {
    const town = await makeTown(stage.ctx.pool, count);
    await measure(stage, 'ChitLaq', count, rates, await ours(stage, town));
    for (const [name, isKept] of [
      ['Prosody, archive in PostgreSQL', true],
      ['Prosody, nothing kept', false],
    ] as const)
      await measure(stage, name, count, rates, await prosody(stage, count, isKept));
    say(`Prosody's archive holds ${await archived(stage.env.DATABASE_URL ?? '')} rows, two a message.`);
  } finally {
    await stage.close();
  }
}

const say = (words: string) => console.log(words);
const ms = (value: number) => `${value.toFixed(1)} ms`;

interface Subject {
  server: { child: ChildProcess };
  crowd: Crowd;
  connect: object;
  talk(perSecond: number): object;
}

async function ours(stage: Stage, town: Town): Promise<Subject> {
  const [server] = await stage.realtime(1);
  if (!server) throw new Error('no realtime process');
  return {
    server,
    crowd: await startCrowd(stage.children),
    connect: {
      do: 'connect',
      urls: [`ws://127.0.0.1:${server.port}/ws`],
      bare: false,
      tokens: await signTokens(stage.ctx, town),
      partners: [],
      atOnce: AT_ONCE,
    },
    talk: (perSecond) => ({
      do: 'talk',
      conversations: town.pairs,
      perSecond,
      seconds: TALK_SECONDS,
      underWay: 400,
    }),
  };
}

async function prosody(stage: Stage, count: number, isKept: boolean): Promise<Subject> {
  const port = await stage.freePort();
  const server = await startProsody({
    children: stage.children,
    folder: join(stage.env.DATA_DIR ?? '', isKept ? 'prosody-kept' : 'prosody'),
    port,
    databaseUrl: isKept ? (stage.env.DATABASE_URL ?? null) : null,
  });
  return {
    server,
    crowd: await startCrowd(stage.children, 'bench/realtime/xmpp-crowd.ts'),
    connect: { do: 'connect', port, count, atOnce: AT_ONCE },
    talk: (perSecond) => ({ do: 'talk', perSecond, seconds: TALK_SECONDS }),
  };
}

async function measure(
  stage: Stage,
  name: string,
  count: number,
  rates: readonly number[],
  { server, crowd, connect, talk }: Subject,
): Promise<void> {
  const before = residentOf([server]);
  const opened = await crowd(connect);
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  const bytes = (residentOf([server]) - before) / count;
  say(
    `${name}: ${count} signed in at ${Math.round(count / most([opened], 'seconds'))}/s; ${(bytes / 1024).toFixed(1)} kB each, ${(residentOf([server]) / 1024 / 1024).toFixed(0)} MB in all`,
  );
  for (const rate of rates) {
    const cpu = cpuOf([server]);
    const result = await crowd(talk(rate));
    const each = ((cpuOf([server]) - cpu) * 1000) / sum([result], 'sent');
    say(
      `  ${rate}/s asked, ${Math.round(sum([result], 'perSecond'))}/s delivered: p50 ${ms(most([result], 'p50'))} p99 ${ms(most([result], 'p99'))}; ${sum([result], 'failed')} refused, ${sum([result], 'lost')} not heard; ${each.toFixed(2)} ms CPU of its process each`,
    );
    if (most([result], 'p99') > BORNE_MS) break;
  }
  await crowd({ do: 'close' });
  const gone = new Promise((resolve) => server.child.once('exit', resolve));
  server.child.kill('SIGKILL');
  await gone;
  stage.children.splice(stage.children.indexOf(server.child), 1);
}
