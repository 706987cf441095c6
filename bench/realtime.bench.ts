import { parseArgs } from 'node:util';
import { type BenchEnvironment, openEnvironment } from './realtime/environment.ts';
import { makePopulation, type Population, signTokens } from './realtime/population.ts';
import {
  all,
  cpuOf,
  type LoadClients,
  maxOf,
  type Result,
  residentAfterGc,
  residentOf,
  startBun,
  startLoadClients,
  sum,
} from './realtime/processes.ts';

/** Devices per load process, which may open about 20,000 files. */
const MAX_CLIENTS_PER_PROCESS = 17_000;
/** Concurrent sign-ins, and messages without an answer yet, per realtime process. */
const SIGN_INS_AT_ONCE = 200;
const MAX_PENDING = 400;
const TALK_SECONDS = 10;
/** Below this share of a rate it is not sustained, and no higher one is tried. */
const SUSTAINED_SHARE = 0.9;
const RECONNECTING = { clients: 5_000, goalSeconds: 60, spreadMs: 1_000 };
const STORM_MS = 45_000;
const GOALS = { bytes: 8 * 1024, rate: 1_000, p99: 100 };

/**
 * Sockets: memory and sign-ins, send to receive including the commit, a group of three hundred, five thousand that reconnect at
 * once and everybody within a minute; against a bare echo server on Bun in the same run.
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
  const environment = await openEnvironment(say);
  try {
    const startedAt = performance.now();
    const population = await makePopulation(environment.ctx.pool, count);
    const loadClients = await Promise.all(
      Array.from({ length: Math.ceil(count / MAX_CLIENTS_PER_PROCESS) }, () =>
        startLoadClients(environment.children),
      ),
    );
    say(
      `${count} connections on ${processes} process(es) from ${loadClients.length}; each signed in, and watching one other's presence`,
    );
    say(`members  made in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
    await measureBare(environment, loadClients, { count, processes, rate: GOALS.rate });
    await measureOurs(environment, loadClients, population, { count, processes, rates });
  } finally {
    await environment.close();
  }
}

const say = (words: string) => console.log(words);
const kb = (bytes: number) => `${(bytes / 1024).toFixed(1)} kB`;
const mb = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
const ms = (value: number) => `${value.toFixed(1)} ms`;
const times = (results: readonly Result[]) =>
  `p50 ${ms(maxOf(results, 'p50'))} p99 ${ms(maxOf(results, 'p99'))}`;
const judged = (isReached: boolean) => (isReached ? 'reached' : 'NOT reached');

/** Each load process uses addresses of its own: a pair of addresses has only 28,000 ports. */
const urlsOf = (loadClient: number, port: number, path: string) =>
  [1, 2, 3].map((host) => `ws://127.0.${loadClient + 1}.${host}:${port}${path}`);

interface Scale {
  count: number;
  processes: number;
}

/** The cost of Bun itself, on as many processes. */
async function measureBare(
  environment: BenchEnvironment,
  loadClients: LoadClients[],
  scale: Scale & { rate: number },
): Promise<void> {
  const port = await environment.freePort();
  const echoes = [];
  for (let index = 0; index < scale.processes; index++)
    echoes.push(await startBun(environment.children, 'bench/realtime/echo.ts', { PORT: String(port) }));
  const before = await residentAfterGc(echoes);
  const share = shareOf(loadClients, scale.count);
  const opened = await all(loadClients, (loadClient) => ({
    do: 'connect',
    urls: urlsOf(loadClient, port, ''),
    bare: true,
    tokens: Array.from({ length: Math.min(share, scale.count - loadClient * share) }, () => ''),
    partners: [],
  }));
  const talk = await all(loadClients, () => ({
    do: 'talk',
    conversations: [],
    perSecond: Math.round(scale.rate / loadClients.length),
    seconds: TALK_SECONDS,
    maxPending: MAX_PENDING,
  }));
  const bytes = ((await residentAfterGc(echoes)) - before) / scale.count;
  say(
    `bare     ${kb(bytes)} a connection; ${Math.round(scale.count / maxOf(opened, 'seconds'))} connections/s; ${scale.rate} echoes/s: ${times(talk)}`,
  );
  await all(loadClients, () => ({ do: 'close' }));
  for (const { child } of echoes) child.kill();
}

/** An even number for each, because devices write in pairs. */
const shareOf = (loadClients: LoadClients[], count: number) => Math.ceil(count / loadClients.length / 2) * 2;

async function measureOurs(
  environment: BenchEnvironment,
  loadClients: LoadClients[],
  population: Population,
  { count, processes, rates }: Scale & { rates: number[] },
): Promise<void> {
  const share = shareOf(loadClients, count);
  const slice = <Item>(items: Item[], loadClient: number) =>
    items.slice(loadClient * share, (loadClient + 1) * share);
  const partners = population.ids.map((_, index) => population.ids[index ^ 1] ?? population.ids[0] ?? '');
  const ours = await environment.realtime(processes);
  const port = ours[0]?.port ?? 0;
  const before = await residentAfterGc(ours);
  const tokens = await signTokens(environment.ctx, population);
  const opened = await all(loadClients, (loadClient) => ({
    do: 'connect',
    urls: urlsOf(loadClient, port, '/ws'),
    bare: false,
    tokens: slice(tokens, loadClient),
    partners: slice(partners, loadClient),
    atOnce: Math.ceil((SIGN_INS_AT_ONCE * processes) / loadClients.length),
  }));
  const connectedBytes = residentOf(ours) - before;
  const bytes = ((await residentAfterGc(ours)) - before) / count;
  say(
    `memory   ${kb(bytes)} a connection, garbage collected (goal ≤ ${kb(GOALS.bytes)}: ${judged(bytes <= GOALS.bytes)}), ${kb(connectedBytes / count)} right after connecting; all processes ${mb(residentOf(ours))}`,
  );
  say(
    `sign-ins ${Math.round(count / maxOf(opened, 'seconds'))}/s with presence; ${sum(opened, 'seen')} see the member they watch; ${sum(opened, 'retries')} retried`,
  );

  for (const rate of rates) {
    const cpu = cpuOf(ours);
    const talk = await all(loadClients, (loadClient) => ({
      do: 'talk',
      conversations: pairsOf(population, loadClient, share),
      perSecond: Math.round(rate / loadClients.length),
      seconds: TALK_SECONDS,
      maxPending: Math.ceil((MAX_PENDING * processes) / loadClients.length),
    }));
    const each = ((cpuOf(ours) - cpu) * 1000) / sum(talk, 'sent');
    const isSustained = sum(talk, 'failed') === 0 && sum(talk, 'perSecond') >= rate * SUSTAINED_SHARE;
    const goal =
      rate === GOALS.rate
        ? `; goal p99 ≤ ${GOALS.p99} ms: ${judged(isSustained && maxOf(talk, 'p99') <= GOALS.p99)}`
        : '';
    say(
      `messages ${rate}/s requested, ${Math.round(sum(talk, 'perSecond'))}/s committed and delivered to two, ${sum(talk, 'failed')} refused, ${sum(talk, 'lost')} not received: ${times(talk)}; ${each.toFixed(2)} ms CPU each${goal}`,
    );
    if (!isSustained) break;
  }
  const cpu = cpuOf(ours);
  const group = await all(loadClients.slice(0, 1), () => ({
    do: 'group',
    conversation: population.group,
    messages: 200,
  }));
  say(
    `group    of 300: ${sum(group, 'received')} deliveries, ${times(group)}; ${(((cpuOf(ours) - cpu) * 1e6) / sum(group, 'received')).toFixed(0)} µs CPU a delivery`,
  );

  const fresh = await signTokens(environment.ctx, population);
  const few = Math.min(count, RECONNECTING.clients);
  const back = await all(loadClients, (loadClient) => ({
    do: 'storm',
    tokens: slice(fresh, loadClient).slice(0, Math.ceil(few / loadClients.length)),
    spreadMs: RECONNECTING.spreadMs,
  }));
  const seconds = maxOf(back, 'seconds');
  say(
    `back     ${few} cut off at once, all back after ${seconds.toFixed(1)} s (${times(back)}; ${sum(back, 'retries')} retries); goal ${RECONNECTING.goalSeconds} s: ${judged(seconds <= RECONNECTING.goalSeconds)}`,
  );
  const storm = await all(loadClients, (loadClient) => ({
    do: 'storm',
    tokens: slice(fresh, loadClient),
    spreadMs: STORM_MS,
  }));
  say(
    `storm    all ${count} cut off, each reconnecting within ${STORM_MS / 1000} s: all back after ${maxOf(storm, 'seconds').toFixed(0)} s (${times(storm)}; ${sum(storm, 'retries')} retries)`,
  );
}

const pairsOf = (population: Population, loadClient: number, share: number) =>
  population.pairs.slice((loadClient * share) / 2, ((loadClient + 1) * share) / 2);
