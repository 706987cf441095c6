/**
 * `npm run bench:stack`: active members, as `mix.ts` has them act, on the whole stack of `deploy/`, generator and stack on one machine. First
 * as many as the goal names for `LOAD_MINUTES`; on the way there the forecast of capacity from a fifth of them; then more until it breaks.
 * Prints figures and judges nothing but what must never happen: an acknowledged message that does not come, or an error below the goal.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  demandOf,
  membersUntil,
  type Observation,
} from '../../server/modules/analytics/capacity/forecast.ts';
import { ONLINE, RESOURCE_NAMES, resources } from '../../server/modules/analytics/capacity/resources.ts';
import { queryRange } from '../../server/modules/analytics/system/store.ts';
import { folder, root, SITE, secretsFolder } from '../../tests/stack/site.ts';
import {
  addressOf,
  type Container,
  engine,
  processorTime,
  running,
  serviceOf,
} from '../../tests/stack/stack.ts';
import { order } from '../realtime/processes.ts';
import type { Kind, Report, Target } from './clients.ts';
import { THINK_SECONDS } from './mix.ts';
import { makePopulation } from './population.ts';

const number = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
/** The goal. */
const MEMBERS = number('LOAD_MEMBERS', 5_000);
const MINUTES = number('LOAD_MINUTES', 10);
/** Where the search for the limit ends. */
const MOST = number('LOAD_MOST', 12_000);
const STEP = number('LOAD_STEP', 1_000);
const SIZE = {
  users: number('LOAD_USERS', 50_000),
  posts: number('LOAD_POSTS', 250_000),
  follows: number('LOAD_FOLLOWS', 1_500_000),
  likes: number('LOAD_LIKES', 1_000_000),
};
/** Each step on the way to the forecast, and above the goal. */
const STEP_SECONDS = number('LOAD_STEP_SECONDS', 60);
const SETTLING_SECONDS = number('LOAD_SETTLING_SECONDS', 40);
const JOINING_PER_SECOND = 20;
/** The goals of the issue, in milliseconds. */
const GOAL = { api: 150, delivered: 100 };
/** The limit is where waiting is this many times the goal, or more than one answer in a thousand is an error. */
const BROKEN_TIMES = 4;
const BROKEN_SHARE = 0.001;
const SCRAPE_SECONDS = 15;
const PICTURE = { width: 1_600, height: 1_200 };
const HOUR = 3_600_000;

const say = (words: string) => console.log(`  ${words}`);
let clients: ChildProcess;
const command = <Result = object>(what: object) => order<Result>(clients, what);
let metrics: string;

beforeAll(async () => {
  const secret = (name: string) => readFileSync(join(secretsFolder, name), 'utf8').trim();
  const [postgres, valkey, nginx] = [
    await addressOf('postgres'),
    await addressOf('valkey'),
    await addressOf('nginx', 'front'),
  ];
  metrics = `http://${await addressOf('metrics')}:8428`;
  const files = { members: join(folder, 'load-members.json'), picture: join(folder, 'load.jpg') };
  const { width, height } = PICTURE;
  // Noise over a gradient: as large as a photograph of that size, about half a megabyte.
  const noise = await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 12 },
    },
  })
    .jpeg({ quality: 80 })
    .toBuffer();
  writeFileSync(files.picture, noise);
  await makePopulation(
    {
      superuser: `postgres://postgres:${secret('postgres_password')}@${postgres}:5432/chitlaq`,
      application: `postgres://chitlaq:${secret('database_password')}@${postgres}:5432/chitlaq`,
      redis: `redis://:${secret('redis_password')}@${valkey}:6379`,
    },
    { secretFile: join(secretsFolder, 'secret_key'), publicUrl: `https://${SITE}`, dataDir: folder },
    SIZE,
    MOST,
    files.members,
    say,
  );
  clients = fork(join(root, 'bench/stack/clients.ts'), {
    execArgv: ['--import', 'tsx', '--max-old-space-size=4096'],
  });
  const target: Target = {
    host: SITE,
    address: nginx,
    port: 8443,
    certificateFile: join(secretsFolder, 'tls/certificate.pem'),
    membersFile: files.members,
    pictureFile: files.picture,
  };
  await command({ do: 'prepare', target });
}, HOUR);
afterAll(() => {
  clients?.kill('SIGKILL');
});

/** More members, and the time in which each has opened home once, which builds a timeline that nobody has read for a month. */
async function become(members: number): Promise<void> {
  await command({ do: 'active', members, perSecond: JOINING_PER_SECOND });
  await command({ do: 'measure', seconds: SETTLING_SECONDS });
}

const KINDS: [kind: Kind | 'api', name: string][] = [
  ['api', 'API, all of these:'],
  ['read', '  reads'],
  ['write', '  writes'],
  ['search', '  search'],
  ['open', '  the first requests of the app'],
  ['acknowledged', 'message until acknowledged'],
  ['delivered', 'message until the other has it'],
  ['connected', 'socket until signed in and synced'],
  ['page', 'page, with a TLS handshake'],
  ['upload', 'picture of half a megabyte'],
];
function print(members: number, report: Report): void {
  const requests = report.kinds.api?.perSecond ?? 0;
  say(
    `${members} members, ${Math.round(report.seconds)} s: ${requests.toFixed(0)} API requests/s, ${(report.messages / report.seconds).toFixed(0)} messages/s, ${report.sockets} sockets; the load itself: ${report.ownProcessors.toFixed(2)} processors, ${report.ownDelayP99.toFixed(0)} ms late at p99`,
  );
  for (const [kind, name] of KINDS) {
    const figures = report.kinds[kind];
    if (figures)
      say(
        `  ${name.padEnd(36)} ${figures.perSecond.toFixed(1).padStart(7)}/s  p50 ${figures.p50.toFixed(0).padStart(5)}  p95 ${figures.p95.toFixed(0).padStart(5)}  p99 ${figures.p99.toFixed(0).padStart(5)} ms`,
      );
  }
  if (report.paused > 0) say(`  ${report.paused} answers were that this part is paused`);
  if (report.dropped > 0) say(`  ${report.dropped} sockets were closed`);
  for (const [what, times] of Object.entries(report.failures)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 12))
    say(`  ${times} × ${what}`);
}

interface Usage {
  processors: number;
  memory: number;
}
/** What each container used while `work` ran: processors on average, memory at its end. */
async function usageDuring<Result>(work: () => Promise<Result>): Promise<[Result, Map<string, Usage>]> {
  const containers = await running();
  const times = () =>
    Promise.all(containers.map((container) => processorTime(container).catch(() => Number.NaN)));
  const [before, startedAt] = [await times(), performance.now()];
  const result = await work();
  const took = performance.now() - startedAt;
  const after = await times();
  const used = new Map<string, Usage>();
  for (const [index, container] of containers.entries())
    used.set(serviceOf(container), {
      processors: ((after[index] ?? Number.NaN) - (before[index] ?? Number.NaN)) / took,
      memory: await memoryOf(container),
    });
  return [result, used];
}
/** What the engine counts for a container without the page cache, in bytes. */
async function memoryOf({ Id }: Container): Promise<number> {
  const text = await engine('stats', '--no-stream', '--format', '{{.MemUsage}}', Id);
  const [, value = '0', unit = 'MiB'] = /^([\d.]+)(\w+)/.exec(text) ?? [];
  return Number(value) * ({ B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 }[unit] ?? 1);
}
async function printUsage(used: Map<string, Usage>): Promise<void> {
  const limits = new Map((await running()).map((one) => [serviceOf(one), one.HostConfig.Memory]));
  const rows = [...used].sort((a, b) => b[1].processors - a[1].processors);
  say('  container           processors      MiB    limit');
  for (const [name, { processors, memory }] of rows)
    say(
      `  ${name.padEnd(20)} ${processors.toFixed(2).padStart(8)} ${(memory / 1024 ** 2).toFixed(0).padStart(8)} ${((limits.get(name) ?? 0) / 1024 ** 2).toFixed(0).padStart(8)}`,
    );
  const sum = (key: keyof Usage) => rows.reduce((total, [, usage]) => total + usage[key], 0);
  say(
    `  ${'together'.padEnd(20)} ${sum('processors').toFixed(2).padStart(8)} ${(sum('memory') / 1024 ** 2).toFixed(0).padStart(8)}`,
  );
}

/** What the capacity twin would say from the time since `startedAt`, with windows of a minute instead of ten. */
async function forecast(startedAt: number): Promise<Map<string, { used: number; fits: number }>> {
  const step = SCRAPE_SECONDS;
  const grid = (ms: number) => Math.floor(ms / 1_000 / step) * step;
  const span = { start: grid(startedAt), end: grid(Date.now()) - step, step };
  const ask = (query: string) => queryRange(metrics, query.replaceAll('[10m]', '[1m]'), span);
  const online = await ask(`avg_over_time((${ONLINE})[1m:${step}s])`);
  const found = new Map<string, { used: number; fits: number }>();
  for (const name of RESOURCE_NAMES) {
    const { used, available, safeShare } = resources[name];
    const [use, limits] = [await ask(used), await ask(available)];
    const observations: Observation[] = online.flatMap((members, index) => {
      const value = use[index];
      return members === null || value === null || value === undefined
        ? []
        : [{ online: members, used: value }];
    });
    const demand = demandOf(observations);
    const limit = limits.findLast((value) => value !== null);
    const last = use.findLast((value) => value !== null);
    if (demand && limit && last !== null && last !== undefined)
      found.set(name, { used: last / limit, fits: membersUntil(demand, safeShare * limit) });
  }
  return found;
}

const errorsOf = ({ failures }: Report) =>
  Object.entries(failures).filter(([what]) => /: (?:5\d\d|no answer|read ECONN|socket hang)/.test(what));

test(
  'active members, and how many more',
  async () => {
    say(`One thing every ${THINK_SECONDS} s on average; ${SIZE.users} members, ${SIZE.posts} posts.`);
    const startedAt = Date.now();
    const few = Math.round(MEMBERS / 5);
    for (let members = Math.round(few / 4); members <= few; members += Math.round(few / 4)) {
      await become(members);
      const report = await command<Report>({ do: 'measure', seconds: STEP_SECONDS });
      print(members, report);
    }
    const predicted = await forecast(startedAt);
    for (const [name, { used, fits }] of predicted)
      say(`  forecast from ${few}: ${name} ${(used * 100).toFixed(0)} % used, holds ${fits} members`);

    await become(MEMBERS);
    const [report, used] = await usageDuring(() => command<Report>({ do: 'measure', seconds: MINUTES * 60 }));
    print(MEMBERS, report);
    await printUsage(used);
    say(
      `  goals: API p99 ${GOAL.api} ms, message ${GOAL.delivered} ms: ${(report.kinds.api?.p99 ?? Infinity) < GOAL.api ? 'reached' : 'not reached'}, ${(report.kinds.delivered?.p99 ?? Infinity) < GOAL.delivered ? 'reached' : 'not reached'}`,
    );
    const reached = await forecast(Date.now() - MINUTES * 60_000);
    for (const [name, { used: share }] of reached) say(`  ${name}: ${(share * 100).toFixed(0)} % used`);

    for (let members = MEMBERS + STEP; members <= MOST; members += STEP) {
      await become(members);
      const [more, usage] = await usageDuring(() =>
        command<Report>({ do: 'measure', seconds: STEP_SECONDS }),
      );
      print(members, more);
      const wrong = errorsOf(more).reduce((sum, [, times]) => sum + times, 0);
      const isBroken =
        (more.kinds.api?.p99 ?? Infinity) > BROKEN_TIMES * GOAL.api ||
        (more.kinds.delivered?.p99 ?? Infinity) > BROKEN_TIMES * GOAL.delivered ||
        wrong > BROKEN_SHARE * (more.kinds.api?.count ?? 0);
      if (!isBroken) continue;
      say(`  this is the limit: ${members}`);
      await printUsage(usage);
      break;
    }
    expect(errorsOf(report)).toEqual([]);
    expect(report.undelivered).toBe(0);
  },
  HOUR,
);
