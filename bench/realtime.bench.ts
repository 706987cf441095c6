import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig, Secrets } from '../server/platform/config.ts';
import { openContext } from '../server/platform/context.ts';
import { startPostgres } from '../server/platform/embedded-postgres/index.ts';
import { openLog } from '../server/platform/log.ts';
import { migrate } from '../server/platform/migrate.ts';
import { findBun } from '../server/platform/supervisor/bun.ts';
import { subscriptions } from '../server/subscriptions.ts';
import { buildServer, locked } from '../tools/bootstrap.mjs';
import { makeTown } from './realtime/town.ts';

const root = new URL('..', import.meta.url).pathname;
const SECRET = 'a master secret for the bench of realtime, long enough';
/** Devices of one process of the load: it may open some 20,000 files. */
const CROWD_MOST = 17_000;

interface Running {
  child: ChildProcess;
  port: number;
}

/**
 * Sockets: memory and sign-ins, send to receive with the commit between, a group of three hundred, everybody back within a
 * minute; beside a bare echo server on Bun in the same run.
 *
 * `npm run bench -- realtime --connections 10000 --processes 1 --rate 1000`
 */
export async function bench(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      connections: { type: 'string', default: '10000' },
      processes: { type: 'string', default: '1' },
      rate: { type: 'string', default: '1000' },
    },
  });
  const count = Number(values.connections);
  const rate = Number(values.rate);
  const say = (words: string) => console.log(words);
  await locked(() => buildServer(say));
  const folder = mkdtempSync(join(tmpdir(), 'chitlaq-bench-'));
  const server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    settings: { max_connections: 150, shared_buffers: '512MB' },
  });
  const children: ChildProcess[] = [];
  try {
    await migrate(server.url, join(root, 'database/migrations'));
    const env = {
      NODE_ENV: 'test',
      PUBLIC_URL: 'http://127.0.0.1:3000',
      DATABASE_URL: server.url,
      DATA_DIR: folder,
      SECRET_KEY: SECRET,
      RATE_LIMITS: 'off',
      DEMO: '0',
      HOST: '0.0.0.0',
      LOG_LEVEL: 'warn',
    };
    const ctx = await openContext({
      config: readConfig(env),
      secrets: new Secrets(SECRET),
      log: openLog('fatal', 'bench'),
      name: 'bench',
      subscriptions,
    });
    const town = await makeTown(ctx, ctx.pool, count);

    const crowds = await Promise.all(
      Array.from({ length: Math.ceil(count / CROWD_MOST) }, () => startCrowd(children)),
    );
    const share = Math.ceil(count / crowds.length / 2) * 2;
    const slice = <Item>(items: Item[], crowd: number) => items.slice(crowd * share, (crowd + 1) * share);
    const partners = town.ids.map((_, index) => town.ids[index ^ 1] ?? town.ids[0] ?? '');

    // The bare server first: what Bun itself costs.
    const echo = await startBun(children, 'bench/realtime/echo.ts', {});
    const bareBefore = memoryOf([echo]);
    const bareOpen = await all(crowds, (crowd) => ({
      do: 'connect',
      url: `ws://127.0.0.${crowd + 1}:${echo.port}`,
      bare: true,
      tokens: slice(town.tokens, crowd),
      partners: [],
    }));
    const bareTalk = await all(crowds, () => ({
      do: 'talk',
      conversations: [],
      perSecond: Math.round(rate / crowds.length),
      seconds: 10,
    }));
    const bareMemory = (memoryOf([echo]) - bareBefore) / count;
    await all(crowds, () => ({ do: 'close' }));
    echo.child.kill();

    const ours: Running[] = [];
    for (let index = 0; index < Number(values.processes); index++) {
      const port: number = ours[0]?.port ?? 0;
      ours.push(
        await startBun(children, 'server/dist/realtime.js', {
          ...env,
          PORT: String(port || (await freePort())),
        }),
      );
    }
    const port = ours[0]?.port ?? 0;
    const before = memoryOf(ours);
    const open = await all(crowds, (crowd) => ({
      do: 'connect',
      url: `ws://127.0.0.${crowd + 1}:${port}/ws`,
      bare: false,
      tokens: slice(town.tokens, crowd),
      partners: slice(partners, crowd),
    }));
    const memory = (memoryOf(ours) - before) / count;
    const talks = [];
    for (const perSecond of [rate, rate * 5]) {
      const cpuBefore = cpuOf(ours);
      const result = await all(crowds, (crowd) => ({
        do: 'talk',
        conversations: town.pairs.slice((crowd * share) / 2, ((crowd + 1) * share) / 2),
        perSecond: Math.round(perSecond / crowds.length),
        seconds: 10,
      }));
      talks.push({ perSecond, result, cpu: cpuOf(ours) - cpuBefore });
    }
    const cpuBefore = cpuOf(ours);
    const [group] = await all(crowds.slice(0, 1), () => ({
      do: 'group',
      conversation: town.group,
      messages: 200,
    }));
    const groupCpu = cpuOf(ours) - cpuBefore;
    const storm = await all(crowds, () => ({ do: 'storm', withinMs: 45_000 }));

    say(
      `${count} connections on ${ours.length} process(es); each signed in, and watching one other's presence`,
    );
    say(`memory   ${kb(memory)} kB a connection, bare ${kb(bareMemory)} kB (goal ≤ 8)`);
    say(
      `sign-ins ${Math.round(count / slowest(open))}/s with presence, bare ${Math.round(count / slowest(bareOpen))} connections/s`,
    );
    say(`bare     ${rate} echoes/s: p50 ${ms(most(bareTalk, 'p50'))} p99 ${ms(most(bareTalk, 'p99'))}`);
    for (const { perSecond, result, cpu } of talks) {
      const messages = sum(result, 'sent');
      say(
        `messages ${perSecond}/s asked, ${Math.round(sum(result, 'perSecond'))}/s committed and delivered to two (${sum(result, 'failed')} refused): p50 ${ms(most(result, 'p50'))} p99 ${ms(most(result, 'p99'))}; ${((cpu * 1000) / messages).toFixed(2)} ms CPU each`,
      );
    }
    say(
      `group    of 300: ${group?.received} deliveries, p50 ${ms(group?.p50 ?? Number.NaN)} p99 ${ms(group?.p99 ?? Number.NaN)}; ${((groupCpu * 1e6) / (group?.received ?? 1)).toFixed(0)} µs CPU a delivery`,
    );
    say(`storm    all cut off, and back after ${slowest(storm).toFixed(0)} s (they came within 45 s)`);
    await ctx.close();
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Result = Record<string, number>;
const kb = (bytes: number) => (bytes / 1024).toFixed(1);
const ms = (value: number) => `${value.toFixed(1)} ms`;
const sum = (results: Result[], key: string) =>
  results.reduce((total, result) => total + (result[key] ?? 0), 0);
const most = (results: Result[], key: string) =>
  Math.max(...results.map((result) => result[key] ?? Number.NaN));
const slowest = (results: Result[]) => most(results, 'seconds');

async function freePort(): Promise<number> {
  return (await import('../tests/house/campus.ts')).freePort();
}

function startBun(children: ChildProcess[], script: string, env: Record<string, string>): Promise<Running> {
  const child = spawn(findBun(), [join(root, script)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'json',
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve({ child, port: (message as { port: number }).port }));
    child.once('exit', (code) => reject(new Error(`${script} ended at its start (code ${code})`)));
  });
}

async function startCrowd(children: ChildProcess[]): Promise<(command: object) => Promise<Result>> {
  const child = spawn(findBun(), [join(root, 'bench/realtime/crowd.ts')], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'json',
  });
  children.push(child);
  return (command) =>
    new Promise((resolve, reject) => {
      child.once('message', (answer) => {
        const { ok, error, ...result } = answer as Result & { ok: boolean; error?: string };
        if (ok) resolve(result as Result);
        else reject(new Error(error));
      });
      child.send(command);
    });
}

const all = (
  crowds: ((command: object) => Promise<Result>)[],
  command: (crowd: number) => object,
): Promise<Result[]> => Promise.all(crowds.map((crowd, index) => crowd(command(index))));

/** Resident memory of processes, in bytes. */
const memoryOf = (running: Running[]): number =>
  running.reduce((total, { child }) => {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
    return total + Number(kilobytes ?? 0) * 1024;
  }, 0);

/** Processor time of processes so far, in seconds. */
const cpuOf = (running: Running[]): number =>
  running.reduce((total, { child }) => {
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return total + (Number(fields[11]) + Number(fields[12])) / 100;
  }, 0);
