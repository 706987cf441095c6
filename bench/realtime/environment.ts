import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { subscriptions } from '../../server/modules/table.ts';
import { readConfig } from '../../server/platform/config.ts';
import { type OpenContext, openContext } from '../../server/platform/context.ts';
import { startPostgres } from '../../server/platform/embedded-postgres/index.ts';
import { openLog } from '../../server/platform/log.ts';
import { migrate } from '../../server/platform/migrate.ts';
import { Secrets } from '../../server/platform/secrets/secrets.ts';
import { freePort } from '../../server/testing/free-port.ts';
import { buildServer, locked } from '../../tools/bootstrap.mjs';
import { type Running, startBun } from './processes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SECRET = 'a master secret for the bench of realtime, long enough';

export interface BenchEnvironment {
  ctx: OpenContext;
  /** Processes that are stopped with the environment. */
  children: ChildProcess[];
  /** Environment variables of its processes. */
  env: Record<string, string>;
  freePort(): Promise<number>;
  /** Starts this many realtime processes, all on one port. */
  realtime(processes: number): Promise<Running[]>;
  close(): Promise<void>;
}

/** An empty temporary campus: PostgreSQL with fsync, and realtime processes as shipped. */
export async function openEnvironment(say: (words: string) => void): Promise<BenchEnvironment> {
  await locked(() => buildServer(say));
  const folder = mkdtempSync(join(tmpdir(), 'chitlaq-bench-'));
  const server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    settings: { max_connections: 150, shared_buffers: '512MB' },
  });
  const children: ChildProcess[] = [];
  const stopAll = async () => {
    for (const child of children) child.kill('SIGKILL');
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stopAll().finally(() => process.exit(1)));
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
    return {
      ctx,
      children,
      env,
      freePort,
      async realtime(processes) {
        const port = await freePort();
        const running: Running[] = [];
        for (let index = 0; index < processes; index++)
          running.push(await startBun(children, 'server/dist/realtime.js', { ...env, PORT: String(port) }));
        return running;
      },
      async close() {
        await ctx.close();
        await stopAll();
      },
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}
