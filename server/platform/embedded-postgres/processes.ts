import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** The name of a run's watchdog in the process list. */
export function watchdogTitle(run: number | string): string {
  return `chitlaq-postgres-watchdog ${run}`;
}

/** Stops the server of this data directory: fast shutdown, then at once after 4 s. @returns whether it is gone */
export async function killIfOurs(pid: number, dataDir: string): Promise<boolean> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isAlive(pid) || !isServerOf(pid, dataDir)) return true;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    if (await waitUntilGone(pid, dataDir, 4000)) return true;
  }
  return false;
}

/** Waits until a server has left its data directory; false on timeout. */
export async function waitUntilGone(pid: number, dataDir: string, timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (isAlive(pid) && isServerOf(pid, dataDir)) {
    if (Date.now() > end) return false;
    await delay(20);
  }
  return true;
}

/** Whether a process with this id exists, no matter who owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether a process is a PostgreSQL server that works in this directory; false if we may not inspect it. */
export function isServerOf(pid: number, dataDir: string): boolean {
  if (process.platform !== 'linux') {
    const command = commandOf(pid);
    return command.includes('postgres') && command.includes(`-D ${dataDir}`);
  }
  try {
    const [there, here] = [statSync(`/proc/${pid}/cwd`), statSync(dataDir)];
    const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    return name === 'postgres' && there.dev === here.dev && there.ino === here.ino;
  } catch {
    return false;
  }
}

/**
 * The state of a server's watchdog. A watchdog is the parent of the server, is named after its run and is a child of that run.
 * When the run has died, it has another parent.
 */
export function watchdogStateOf(pid: number): 'running' | 'stale' | 'none' {
  const watchdog = parentOf(pid);
  const run = new RegExp(`${watchdogTitle('(\\d+)')}`).exec(commandOf(watchdog))?.[1];
  if (!run) return 'none';
  return Number(run) === parentOf(watchdog) ? 'running' : 'stale';
}

function parentOf(pid: number): number {
  try {
    if (process.platform !== 'linux') return Number(ps(pid, 'ppid='));
    // The second field is the program's name in brackets and may contain anything. The parent's id is two fields after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(fields[1] ?? 0);
  } catch {
    return 0;
  }
}

function commandOf(pid: number): string {
  try {
    if (process.platform !== 'linux') return ps(pid, 'command=');
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

function ps(pid: number, field: string): string {
  return execFileSync('ps', ['-ww', '-o', field, '-p', String(pid)], { encoding: 'utf8' }).trim();
}
