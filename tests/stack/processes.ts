import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { parse } from 'yaml';
import { settingsFiles } from '../../deploy/database-settings.mjs';
import { startPostgres } from '../../server/platform/embedded-postgres/index.ts';
import { findPgBouncer, runPgBouncer } from '../../server/testing/pgbouncer.ts';
import { temporaryFolder } from '../../server/testing/temporary-folder.ts';
import { hasBrotli, localNginx, nginx } from '../deploy/local-nginx.ts';
import type { Form } from './form.ts';
import {
  ADMIN,
  CAMPUS,
  folder,
  processNetwork as network,
  root,
  SITE,
  secretsFolder,
  type Way,
} from './site.ts';

/*
 * The stack as processes of this machine: each service of deploy/compose.yaml with its command, its settings and the port that it has there,
 * on an address of its own on the loopback device. PostgreSQL is the embedded one, and listens on a port of its own.
 */

interface Service {
  command: string[];
  environment: Record<string, string>;
}
const { services } = parse(readFileSync(join(root, 'deploy/compose.yaml'), 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
};
/** All that run on Node or Bun, and go on. */
const ROLES = Object.keys(services).filter((name) => services[name]?.environment?.ROLES);
const PORTS: Record<string, number> = { pgbouncer: 6432, valkey: 6379 };
/** What processes reach one another from, whatever address they listen on. */
const FROM = '127.0.0.1/32';

/** What an operator has in `.env`. */
const settings: Record<string, string> = {
  SITE_HOST: SITE,
  ADMIN_HOST: ADMIN,
  FRONT_NETWORK: FROM,
  INSIDE_NETWORK: FROM,
  CAMPUS_NETWORKS: CAMPUS,
  // Tests keep the machine busy, and then some parts would be paused.
  LOAD_SHEDDING: '0',
};

/** As Compose reads a file: `${NAME:-default}`, and `${NAME-default}`, whose default is not for an empty value. */
const interpolate = (text: string): string =>
  text.replace(/\$\{(\w+)(?:(:?)[-?]([^}]*))?\}/g, (_, name: string, colon: string, fallback = '') => {
    const value = settings[name];
    return value === undefined || (colon && value === '') ? fallback : value;
  });

const addressOf = (service: string): string =>
  service === 'nginx' ? `${network}.2` : `${network}.${10 + Object.keys(services).indexOf(service)}`;
/** The set-up tells it to the tests. */
const postgresPort = () => process.env.STACK_POSTGRES_PORT ?? '';
/** Settings with the places of the stores and processes that they name. */
const atPlaces = (text: string): string =>
  text
    .replaceAll('host=postgres port=5432', `host=127.0.0.1 port=${postgresPort()}`)
    .replaceAll('@postgres:5432', `@127.0.0.1:${postgresPort()}`)
    .replace(/(?<=[/@])([a-z]+)(?=:\d)/g, (name) => (services[name] ? addressOf(name) : name));

/** From PgBouncer 1.21 on. */
const hasPreparedStatements =
  Number(/1\.(\d+)/.exec(spawnSync(findPgBouncer() ?? '', ['-V'], { encoding: 'utf8' }).stdout ?? '')?.[1]) >=
  21;

/** What a container of the service has in its environment: of its image, and of compose.yaml. */
function environmentOf(service: string): Record<string, string> {
  const own = Object.entries(services[service]?.environment ?? {}).map(([name, value]) => [
    name,
    atPlaces(interpolate(String(value))).replace(/^\/run\/secrets\//, `${secretsFolder}/`),
  ]);
  return {
    PATH: process.env.PATH ?? '',
    HOST: addressOf(service),
    PORT: '3000',
    WORKER_PORT: '3000',
    DATA_DIR: join(folder, 'data'),
    ...Object.fromEntries(own),
    ...(hasPreparedStatements ? {} : { DATABASE_PREPARE: '0' }),
  };
}

const logOf = (name: string) => join(folder, 'logs', `${name}.log`);
const running = new Map<string, ChildProcess>();

function run(
  name: string,
  [program = '', ...args]: readonly string[],
  env: Record<string, string>,
): ChildProcess {
  const log = openSync(logOf(name), 'a');
  // The leader of a group, so that its children can be ended with it.
  const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  running.set(name, child);
  return child;
}
/** Runs a program to its end. @throws Error with its log if it fails */
async function runToEnd(
  name: string,
  command: readonly string[],
  env: Record<string, string>,
): Promise<void> {
  const child = run(name, command, env);
  const code = await new Promise((resolve) => child.once('close', resolve));
  running.delete(name);
  if (code !== 0) throw new Error(`${name} ended with ${code}:\n${readFileSync(logOf(name), 'utf8')}`);
}

/** The command of a service with the programs of this machine. */
const commandOf = (service: string): string[] => {
  const programs: Record<string, string> = {
    node: process.execPath,
    bun: join(root, 'node_modules/.bin/bun'),
  };
  return (services[service]?.command ?? []).map((word, at) => (at === 0 ? (programs[word] ?? word) : word));
};

function endGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

const READY_MS = 60_000;
/** @throws Error with the log of the service, if it ends or never answers */
async function untilAnswering(service: string, url: string): Promise<void> {
  const child = running.get(service);
  const deadline = Date.now() + READY_MS;
  while (child && !hasEnded(child) && Date.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await delay(50);
  }
  throw new Error(
    `${service} does not answer at ${url}:\n${readFileSync(logOf(service), 'utf8').slice(-4_000)}`,
  );
}

/** PostgreSQL with the settings of production and the role that owns its database and has no other right. */
async function openPostgres() {
  const text = settingsFiles({ memoryMb: 512, processors: 2 })['postgresql.conf'];
  const given = [...text.matchAll(/^([\w.]+) = (?:'([^']*)'|(\S+))/gm)].map(([, name = '', quoted, bare]) => [
    name,
    quoted ?? bare ?? '',
  ]);
  // The embedded one archives nothing and has no LZ4.
  const all = { ...Object.fromEntries(given), archive_mode: 'off', wal_compression: 'on' };
  const dataFolder = temporaryFolder('chitlaq-stack-');
  const server = await startPostgres({
    dataDir: join(dataFolder, 'postgres'),
    durable: false,
    settings: all,
  });
  process.env.STACK_POSTGRES_PORT = String(server.port);
  const password = (name: string) => readFileSync(join(secretsFolder, `${name}_password`), 'utf8');
  await asClient(server.adminUrl, (admin) =>
    admin.query(`create role postgres superuser login password '${password('postgres')}'`),
  );
  // Its superuser has the name of the role.
  const url = `postgres://postgres:${password('postgres')}@127.0.0.1:${server.port}`;
  const [before = '', after = ''] = readFileSync(join(root, 'deploy/images/postgres/first-start.sql'), 'utf8')
    .replace(/^\\set .*$/m, '')
    .replaceAll(":'password'", `'${password('database')}'`)
    .split('\\connect chitlaq');
  await asClient(`${url}/postgres`, async (admin) => {
    await admin.query('alter role chitlaq rename to first_superuser');
    await admin.query('drop database chitlaq');
    for (const statement of before.split(';')) await admin.query(statement);
  });
  await asClient(`${url}/chitlaq`, (admin) => admin.query(after));
  return async () => {
    await server.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
}
async function asClient(
  connectionString: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Copies the files of a store's image to a folder, with the paths that they have here. @returns the folder */
function filesOfImage(image: string, changes: Record<string, string> = {}): string {
  const target = join(folder, image);
  cpSync(join(root, 'deploy/images', image), target, { recursive: true });
  const all = {
    '/run/secrets/': `${secretsFolder}/`,
    [`/run/${image}/`]: `${target}/run/`,
    '/usr/local/lib/chitlaq/': `${target}/`,
    ...changes,
  };
  for (const name of readdirSync(target)) {
    let text = readFileSync(join(target, name), 'utf8');
    for (const [from, to] of Object.entries(all)) text = text.replaceAll(from, to);
    writeFileSync(join(target, name), text);
  }
  mkdirSync(join(target, 'run'));
  return target;
}

async function openPgBouncer() {
  const target = filesOfImage('pgbouncer');
  await runToEnd('pgbouncer-users', ['sh', join(target, 'entrypoint'), 'users'], {
    PATH: process.env.PATH ?? '',
  });
  const users = readFileSync(join(target, 'run/users.txt'), 'utf8');
  const text = readFileSync(join(root, 'deploy/settings/16gb/pgbouncer.ini'), 'utf8');
  const files = (place: string) => ({
    users,
    settings: atPlaces(text)
      .replace(/^listen_addr = .*$/m, `listen_addr = ${addressOf('pgbouncer')}`)
      .replace('/run/pgbouncer/', `${place}/`)
      .replace(/^max_prepared_statements.*$/m, hasPreparedStatements ? '$&' : ''),
  });
  const password = readFileSync(join(secretsFolder, 'database_password'), 'utf8');
  const url = `postgres://chitlaq:${password}@${await placeOf('pgbouncer')}/chitlaq_worker`;
  return runPgBouncer(findPgBouncer() ?? 'pgbouncer', files, url);
}

function openValkey(): void {
  const target = filesOfImage('valkey', {
    'bind * -::*': `bind ${addressOf('valkey')}`,
    // Redis, of which Valkey is made, is what every distribution has.
    'exec valkey-server': 'exec redis-server',
  });
  const env = { PATH: process.env.PATH ?? '', MAXMEMORY: services.valkey?.environment.MAXMEMORY ?? '' };
  run('valkey', ['sh', join(target, 'entrypoint')], env);
}

function openNginx(): ChildProcess {
  const place = join(folder, 'nginx');
  const { command, env } = localNginx(place, addressOf('nginx'));
  const links: Record<string, string> = {
    tls: join(secretsFolder, 'tls'),
    secrets: secretsFolder,
    'srv/acme': join(secretsFolder, 'acme'),
    'srv/uploads': join(folder, 'data/uploads'),
  };
  mkdirSync(join(place, 'srv/pages'), { recursive: true });
  cpSync(join(root, 'apps/web/.next/static'), join(place, 'srv/web/_next/static'), { recursive: true });
  cpSync(join(root, 'apps/admin/.next/static'), join(place, 'srv/web/admin/_next/static'), {
    recursive: true,
  });
  for (const [name, target] of Object.entries(links)) {
    symlinkSync(target, join(place, name));
  }
  const own = { GATEWAY_HOST: addressOf('gateway'), REALTIME_HOST: addressOf('realtime') };
  const given = Object.entries(services.nginx?.environment ?? {}).map(([name, value]) => [
    name,
    interpolate(String(value)),
  ]);
  const quick = { CONNECTIONS: '1024', LOOK_SECONDS: '1' };
  return run('nginx', command, { ...env, ...Object.fromEntries(given), ...own, ...quick });
}

/** Starts all of it. @returns what ends it */
export async function startProcesses(): Promise<() => Promise<void>> {
  if (!nginx || !findPgBouncer()) throw new Error('Nginx or PgBouncer is not installed');
  for (const name of ['logs', 'data/uploads']) mkdirSync(join(folder, name), { recursive: true });
  const stops: (() => Promise<void>)[] = [];
  // Also if this process ends before its time.
  const kill = () => {
    for (const { pid } of running.values()) if (pid !== undefined) endGroup(pid);
  };
  process.once('exit', kill);
  const stop = async () => {
    const ended = [...running.values()].map(
      (child) => hasEnded(child) || new Promise((resolve) => child.once('close', resolve)),
    );
    kill();
    await Promise.all(ended);
    for (const one of stops.reverse()) await one();
    process.off('exit', kill);
  };
  try {
    stops.push(await openPostgres());
    openValkey();
    const pooler = await openPgBouncer();
    stops.push(() => pooler.stop());
    await runToEnd('migrate', commandOf('migrate'), environmentOf('migrate'));
    for (const role of ROLES) run(role, commandOf(role), environmentOf(role));
    await Promise.all(ROLES.map((role) => untilAnswering(role, `http://${addressOf(role)}:3000/ready`)));
    openNginx();
    await untilAnswering('nginx', `http://${addressOf('nginx')}:8081/status`);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

export { hasBrotli };

export const placeOf: Form['placeOf'] = async (store) =>
  store === 'postgres' ? `127.0.0.1:${postgresPort()}` : `${addressOf(store)}:${PORTS[store]}`;

export const campusWay = async (): Promise<Way> => ({
  address: addressOf('nginx'),
  port: 8443,
  from: CAMPUS,
});

export const owner: Form['owner'] = (...args) =>
  runToEnd('owner', [process.execPath, 'server/dist/owner.js', ...args], environmentOf('gateway'));

export const nginxLog = async (): Promise<string> => readFileSync(join(folder, 'nginx/access.log'), 'utf8');

export const uploadedFiles = async (): Promise<string[]> => {
  const uploads = join(folder, 'data/uploads/files');
  if (!existsSync(uploads)) return [];
  const entries = readdirSync(uploads, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
};
