import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { subscriptions } from '../server/modules/table.ts';
import { readConfig, readSecrets } from '../server/platform/config.ts';
import { type OpenContext, openContext } from '../server/platform/context.ts';
import { type RunningPostgres, startPostgres } from '../server/platform/embedded-postgres/index.ts';
import { openLog } from '../server/platform/log.ts';
import { migrate } from '../server/platform/migrate.ts';
import { heapArgs } from '../server/platform/supervisor/heap.ts';
import { buildServer } from '../tools/bootstrap.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const publicUrl = 'http://localhost:3000';

export interface BenchCampus {
  ctx: OpenContext;
  databaseUrl: string;
  /** Starts a process of the built server, or a TypeScript file of this folder; resolves when it listens. */
  launch(
    entry: 'gateway' | 'worker' | string,
    env?: Record<string, string>,
  ): Promise<{ url: string; child: ChildProcess }>;
  close(): Promise<void>;
}

/**
 * Opens a campus that `npm run seed` made under DATA_DIR.
 * @param options.needsServer  false if nothing is launched: then nothing is built
 * @param options.dataDir      instead of DATA_DIR
 * @param options.settings     PostgreSQL settings in addition to ours
 * @throws Error that says how to make a campus
 */
export async function openCampus({
  needsServer = true,
  dataDir = process.env.DATA_DIR,
  settings = {},
}: {
  needsServer?: boolean;
  dataDir?: string | undefined;
  settings?: Record<string, string>;
} = {}): Promise<BenchCampus> {
  if (needsServer) await buildServer(console.log);
  const config = readConfig({
    ...process.env,
    LOG_LEVEL: 'error',
    ...(dataDir ? { DATA_DIR: dataDir } : {}),
  });
  const postgres: RunningPostgres = await startPostgres({
    dataDir: join(config.dataDir, 'postgres'),
    settings: { shared_buffers: '1GB', effective_cache_size: '4GB', max_wal_size: '4GB', ...settings },
  });
  await migrate(postgres.url, join(root, 'database/migrations'));
  const complete = { ...config, publicUrl, databaseUrl: postgres.url, databaseDirectUrl: postgres.url };
  const secrets = readSecrets(process.env, config.dataDir);
  const ctx = await openContext({
    config: complete,
    secrets,
    log: openLog('error', 'bench'),
    name: 'bench',
    subscriptions,
  });
  const children: ChildProcess[] = [];
  const env = {
    ...process.env,
    DATABASE_URL: postgres.url,
    DATA_DIR: config.dataDir,
    PUBLIC_URL: publicUrl,
    PORT: '0',
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'error',
    ROLES: 'gateway,auth,feed,operations',
    DATABASE_POOL: '10',
  };
  return {
    ctx,
    databaseUrl: postgres.url,
    async launch(entry, extra = {}) {
      const isOurs = entry === 'gateway' || entry === 'worker';
      const args = isOurs
        ? [...heapArgs(entry), join(root, 'server/dist/main.js'), entry]
        : ['--import', 'tsx', join(root, 'bench', entry)];
      const child = spawn(process.execPath, args, {
        env: { ...env, ...extra },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      children.push(child);
      const port = await new Promise<number>((resolve, reject) => {
        child.on('message', (message) => resolve((message as { port: number }).port));
        child.once('exit', (code) => reject(new Error(`${entry} ended (${code})`)));
      });
      return { url: `http://127.0.0.1:${port}`, child };
    },
    async close() {
      for (const child of children) child.kill('SIGTERM');
      await ctx.close();
      await postgres.stop();
    },
  };
}
