import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../server/testing/free-port.ts';
import { newDataDir, removeDataDir } from '../tests/system/campus.ts';
import { root } from '../tools/bootstrap.mjs';
import { type MemoryUse, memoryOf, memoryTogether } from './process-memory.ts';

/** The goals, in MB. */
const ALL_MB = 550;
const PAGES_MB = 160;
/** Idle: in so many seconds all processes together use this little of a core. */
const IDLE_SECONDS = 10;
const IDLE_CORE = 0.02;
const MAX_WAIT_SECONDS = 300;

interface Process extends MemoryUse {
  pid: number;
  name: string;
}

/**
 * The memory of each process of `npm start` with the demo campus, once they are idle: when they have used less than 2 % of a core
 * for ten seconds. What processes share is divided among them in PSS, and counted once in the total that is compared with the goal.
 *
 * `npm run bench -- memory`
 */
export async function bench(): Promise<void> {
  const dataDir = newDataDir();
  const supervisor = spawn('npm', ['start'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(await freePort()),
      DATA_DIR: dataDir,
      ROLES: 'all',
      NODE_ENV: 'development',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await new Promise<void>((resolve, reject) => {
      let output = '';
      supervisor.stdout.on('data', (data: Buffer) => {
        output += data.toString();
        if (output.includes('Ready after')) resolve();
      });
      supervisor.once('exit', () => reject(new Error(output)));
    });
    const seconds = await untilIdle(supervisor.pid ?? 0);
    const processes = treeOf(supervisor.pid ?? 0).flatMap(measured);
    const isPostgres = ({ name }: Process) => name === 'PostgreSQL';
    const database = processes.filter(isPostgres);
    const rows: [name: string, use: MemoryUse][] = [
      ...processes
        .filter((each) => !isPostgres(each))
        .map((each) => [each.name, each] as [string, MemoryUse]),
      [`PostgreSQL, ${database.length} processes`, sum(database)],
    ];
    console.log(`${processes.length} processes, idle after ${seconds} s (MB):`);
    console.log(`${''.padEnd(34)}    PSS    RSS    own`);
    for (const [name, use] of rows) console.log(line(name, use));
    console.log(line('sum', sum(processes)));
    const together = memoryTogether(processes.map(({ pid }) => pid));
    const pages = sum(processes.filter(({ name }) => ['web', 'admin', 'pages'].includes(name))).rss;
    console.log(`all, shared memory counted once: ${verdict(together, ALL_MB)}`);
    console.log(`RSS of processes of web and admin alone: ${verdict(pages, PAGES_MB)}`);
  } finally {
    const ended = new Promise((resolve) => supervisor.once('exit', resolve));
    supervisor.kill('SIGTERM');
    await ended;
    removeDataDir(dataDir);
  }
}

const verdict = (mb: number, goal: number) =>
  `${mb.toFixed(0)} MB (goal ≤ ${goal}: ${mb <= goal ? 'reached' : 'MISSED'})`;
const line = (name: string, { pss, rss, own }: MemoryUse) =>
  `${name.padEnd(34)} ${[pss, rss, own].map((mb) => mb.toFixed(1).padStart(6)).join(' ')}`;
const sum = (uses: readonly MemoryUse[]): MemoryUse =>
  uses.reduce(
    (total, { pss, rss, own }) => ({ pss: total.pss + pss, rss: total.rss + rss, own: total.own + own }),
    { pss: 0, rss: 0, own: 0 },
  );

/** The fields of /proc/PID/stat after the program's name; undefined if the process has ended. */
function statOf(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return undefined;
  }
}

/** A process and all that it started, by Linux's /proc. */
function treeOf(top: number): number[] {
  const childrenOf = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const parent = Number(/^\d+$/.test(name) ? statOf(Number(name))?.[1] : Number.NaN);
    if (parent > 0) childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(name)]);
  }
  const collect = (pid: number): number[] => [pid, ...(childrenOf.get(pid) ?? []).flatMap(collect)];
  return collect(top);
}

/** CPU time of a process and its ended children in clock ticks, 100 a second. */
const ticksOf = (pid: number): number => {
  const stat = statOf(pid);
  return Number(stat?.[11] ?? 0) + Number(stat?.[12] ?? 0);
};

/** Resolves when the processes have been idle for a while. @returns the seconds that it took */
async function untilIdle(top: number): Promise<number> {
  const samples: number[] = [];
  for (let seconds = 0; seconds < MAX_WAIT_SECONDS; seconds++) {
    samples.push(treeOf(top).reduce((total, pid) => total + ticksOf(pid), 0));
    const before = samples.at(-1 - IDLE_SECONDS);
    const used = ((samples.at(-1) ?? 0) - (before ?? Number.NEGATIVE_INFINITY)) / 100;
    if (used <= IDLE_CORE * IDLE_SECONDS) return seconds;
    await delay(1_000);
  }
  throw new Error(`The processes are not idle after ${MAX_WAIT_SECONDS} s`);
}

function measured(pid: number): Process[] {
  try {
    return [{ pid, name: nameOf(pid), ...memoryOf(pid) }];
  } catch {
    return []; // ended meanwhile
  }
}

function nameOf(pid: number): string {
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  const script = /server\/dist\/main\.js (\w+)/.exec(command)?.[1];
  if (script) return script;
  if (command.includes(join('server/dist', 'realtime.js'))) return 'realtime (Bun)';
  if (command.includes('chitlaq-postgres-watchdog')) return 'watchdog of PostgreSQL';
  if (command.startsWith('postgres') || command.includes('/postgres -D')) return 'PostgreSQL';
  if (command.includes('tools/start.mjs')) return command.includes('sh -c') ? 'shell of npm' : 'supervisor';
  if (/^npm\b|npm-cli/.test(command)) return 'npm start itself';
  return command.slice(0, 34);
}
