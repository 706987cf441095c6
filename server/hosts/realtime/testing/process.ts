import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../../platform/root.ts';
import { findBun } from '../../../platform/supervisor/bun.ts';
import { TEST_SECRET, type TestServer } from '../../../testing/server.ts';

export interface RealtimeProcess {
  /** URL of its sockets, for example ws://127.0.0.1:1234/ws. */
  url: string;
  /** Origin of its health endpoints. */
  origin: string;
  process: ChildProcess;
  /** Sends SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Simulates a crash. */
  kill(): Promise<void>;
  metrics(): Promise<string>;
}

/** A real realtime process on the database of a test server. */
export async function startRealtime(
  t: Pick<TestServer, 'ctx' | 'databaseUrl'>,
  env: Record<string, string> = {},
): Promise<RealtimeProcess> {
  const child = spawn(findBun(), [join(projectRoot(), 'server/hosts/realtime.ts')], {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      PUBLIC_URL: t.ctx.config.publicUrl,
      DATABASE_URL: t.ctx.config.databaseUrl,
      DATABASE_DIRECT_URL: t.databaseUrl,
      DATA_DIR: t.ctx.config.dataDir,
      SECRET_KEY: TEST_SECRET,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'fatal',
      REALTIME_DRAIN_SECONDS: '1',
      ...env,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'json',
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const port = await new Promise<number>((resolve, reject) => {
    child.on('message', (message) => resolve((message as { port: number }).port));
    void ended.then((code) => reject(new Error(`the realtime process ended at its start (code ${code})`)));
  });
  const origin = `http://127.0.0.1:${port}`;
  return {
    url: `ws://127.0.0.1:${port}/ws`,
    origin,
    process: child,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    metrics: async () => (await fetch(`${origin}/metrics`)).text(),
  };
}
