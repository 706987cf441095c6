import { type SpawnOptions, spawn } from 'node:child_process';
import { cpSync, createWriteStream, existsSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { ADMIN, CAMPUS, folder, isSmall, MACHINE, root, SITE, secretsFolder, type Way } from './site.ts';

/** The stack in containers: how to talk to its engine. */
export const HOOK_PORT = 2580;
export const OPERATORS = 'operators@campus.test';
/** Figures of others than our processes, in Prometheus' text format. */
export const metricsFiles = join(folder, 'metrics');
const project = 'chitlaqtest';
/** An installation of its own: the files, `.env` and what commands note beside them. */
export const deploy = join(folder, 'deploy');

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
  ALERT_WEBHOOK_URL: `http://${MACHINE}:${HOOK_PORT}/alerts`,
  ADMIN_HOST: ADMIN,
  SECRETS_DIR: secretsFolder,
  TLS_DIR: join(secretsFolder, 'tls'),
  ACME_DIR: join(secretsFolder, 'acme'),
  OUTSIDE_NETWORK: '172.31.252.0/24',
  BASE: process.env.STACK_BASE ?? '',
  // A process of this machine may open at most 20,000 files.
  NGINX_FILES: '20000',
  NGINX_CONNECTIONS: '16384',
  // Who reaches Nginx on its inner network is this machine, as a campus behind one address; by the published port it is a stranger.
  CAMPUS_NETWORKS: CAMPUS,
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
    DnsOptions: string[];
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

export const hasBrotli = true;

const PORTS = { postgres: 5432, pgbouncer: 6432, valkey: 6379 };
export const placeOf = async (store: keyof typeof PORTS) => `${await addressOf(store)}:${PORTS[store]}`;

export const campusWay = async (): Promise<Way> => ({
  address: await addressOf('nginx', 'front'),
  port: 8443,
});

export async function owner(...args: string[]): Promise<string> {
  // After a release its container has another number than 1, which is all that older versions of Compose look for.
  const gateway = (await containers()).find((container) => serviceOf(container) === 'gateway');
  return engine('exec', gateway?.Id ?? '', 'node', 'server/dist/owner.js', ...args);
}

export const nginxLog = () => compose('logs', '--no-color', '--tail', '200', 'nginx');

export const uploadedFiles = async () =>
  (await compose('exec', '-T', 'worker', 'find', '/data/uploads/files', '-type', 'f')).trim().split('\n');
