import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { subscriptions } from '../../server/modules/table.ts';
import { readConfig } from '../../server/platform/config.ts';
import { type OpenContext, openContext } from '../../server/platform/context.ts';
import { type RunningPostgres, startPostgres } from '../../server/platform/embedded-postgres/index.ts';
import { openLog } from '../../server/platform/log.ts';
import { migrate } from '../../server/platform/migrate.ts';
import { Secrets } from '../../server/platform/secrets/secrets.ts';
import { findBun } from '../../server/platform/supervisor/bun.ts';
import { freePort } from '../../server/testing/free-port.ts';
import { type RunningRedis, startRedisServer } from '../../server/testing/redis-server.ts';
import { root } from '../system/campus.ts';
import { openProxy } from './proxy.ts';

const SECRET = 'a master secret for the tests of faults, long enough';
const REALTIME_PROCESSES = 2;
/** Delay until the supervisor restarts a process. */
const RESTART_MS = 150;

/** What may be killed. */
export type Victim = 'gateway' | 'worker' | 'realtime-0' | 'realtime-1' | 'postgres' | 'redis';

/** A whole back end of separate processes, each of which can be killed like a crash would. */
export interface BackEnd {
  ctx: OpenContext;
  api: string;
  sockets: string[];
  victims: Victim[];
  /** `kill -9`; resolves when it is gone. It restarts by itself, or by `revive`. */
  kill(victim: Victim): Promise<void>;
  /** Resolves when everything runs and answers. */
  revive(): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param options.redis  a redis-server binary: then the bus is Redis, else PostgreSQL
 */
export async function openBackEnd(options: { redis: string | null }): Promise<BackEnd> {
  const folder = mkdtempSync(join(tmpdir(), 'chitlaq-faults-'));
  const proxy = await openProxy();
  let postgres: RunningPostgres | null = null;
  const startDatabase = async () => {
    // Without fsync a killed process loses nothing either, only a power failure would; and the test is three times faster.
    postgres = await startPostgres({
      dataDir: join(folder, 'postgres'),
      durable: false,
      settings: { max_connections: 150 },
    });
    proxy.routeTo(postgres.port);
    return postgres;
  };
  const first = await startDatabase();
  await migrate(first.url, join(root, 'database/migrations'));
  const url = new URL(first.url);
  url.host = `127.0.0.1:${proxy.port}`;

  let redis: RunningRedis | null = options.redis ? await startRedisServer(options.redis) : null;
  const redisPort = redis?.port;
  const [apiPort, ...socketPorts] = await Promise.all(
    Array.from({ length: 1 + REALTIME_PROCESSES }, () => freePort()),
  );
  const env = {
    NODE_ENV: 'test',
    PUBLIC_URL: `http://127.0.0.1:${apiPort}`,
    DATABASE_URL: url.href,
    DATA_DIR: folder,
    SECRET_KEY: SECRET,
    RATE_LIMITS: 'off',
    DEMO: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    ...(redis ? { REDIS_URL: redis.url } : {}),
  };
  const log = openLog('fatal', 'faults');
  const config = readConfig(env);
  const ctx = await openContext({ config, secrets: new Secrets(SECRET), log, name: 'faults', subscriptions });

  let closing = false;
  const children = new Map<Victim, ChildProcess>();
  const start = (victim: Victim, command: string, args: string[], port?: number): void => {
    const output = openSync(join(folder, `${victim}.log`), 'a');
    const child = spawn(command, args, {
      env: {
        ...process.env,
        ...env,
        ROLES: 'gateway,auth,feed,search,messaging,media,operations',
        PORT: String(port ?? 0),
      },
      stdio: ['ignore', output, output, 'ipc'],
      serialization: 'json',
    });
    children.set(victim, child);
    child.once('exit', () => {
      if (!closing) setTimeout(() => !closing && start(victim, command, args, port), RESTART_MS);
    });
  };
  start('gateway', process.execPath, [join(root, 'server/dist/main.js'), 'gateway'], apiPort);
  start('worker', process.execPath, [join(root, 'server/dist/main.js'), 'worker']);
  for (const [index, port] of socketPorts.entries())
    start(`realtime-${index}` as Victim, findBun(), [join(root, 'server/dist/realtime.js')], port);

  const api = `http://127.0.0.1:${apiPort}`;
  const origins = [api, ...socketPorts.map((port) => `http://127.0.0.1:${port}`)];
  /** The end of every process's log. */
  const tails = () =>
    [...children.keys()]
      .map((victim) => `${victim}: ${readFileSync(join(folder, `${victim}.log`), 'utf8').slice(-1_500)}`)
      .join('\n');
  const ready = async (origin: string): Promise<void> => {
    const deadline = Date.now() + 60_000;
    for (;;) {
      const response = await fetch(`${origin}/ready`).catch(() => undefined);
      if (response?.ok) return;
      if (Date.now() > deadline) throw new Error(`${origin} does not get ready:\n${tails()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const backEnd: BackEnd = {
    ctx,
    api,
    sockets: socketPorts.map((port) => `ws://127.0.0.1:${port}/ws`),
    victims: [
      'gateway',
      'worker',
      'realtime-0',
      'realtime-1',
      'postgres',
      ...(redis ? (['redis'] as const) : []),
    ],
    async kill(victim) {
      if (victim === 'postgres') {
        const ending = postgres;
        if (ending === null) return;
        postgres = null;
        process.kill(ending.pid, 'SIGKILL');
        await ending.exited;
        proxy.routeTo(null);
        return;
      }
      if (victim === 'redis') {
        const ending = redis;
        redis = null;
        await ending?.kill();
        return;
      }
      const child = children.get(victim);
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await exited;
    },
    async revive() {
      if (postgres === null) await startDatabase();
      if (options.redis && redis === null) redis = await startRedisServer(options.redis, redisPort);
      for (const origin of origins) await ready(origin);
    },
    async close() {
      closing = true;
      for (const child of children.values()) {
        const exited = new Promise((resolve) => child.once('exit', resolve));
        if (child.exitCode === null && child.signalCode === null) {
          child.kill('SIGKILL');
          await exited;
        }
      }
      await ctx.close();
      await proxy.close();
      await postgres?.stop();
      await redis?.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await backEnd.revive();
  return backEnd;
}
