import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { chooseIdentity } from '../platform/embedded-postgres/identity.ts';
import { freePort } from './free-port.ts';

export interface RunningPgBouncer {
  port: number;
  stop(): Promise<void>;
}

/** Path of the program, or null if it is not installed. */
export const findPgBouncer = (): string | null =>
  ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/usr/local/bin/pgbouncer'].find((path) =>
    existsSync(path),
  ) ?? null;

/** A real PgBouncer in transaction mode in front of the server of `serverUrl`, for each of its databases. */
export async function startPgBouncer(binary: string, serverUrl: string): Promise<RunningPgBouncer> {
  const port = await freePort();
  const { port: serverPort, username, password } = new URL(serverUrl);
  const settings = `[databases]
* = host=127.0.0.1 port=${serverPort} user=${username} password=${decodeURIComponent(password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
admin_users = tests
pool_mode = transaction
max_client_conn = 1000
default_pool_size = 20
`;
  const { stop } = await runPgBouncer(binary, () => ({ settings }), pooledUrl(serverUrl, port));
  return { port, stop };
}

/**
 * Runs PgBouncer until it answers at `url`.
 * @param files  the text of its settings, and of its list of users if it has one, for the folder that they will be in
 */
export async function runPgBouncer(
  binary: string,
  files: (folder: string) => { settings: string; users?: string },
  url: string,
): Promise<{ stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'chitlaq-pgbouncer-'));
  const { settings, users = '' } = files(folder);
  const path = join(folder, 'pgbouncer.ini');
  writeFileSync(path, settings, { mode: 0o600 });
  writeFileSync(join(folder, 'users.txt'), users, { mode: 0o600 });
  // PgBouncer refuses to run as root.
  const identity = chooseIdentity(join(folder, 'none'));
  if (identity.kind === 'user')
    for (const one of [folder, path, join(folder, 'users.txt')]) chownSync(one, identity.uid, identity.gid);
  const child = spawn(binary, ['-q', path], {
    stdio: ['ignore', 'ignore', 'inherit'],
    ...(identity.kind === 'user' ? { uid: identity.uid, gid: identity.gid } : {}),
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // Also when this process is interrupted.
  const end = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', end);
  await untilAnswering(url, ended);
  return {
    async stop() {
      process.off('exit', end);
      end();
      await ended;
    },
  };
}

async function untilAnswering(url: string, ended: Promise<void>): Promise<void> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (isOver || (error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error;
    }
  }
}

/** The URL of a server's database through the pooler on a local port. */
export function pooledUrl(url: string, port: number): string {
  const pooled = new URL(url);
  pooled.host = `127.0.0.1:${port}`;
  return pooled.href;
}

/** Closes the pooler's connections to a database, so that it can be dropped. */
export async function releaseDatabase(port: number, name: string): Promise<void> {
  const console = new pg.Client({ host: '127.0.0.1', port, user: 'tests', database: 'pgbouncer' });
  await console.connect();
  try {
    await console.query(`kill ${name}`);
    await console.query(`resume ${name}`);
  } finally {
    await console.end();
  }
}
