import { parseArgs } from 'node:util';
import {
  all,
  type Crowd,
  cpuOf,
  held,
  most,
  type Result,
  residentOf,
  startBun,
  startCrowd,
  sum,
} from './realtime/processes.ts';
import { openStage, type Stage } from './realtime/stage.ts';
import { makeTown, signTokens, type Town } from './realtime/town.ts';

/** Devices of one process of the load: it may open some 20,000 files. */
const CROWD_MOST = 17_000;
/** Sign-ins, and messages, that wait for their answers at a time, for each realtime process. */
const SIGN_INS_AT_ONCE = 200;
const UNDER_WAY = 400;
const TALK_SECONDS = 10;
/** With less of a rate the machine does not bear it, and a higher one is not tried. */
const BORNE_SHARE = 0.9;
const RECONNECTING = { clients: 5_000, goalSeconds: 60, spreadMs: 1_000 };
const STORM_MS = 45_000;
const GOALS = { bytes: 8 * 1024, rate: 1_000, p99: 100 };

/**
 * Sockets: memory and sign-ins, send to receive with the commit between, a group of three hundred, five thousand that come back
 * at once and everybody within a minute; beside a bare echo server on Bun in the same run.
 *
 * `npm run bench -- realtime --connections 100000 --processes 6 --rates 100,300,1000,5000`
 */
export async function bench(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      connections: { type: 'string', default: '10000' },
      processes: { type: 'string', default: '1' },
      rates: { type: 'string', default: '100,300,1000,5000' },
    },
  });
  const count = Number(values.connections);
  const processes = Number(values.processes);
  const rates = values.rates.split(',').map(Number);
  const stage = await openStage(say);
  try {
    const began = performance.now();
    const town = await makeTown(stage.ctx.pool, count);
    const crowds = await Promise.all(
      Array.from({ length: Math.ceil(count / CROWD_MOST) }, () => startCrowd(stage.children)),
    );
    say(
      `${count} connections on ${processes} process(es) from ${crowds.length}; each signed in, and watching one other's presence`,
    );
    say(`members  made in ${((performance.now() - began) / 1000).toFixed(0)} s`);
    await measureBare(stage, crowds, { count, processes, rate: GOALS.rate });
    await measureOurs(stage, crowds, town, { count, processes, rates });
  } finally {
    await stage.close();
  }
}

const say = (words: string) => console.log(words);
const kb = (bytes: number) => `${(bytes / 1024).toFixed(1)} kB`;
const mb = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
const ms = (value: number) => `${value.toFixed(1)} ms`;
const times = (results: readonly Result[]) =>
  `p50 ${ms(most(results, 'p50'))} p99 ${ms(most(results, 'p99'))}`;
const judged = (isReached: boolean) => (isReached ? 'reached' : 'NOT reached');

/** Each crowd comes by addresses of its own: a pair of addresses has but 28,000 ports. */
const urlsOf = (crowd: number, port: number, path: string) =>
  [1, 2, 3].map((host) => `ws://127.0.${crowd + 1}.${host}:${port}${path}`);

interface Scale {
  count: number;
  processes: number;
}

/** What Bun itself costs, on as many processes. */
async function measureBare(stage: Stage, crowds: Crowd[], scale: Scale & { rate: number }): Promise<void> {
  const port = await stage.freePort();
  const echoes = [];
  for (let index = 0; index < scale.processes; index++)
    echoes.push(await startBun(stage.children, 'bench/realtime/echo.ts', { PORT: String(port) }));
  const before = await held(echoes);
  const share = shareOf(crowds, scale.count);
  const opened = await all(crowds, (crowd) => ({
    do: 'connect',
    urls: urlsOf(crowd, port, ''),
    bare: true,
    tokens: Array.from({ length: Math.min(share, scale.count - crowd * share) }, () => ''),
    partners: [],
  }));
  const talk = await all(crowds, () => ({
    do: 'talk',
    conversations: [],
    perSecond: Math.round(scale.rate / crowds.length),
    seconds: TALK_SECONDS,
    underWay: UNDER_WAY,
  }));
  const bytes = ((await held(echoes)) - before) / scale.count;
  say(
    `bare     ${kb(bytes)} a connection; ${Math.round(scale.count / most(opened, 'seconds'))} connections/s; ${scale.rate} echoes/s: ${times(talk)}`,
  );
  await all(crowds, () => ({ do: 'close' }));
  for (const { child } of echoes) child.kill();
}

/** An even number for each, since one writes to the other beside them. */
const shareOf = (crowds: Crowd[], count: number) => Math.ceil(count / crowds.length / 2) * 2;

async function measureOurs(
  stage: Stage,
  crowds: Crowd[],
  town: Town,
  { count, processes, rates }: Scale & { rates: number[] },
): Promise<void> {
  const share = shareOf(crowds, count);
  const slice = <Item>(items: Item[], crowd: number) => items.slice(crowd * share, (crowd + 1) * share);
  const partners = town.ids.map((_, index) => town.ids[index ^ 1] ?? town.ids[0] ?? '');
  const ours = await stage.realtime(processes);
  const port = ours[0]?.port ?? 0;
  const before = await held(ours);
  const tokens = await signTokens(stage.ctx, town);
  const opened = await all(crowds, (crowd) => ({
    do: 'connect',
    urls: urlsOf(crowd, port, '/ws'),
    bare: false,
    tokens: slice(tokens, crowd),
    partners: slice(partners, crowd),
    atOnce: Math.ceil((SIGN_INS_AT_ONCE * processes) / crowds.length),
  }));
  const stands = residentOf(ours) - before;
  const bytes = ((await held(ours)) - before) / count;
  say(
    `memory   ${kb(bytes)} a connection, garbage collected (goal ≤ ${kb(GOALS.bytes)}: ${judged(bytes <= GOALS.bytes)}), ${kb(stands / count)} right after they came; all processes ${mb(residentOf(ours))}`,
  );
  say(
    `sign-ins ${Math.round(count / most(opened, 'seconds'))}/s with presence; ${sum(opened, 'seen')} see whom they watch; ${sum(opened, 'retries')} had to come again`,
  );

  for (const rate of rates) {
    const cpu = cpuOf(ours);
    const talk = await all(crowds, (crowd) => ({
      do: 'talk',
      conversations: pairsOf(town, crowd, share),
      perSecond: Math.round(rate / crowds.length),
      seconds: TALK_SECONDS,
      underWay: Math.ceil((UNDER_WAY * processes) / crowds.length),
    }));
    const each = ((cpuOf(ours) - cpu) * 1000) / sum(talk, 'sent');
    const isBorne = sum(talk, 'failed') === 0 && sum(talk, 'perSecond') >= rate * BORNE_SHARE;
    const goal =
      rate === GOALS.rate
        ? `; goal p99 ≤ ${GOALS.p99} ms: ${judged(isBorne && most(talk, 'p99') <= GOALS.p99)}`
        : '';
    say(
      `messages ${rate}/s asked, ${Math.round(sum(talk, 'perSecond'))}/s committed and delivered to two, ${sum(talk, 'failed')} refused, ${sum(talk, 'lost')} not heard: ${times(talk)}; ${each.toFixed(2)} ms CPU each${goal}`,
    );
    if (!isBorne) break;
  }
  const cpu = cpuOf(ours);
  const group = await all(crowds.slice(0, 1), () => ({
    do: 'group',
    conversation: town.group,
    messages: 200,
  }));
  say(
    `group    of 300: ${sum(group, 'received')} deliveries, ${times(group)}; ${(((cpuOf(ours) - cpu) * 1e6) / sum(group, 'received')).toFixed(0)} µs CPU a delivery`,
  );

  const fresh = await signTokens(stage.ctx, town);
  const few = Math.min(count, RECONNECTING.clients);
  const back = await all(crowds, (crowd) => ({
    do: 'storm',
    tokens: slice(fresh, crowd).slice(0, Math.ceil(few / crowds.length)),
    withinMs: RECONNECTING.spreadMs,
  }));
  const seconds = most(back, 'seconds');
  say(
    `back     ${few} cut off at once, all back after ${seconds.toFixed(1)} s (${times(back)}; ${sum(back, 'retries')} tried again); goal ${RECONNECTING.goalSeconds} s: ${judged(seconds <= RECONNECTING.goalSeconds)}`,
  );
  const storm = await all(crowds, (crowd) => ({
    do: 'storm',
    tokens: slice(fresh, crowd),
    withinMs: STORM_MS,
  }));
  say(
    `storm    all ${count} cut off, each coming within ${STORM_MS / 1000} s: all back after ${most(storm, 'seconds').toFixed(0)} s (${times(storm)}; ${sum(storm, 'retries')} tried again)`,
  );
}

const pairsOf = (town: Town, crowd: number, share: number) =>
  town.pairs.slice((crowd * share) / 2, ((crowd + 1) * share) / 2);
