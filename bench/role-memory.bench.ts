import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { commandOf } from '../server/platform/supervisor/child.ts';
import { type RoleName, roleNames, roles } from '../server/roles.ts';
import { root } from '../tools/bootstrap.mjs';
import { type MemoryUse, memoryOf } from './process-memory.ts';
import { openEnvironment } from './realtime/environment.ts';

interface Process {
  kind: string;
  roles: readonly RoleName[];
}

const http = roleNames.filter((name) => roles[name].host === 'http');

/** The processes of a split, as the supervisor or a container starts them. */
const processesOf = (names: readonly RoleName[]): Process[] => {
  const isPages = (name: RoleName) => roles[name].host === 'pages';
  const kind = names.includes('gateway') ? 'gateway' : 'http';
  // A gateway serves the apps itself.
  const answering = names.filter(
    (name) => roles[name].host === 'http' || name === 'gateway' || (kind === 'gateway' && isPages(name)),
  );
  const otherNames = names.filter((name) => !answering.includes(name));
  return [
    ...(answering.length > 0 ? [{ kind, roles: answering }] : []),
    ...otherNames.map((name) => ({ kind: isPages(name) ? 'pages' : name, roles: [name] })),
  ];
};

const single = processesOf(roleNames);
const splits: [name: string, processes: Process[]][] = [
  ['one start: gateway with all modules and both apps, worker, realtime', single],
  [
    'messaging apart: gateway with the other modules and both apps, messaging, worker, realtime',
    [...processesOf(roleNames.filter((name) => name !== 'messaging')), ...processesOf(['messaging'])],
  ],
  [
    'two gateways with all modules and both apps, worker, realtime',
    [...single, ...processesOf(['gateway', ...http, 'web', 'admin'])],
  ],
  ['one role per process', roleNames.flatMap((name) => processesOf([name]))],
];

/**
 * The memory of each role's processes a few seconds after they are ready and before any request, with production settings: each
 * role alone, then the usual splits. Without a build of the apps, web and admin are left out.
 *
 * `npm run bench -- role-memory --settle 5`
 */
export async function bench(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { settle: { type: 'string', default: '5' } },
  });
  const settleMs = Number(values.settle) * 1_000;
  const say = (words: string) => console.log(words);
  const stage = await openEnvironment(say);
  const isBuilt = ({ roles: names }: Process) =>
    names.every(
      (name) => roles[name].host !== 'pages' || existsSync(join(root, 'apps', name, '.next/BUILD_ID')),
    );

  const measure = async (processes: Process[]): Promise<MemoryUse[]> => {
    const children: ChildProcess[] = [];
    for (const each of processes) children.push(await spawnRole(each, stage.env, stage.children));
    await delay(settleMs);
    const memory = children.map(({ pid = 0 }) => memoryOf(pid));
    for (const child of children) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    }
    return memory;
  };

  try {
    say(`${'process'.padEnd(60)}    RSS    PSS    own   (MB)`);
    for (const each of [
      ...roleNames.flatMap((name) => processesOf([name])),
      ...processesOf(['gateway', ...http]),
    ]) {
      if (!isBuilt(each)) continue;
      const [memory] = await measure([each]);
      if (memory) say(line(each.roles.join(','), memory));
    }
    say('');
    for (const [name, processes] of splits) {
      const built = processes.filter(isBuilt);
      const memory = await measure(built);
      const total = (key: keyof MemoryUse) => memory.reduce((sum, each) => sum + each[key], 0);
      say(
        `${name}${built.length < processes.length ? ' (apps not built: without them)' : ''}: ${built.length} processes, ` +
          `RSS ${total('rss').toFixed(0)}, PSS ${total('pss').toFixed(0)} MB`,
      );
    }
  } finally {
    await stage.close();
  }
}

const line = (name: string, { rss, pss, own }: MemoryUse) =>
  `${name.padEnd(60)} ${[rss, pss, own].map((mb) => mb.toFixed(1).padStart(6)).join(' ')}`;

/** Starts a process with production settings; resolves when it is ready. */
async function spawnRole(
  each: Process,
  env: Record<string, string>,
  started: ChildProcess[],
): Promise<ChildProcess> {
  const { kind } = each;
  const isBun = kind === 'realtime';
  const script = join(root, 'server/dist', isBun ? 'realtime.js' : 'main.js');
  const [command = '', ...args] = commandOf({ kind, script, args: [kind], isBun });
  const child = spawn(command, args, {
    cwd: root,
    env: {
      ...process.env,
      ...env,
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://campus.example.edu',
      SECRET_KEY: 'kJ8sQz1wX7vB3nM5pL0rT9yU2iO4eA6d',
      SMTP_URL: 'smtp://127.0.0.1:9',
      RATE_LIMITS: 'on',
      ROLES: each.roles.join(','),
      HOST: '127.0.0.1',
      PORT: '0',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'json',
  });
  started.push(child);
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`${kind} ended at its start (${code})`)));
  });
  return child;
}
