import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { freePort } from './free-port.ts';

export interface RunningRedis {
  url: string;
  port: number;
  /** Kills it without a clean stop, like a crash. */
  kill(): Promise<void>;
  /** Stops answering while connections stay open, until `resume`. */
  pause(): void;
  resume(): void;
}

/** A real redis-server without persistence, for tests. Starting it again on the same `port` simulates a restart. */
export async function startRedisServer(binary: string, port?: number): Promise<RunningRedis> {
  const chosen = port ?? (await freePort());
  const folder = mkdtempSync(join(tmpdir(), 'chitlaq-redis-'));
  const child: ChildProcess = spawn(
    binary,
    ['--port', String(chosen), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    { stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `redis://127.0.0.1:${chosen}`;
  const client = createClient({ url, socket: { reconnectStrategy: 20 } });
  client.on('error', () => undefined); // not up yet: it retries
  await client.connect();
  await client.close();
  return {
    url,
    port: chosen,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async kill() {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
