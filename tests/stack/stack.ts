import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { randomBytes, X509Certificate } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The stack under test: how to talk to its engine, and to it. */
export const root = fileURLToPath(new URL('../..', import.meta.url));
/** Of this run; it is removed at the end. */
export const folder = process.env.STACK_FOLDER ?? '';
export const isSmall = process.env.STACK_PROFILE === 'small';
export const SITE = 'campus.test';
export const ADMIN = 'admin.campus.test';
export const DOOR = { user: 'staff', password: 'a door of its own' };
/** This machine on the network of Nginx and the processes behind it. */
const FRONT_GATEWAY = '172.31.250.1';
/** Where processes that may leave the stack reach this machine. */
const OUTSIDE = '172.31.252';
export const MACHINE = `${OUTSIDE}.1`;
export const MAIL_PORT = 2525;
export const HOOK_PORT = 2580;
export const OPERATORS = 'operators@campus.test';
/** Figures of others than our processes, in Prometheus' text format. */
export const metricsFiles = join(folder, 'metrics');
const project = 'chitlaqtest';
/** An installation of its own: the files, `.env` and what commands note beside them. */
export const deploy = join(folder, 'deploy');
export const secretsFolder = join(folder, 'secrets');
const UID = 1001;

/** What the Internet brings in production. */
const OUTSIDE_FILE = 'outside.yaml';

/** What an operator has in `.env`. */
const settings = {
  COMPOSE_PROJECT_NAME: project,
  COMPOSE_FILE: [
    'compose.yaml',
    ...(isSmall ? ['compose.small.yaml'] : []),
    'compose.monitoring.yaml',
    OUTSIDE_FILE,
  ].join(':'),
  SITE_HOST: SITE,
  // There is no journal where tests run in a container, and no shared mount.
  LOG_DRIVER: 'json-file',
  ROOT_PROPAGATION: '',
  METRICS_FILES: metricsFiles,
  ALERT_EMAIL: OPERATORS,
  ALERT_WEBHOOK_URL: `http://${OUTSIDE}.1:${HOOK_PORT}/alerts`,
  ADMIN_HOST: ADMIN,
  SECRETS_DIR: secretsFolder,
  TLS_DIR: join(secretsFolder, 'tls'),
  ACME_DIR: join(secretsFolder, 'acme'),
  OUTSIDE_NETWORK: `${OUTSIDE}.0/24`,
  BASE: process.env.STACK_BASE ?? '',
  // A process of this machine may open at most 20,000 files.
  NGINX_FILES: '20000',
  NGINX_CONNECTIONS: '16384',
  // Who reaches Nginx on its inner network is this machine, as a campus behind one address; by the published port it is a stranger.
  CAMPUS_NETWORKS: FRONT_GATEWAY,
  // Tests keep the machine busy, and then some parts would be paused.
  LOAD_SHEDDING: process.env.STACK_LOAD_SHEDDING ?? '0',
  REALTIME_FILES: '20000',
  REALTIME_MAX_CONNECTIONS: '15000',
};
const composeEnvironment = { ...process.env, ...settings };
const docker = existsSync('/usr/bin/docker') ? '/usr/bin/docker' : 'docker';
const composeCommand = existsSync('/usr/bin/docker-compose') ? ['docker-compose'] : [docker, 'compose'];

/** Runs a program. @throws Error with its output if it fails */
function run(
  command: string,
  args: string[],
  options: SpawnOptions & { input?: string } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const { input, ...others } = options;
    const child = spawn(command, args, {
      cwd: deploy,
      env: composeEnvironment,
      ...others,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.end(input);
    let [output, errors] = ['', ''];
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      errors += data.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${errors}${output}`));
    });
  });
}
export const engine = (...args: string[]) => run(docker, args);
export const compose = (...args: string[]) => {
  const [command = '', ...first] = composeCommand;
  return run(command, [...first, ...args]);
};

/** Runs a command of `deploy/` on the stack. */
export const command = (name: string, args: string[], input?: string) =>
  run(join(deploy, name), args, input === undefined ? {} : { input });

/** A container of the stack, as the engine describes it. */
export interface Container {
  Id: string;
  Image: string;
  Name: string;
  Config: { User: string; Env: string[]; Image: string; Labels: Record<string, string> };
  State: { Status: string; ExitCode: number; Pid: number; Health?: { Status: string } };
  HostConfig: {
    ReadonlyRootfs: boolean;
    CapDrop: string[] | null;
    CapAdd: string[] | null;
    Privileged: boolean;
    SecurityOpt: string[];
    Memory: number;
    PidsLimit: number;
    RestartPolicy: { Name: string };
  };
  NetworkSettings: {
    Ports: Record<string, { HostPort: string }[] | null>;
    Networks: Record<string, { IPAddress: string }>;
  };
}
export const serviceOf = (container: Container) =>
  container.Config.Labels['com.docker.compose.service'] ?? '';

export async function containers(): Promise<Container[]> {
  const ids = (
    await engine('ps', '--all', '--quiet', '--filter', `label=com.docker.compose.project=${project}`)
  )
    .split('\n')
    .filter(Boolean);
  return JSON.parse(await engine('inspect', ...ids)) as Container[];
}
export const running = async () =>
  (await containers()).filter((container) => serviceOf(container) !== 'migrate');

/** Where this machine reaches a container. */
export async function addressOf(service: string, network = 'inside'): Promise<string> {
  const found = (await running()).find((container) => serviceOf(container) === service);
  const networks = Object.entries(found?.NetworkSettings.Networks ?? {});
  return networks.find(([name]) => name.endsWith(`_${network}`))?.[1].IPAddress ?? '';
}

export async function composeUp(...args: string[]): Promise<void> {
  await compose('up', '--detach', '--no-build', ...args);
  const deadline = Date.now() + 300_000;
  for (;;) {
    const waiting = (await running()).filter(({ State }) => State.Health?.Status !== 'healthy');
    if (waiting.length === 0) return;
    if (Date.now() > deadline)
      throw new Error(
        `not healthy: ${waiting.map((one) => `${serviceOf(one)} ${JSON.stringify(one.State)}`).join('\n')}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** A checkout of the project on this machine, with the settings of the stack, for the commands of deploy/. */
export function makeCheckout(more: Record<string, string> = {}): string {
  const checkout = join(folder, 'checkout');
  rmSync(checkout, { recursive: true, force: true });
  cpSync(join(root, 'deploy'), join(checkout, 'deploy'), {
    recursive: true,
    filter: (path) => !/\/(?:secrets|\.env)$/.test(path),
  });
  cpSync(join(root, 'tests/stack', OUTSIDE_FILE), join(checkout, 'deploy', OUTSIDE_FILE));
  const all = { ...settings, ...more };
  const lines = Object.entries(all).map(([name, value]) => `${name}=${value}`);
  writeFileSync(join(checkout, 'deploy/.env'), `${lines.join('\n')}\n`);
  return checkout;
}

/** Runs a command of an operator in a checkout. It sees no settings but those of `.env`. */
export function operate(checkout: string, command: string, ...args: string[]): Promise<string> {
  const names = ['PATH', 'HOME', 'DOCKER_HOST', 'DOCKER_CONFIG'];
  const env = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  return run(command, args, { cwd: checkout, env });
}

/** Keeps what the containers wrote, for a failed run. */
export async function logs(): Promise<void> {
  const [command = '', ...first] = composeCommand;
  const out = createWriteStream(join(folder, 'stack.log'));
  const child = spawn(command, [...first, 'logs', '--no-color', '--tail', '400'], {
    cwd: deploy,
    env: composeEnvironment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(out);
  await new Promise((resolve) => child.on('close', resolve));
}

/** Puts the files of `deploy/` where an operator has them, with `.env`. */
export function installFiles(): void {
  cpSync(join(root, 'deploy'), deploy, { recursive: true });
  cpSync(join(root, 'tests/stack', OUTSIDE_FILE), join(deploy, OUTSIDE_FILE));
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(deploy, '.env'), lines.join(''), { mode: 0o600 });
}

/** Files that only the user of the containers may read. */
export function writeSecrets(): void {
  for (const path of [secretsFolder, join(secretsFolder, 'tls'), join(secretsFolder, 'acme')]) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    chownSync(path, UID, UID);
  }
  const write = (name: string, text: string) => {
    const path = join(secretsFolder, name);
    writeFileSync(path, text, { mode: 0o600 });
    chownSync(path, UID, UID);
  };
  for (const name of ['secret_key', 'postgres_password', 'database_password', 'redis_password', 'backup_key'])
    write(name, randomBytes(32).toString('base64url'));
  write('smtp_url', `smtp://${MACHINE}:${MAIL_PORT}\n`);
  write('admin_door', `${DOOR.user}:${openssl(['passwd', '-apr1', DOOR.password])}`);
  renewCertificate();
}

/** Puts a new certificate, which its own key has signed, where Nginx reads it. */
export function renewCertificate(): void {
  const at = (name: string) => join(secretsFolder, 'tls', name);
  openssl([
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', `/CN=${SITE}`, '-addext', `subjectAltName=DNS:${SITE},DNS:${ADMIN}`],
    ...['-keyout', at('key.next'), '-out', at('certificate.next')],
  ]);
  for (const name of ['key', 'certificate']) {
    chmodSync(at(`${name}.next`), 0o600);
    chownSync(at(`${name}.next`), UID, UID);
    renameSync(at(`${name}.next`), at(`${name}.pem`));
  }
}

function openssl(args: string[]): string {
  const done = spawnSync('openssl', args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`openssl ${args[0]}: ${done.stderr}`);
  return done.stdout;
}

export const secretValues = () =>
  ['secret_key', 'postgres_password', 'database_password', 'redis_password', 'backup_key'].map((name) =>
    readFileSync(join(secretsFolder, name), 'utf8'),
  );
export const certificate = () => readFileSync(join(secretsFolder, 'tls/certificate.pem'), 'utf8');
export const serial = () => new X509Certificate(certificate()).serialNumber;
/** All names lead to this machine. */
export const lookup: LookupFunction = (_name, options, done) => {
  if (options.all) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}
/** A request through Nginx, over TLS. */
export function call(
  method: string,
  path: string,
  options: {
    host?: string;
    token?: string;
    body?: unknown;
    headers?: Record<string, string>;
    raw?: Buffer;
    /** From inside, as a member on the campus. */
    address?: string;
  } = {},
): Promise<Answer> {
  const payload =
    options.raw ?? (options.body === undefined ? undefined : Buffer.from(JSON.stringify(options.body)));
  const headers: Record<string, string | number> = {
    ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(payload ? { 'content-length': payload.length } : {}),
    ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
    ...options.headers,
  };
  return new Promise((resolve, reject) => {
    const request = https.request(
      {
        host: options.address ?? options.host ?? SITE,
        ...(options.address ? { servername: options.host ?? SITE, port: 8443 } : { port: 443, lookup }),
        method,
        path,
        headers: { host: options.host ?? SITE, ...headers },
        ca: certificate(),
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const isJson = /json/.test(response.headers['content-type'] ?? '') && bytes.length > 0;
          const body =
            isJson && !response.headers['content-encoding'] ? JSON.parse(bytes.toString()) : undefined;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, body });
        });
      },
    );
    request.on('error', reject);
    request.end(payload);
  });
}

/** Processor time that a container has used, in milliseconds. */
export function processorTime({ Id }: Container): Promise<number> {
  const socketPath = (process.env.DOCKER_HOST ?? '').replace(/^unix:\/\//, '');
  return new Promise((resolve, reject) => {
    const path = `/containers/${Id}/stats?stream=false&one-shot=true`;
    http
      .get({ socketPath, path }, (response) => {
        let text = '';
        response.on('data', (data: Buffer) => {
          text += data.toString();
        });
        response.on('end', () => {
          const { cpu_stats: stats } = JSON.parse(text) as {
            cpu_stats: { cpu_usage: { total_usage: number } };
          };
          resolve(stats.cpu_usage.total_usage / 1e6);
        });
      })
      .on('error', reject);
  });
}
