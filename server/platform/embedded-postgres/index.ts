import {
  closeSync,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
} from 'node:fs';
import { realpath } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findInstalled, prepareBinaries } from './binaries.ts';
import { hasCluster, initCluster, NAME, readPassword } from './cluster.ts';
import { changeOwner, chooseIdentity, type Identity, launch } from './identity.ts';
import { clearPreviousRun } from './previous-run.ts';
import { explainError, explainOutput, PostgresProblem } from './problem.ts';
import { isAlive, isServerOf } from './processes.ts';
import { type Exit, startWatched, type WatchedServer } from './watchdog.ts';

export { PostgresProblem } from './problem.ts';
export { isAlive } from './processes.ts';

/** The major version of the programs. */
export const installedMajor = (): string => findInstalled().major;

/** Whether a server runs on a data directory. */
export function isRunning(dataDir: string): boolean {
  try {
    const pid = Math.abs(Number.parseInt(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'), 10));
    return isAlive(pid) && isServerOf(pid, dataDir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

export interface PostgresOptions {
  /** The data directory, such as `.data/postgres`; created with mode 0700. The password file is next to it. */
  dataDir: string;
  /** PostgreSQL settings that override our own, except address and port. */
  settings?: Record<string, string | number>;
  /** Reports progress to a person who waits. */
  onProgress?: (step: 'copying' | 'initialising' | 'recovering' | 'starting') => void;
  /** Whether committed data survives a power failure; default true. False is faster, and only for tests. */
  durable?: boolean;
}

export interface RunningPostgres {
  /** The product's database, with user and password. */
  url: string;
  /** The `postgres` database of the same server, for creating and dropping others. */
  adminUrl: string;
  port: number;
  /** The process id of the server. */
  pid: number;
  /** Resolves when the server has ended, whether it was asked to or not; never rejects. */
  exited: Promise<Exit>;
  /**
   * Waits one second for clients to disconnect, then closes their connections, and after 4 s stops at once. Nothing committed is
   * lost.
   */
  stop(): Promise<void>;
}

/** For a small machine. Operators change them with `settings`. */
const defaults: Record<string, string | number> = {
  max_connections: 100,
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  random_page_cost: 1.1,
  // Each prepared statement is planned once for a connection: docs/adr/0074-planning-once.md.
  plan_cache_mode: 'force_generic_plan',
  jit: 'off', // compiling costs more than it gains for queries of milliseconds
  wal_compression: 'on',
  min_wal_size: '80MB',
  max_wal_size: '512MB',
  // If backups cannot be written for long, the log is given up before the disk is full (platform/backup).
  max_slot_wal_keep_size: '2GB',
  logging_collector: 'off',
  log_destination: 'stderr',
  log_line_prefix: '%m [%p] ',
  log_timezone: 'UTC',
  timezone: 'UTC',
  lc_messages: 'C',
};

/**
 * Only for data that a power failure may destroy. Commits still reach the operating system before they are answered
 * (`synchronous_commit` stays on), so a killed process loses nothing.
 */
const nonDurableSettings = { fsync: 'off', full_page_writes: 'off' };

/**
 * Starts PostgreSQL on a data directory, which the first start creates, and waits until it accepts connections.
 *
 * It listens on 127.0.0.1, on a free port, and on a socket in the data directory, and requires a password. It ends with this
 * process, however that ends.
 *
 * Cost: 0.2 s, the first time 1 s; two processes in addition to the server's own, 45 MB together.
 *
 * @throws PostgresProblem with one sentence for the operator
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const requestedDir = resolve(options.dataDir);
  try {
    return await start(requestedDir, options);
  } catch (error) {
    throw explainError(error, requestedDir);
  }
}

async function start(requestedDir: string, options: PostgresOptions): Promise<RunningPostgres> {
  const reportProgress = options.onProgress ?? (() => {});
  const isDurable = options.durable ?? true;
  const installed = findInstalled();
  mkdirSync(dirname(requestedDir), { recursive: true, mode: 0o700 });
  const dataDir = existsSync(requestedDir) ? await realpath(requestedDir) : requestedDir;
  refuseForeignDataDir(dataDir);

  const preferredIdentity = chooseIdentity(dataDir);
  const { bin, identity } = await prepareBinaries(installed, preferredIdentity, () =>
    reportProgress('copying'),
  );
  if (!hasCluster(dataDir, installed.major)) {
    reportProgress('initialising');
    await initCluster(dataDir, bin, identity, isDurable);
  }
  const wasUncleanStop = await clearPreviousRun(dataDir);
  await changeOwner(identity, dataDir);
  const password = readPassword(dataDir);

  reportProgress(wasUncleanStop ? 'recovering' : 'starting');
  const settings = { ...defaults, ...(isDurable ? {} : nonDurableSettings), ...options.settings };
  const { server, port } = await launchServer(dataDir, join(bin, 'postgres'), identity, settings);
  const urlOf = (database: string) =>
    `postgresql://${NAME}:${password}@${hostOf(dataDir)}:${port}/${database}`;
  try {
    await createDatabase(urlOf('postgres'), dataDir);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: urlOf(NAME), adminUrl: urlOf('postgres'), port, ...server };
}

/** The longest path of a socket that every system supports, in bytes, without the socket's name. */
const MAX_SOCKET_FOLDER = 103 - '/.s.PGSQL.65535'.length;

/**
 * How this process and its children reach the server: by a socket in the data directory, which costs a fifth less CPU a statement
 * than TCP does; by TCP if the path is too long.
 */
const hostOf = (dataDir: string): string =>
  Buffer.byteLength(dataDir) <= MAX_SOCKET_FOLDER ? encodeURIComponent(dataDir) : '127.0.0.1';

/** An ordinary user cannot run PostgreSQL on another user's data directory. Our message is clearer than PostgreSQL's. */
function refuseForeignDataDir(dataDir: string): void {
  const user = process.getuid?.();
  const owner = lstatSync(dataDir, { throwIfNoEntry: false })?.uid;
  if (user === 0 || owner === undefined || owner === user) return;
  throw new PostgresProblem(
    `${dataDir} belongs to another user; start as that user (or root), or choose another DATA_DIR.`,
  );
}

/** Starts the server on a free port and waits until it is ready. Retries temporary failures. */
async function launchServer(
  dataDir: string,
  program: string,
  identity: Identity,
  settings: Record<string, string | number>,
): Promise<{ server: WatchedServer; port: number }> {
  const deadline = Date.now() + 10_000;
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    // A relative path, because its user may not be able to enter the folders above.
    const all = { ...settings, listen_addresses: '127.0.0.1', port, unix_socket_directories: '.' };
    const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const log = openLog(dataDir);
    try {
      const from = fstatSync(log).size;
      const server = await startWatched(launch(identity, program, dataDir, args), log, dataDir);
      if (await isReady(server, dataDir)) return { server, port };

      const output = readFrom(log, from);
      const isPortInUse = /Address already in use/.test(output) && attempt < 10;
      // The processes of a killed server are still exiting.
      const isOldServerExiting = /shared memory block .* still in use/.test(output) && Date.now() < deadline;
      if (!isPortInUse && !isOldServerExiting) throw explainOutput(output, dataDir);
    } finally {
      closeSync(log);
    }
    await delay(100);
  }
}

/** Waits for the status that the server writes into `postmaster.pid`; false if it exits instead. Recovery may take long. */
async function isReady(server: WatchedServer, dataDir: string): Promise<boolean> {
  let hasEnded = false;
  const ended = server.exited.then(() => {
    hasEnded = true;
  });
  while (!hasEnded) {
    try {
      const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
      if (Number(lines[0]) === server.pid && lines[7]?.startsWith('ready')) return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    await Promise.race([delay(10), ended]);
  }
  return false;
}

/** A port that is free now. Another program may take it before PostgreSQL does. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done, fail) => {
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', done);
  });
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('The probe has no port');
  return address.port;
}

/** Opens the server's log in `logs/` next to the data directory. A log of more than 5 MB is kept once as `.1`. */
function openLog(dataDir: string): number {
  const folder = join(dirname(dataDir), 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${basename(dataDir)}.log`);
  if (existsSync(file) && statSync(file).size > 5_000_000) renameSync(file, `${file}.1`);
  return openSync(file, 'a+', 0o600);
}

function readFrom(file: number, from: number): string {
  const text = Buffer.alloc(Math.max(0, fstatSync(file).size - from));
  readSync(file, text, 0, text.length, from);
  return text.toString('utf8');
}

async function createDatabase(adminUrl: string, dataDir: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  try {
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [NAME]);
    if (!rowCount) await client.query(`create database ${NAME}`);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === '28P01') {
      throw new PostgresProblem(
        `The password in ${dataDir}.password is not the database's; restore the file that belongs to it.`,
        { cause: error },
      );
    }
    if (code === '53100') throw explainOutput('No space left on device', dataDir);
    throw error;
  } finally {
    await client.end();
  }
}
