import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBun } from '../../server/platform/supervisor/bun.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Running {
  child: ChildProcess;
  port: number;
}

/** Starts a program on Bun that reports its port when it is ready, and collects garbage when `residentAfterGc` asks. */
export function startBun(
  children: ChildProcess[],
  script: string,
  env: Record<string, string>,
): Promise<Running> {
  const child = spawn(
    findBun(),
    ['--preload', join(root, 'bench/realtime/collect-garbage.ts'), join(root, script)],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'json',
    },
  );
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve({ child, port: (message as { port: number }).port }));
    child.once('exit', (code) => reject(new Error(`${script} ended at its start (code ${code})`)));
  });
}

/** Resident memory of processes after a garbage collection, in bytes. */
export async function residentAfterGc(running: readonly Running[]): Promise<number> {
  await Promise.all(
    running.map(
      ({ child }) =>
        new Promise<void>((resolve) => {
          const onMessage = (message: unknown) => {
            if (!(message as { collected?: number }).collected) return;
            child.off('message', onMessage);
            resolve();
          };
          child.on('message', onMessage);
          child.send('collect');
        }),
    ),
  );
  return residentOf(running);
}

/** Resident memory of processes without a garbage collection, in bytes. */
export const residentOf = (running: readonly { child: ChildProcess }[]): number =>
  running.reduce((total, { child }) => {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
    return total + Number(kilobytes ?? 0) * 1024;
  }, 0);

/** CPU time of processes so far, in seconds. */
export const cpuOf = (running: readonly { child: ChildProcess }[]): number =>
  running.reduce((total, { child }) => total + cpuOfPid(child.pid ?? 0), 0);

export function cpuOfPid(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

export type Result = Record<string, number>;
/** Many devices in one process, which executes commands one at a time. */
export type LoadClients = (command: object) => Promise<Result>;

export function startLoadClients(
  children: ChildProcess[],
  script = 'bench/realtime/load-clients.ts',
): Promise<LoadClients> {
  const child = spawn(findBun(), [join(root, script)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'json',
  });
  children.push(child);
  return Promise.resolve((command) => order<Result>(child, command));
}

/** Has a process execute a command. It answers `{ok: true, …}`, or `{ok: false, error}`. @throws Error if it fails or ends */
export function order<Answer>(child: ChildProcess, command: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error(`${child.spawnargs.at(-1)} ended`));
    child.once('exit', onExit);
    child.once('message', (reply) => {
      child.off('exit', onExit);
      const { ok, error, ...result } = reply as { ok: boolean; error?: string };
      if (ok) resolve(result as Answer);
      else reject(new Error(error));
    });
    child.send(command);
  });
}

export const all = (
  allClients: readonly LoadClients[],
  command: (loadClients: number) => object,
): Promise<Result[]> => Promise.all(allClients.map((loadClients, index) => loadClients(command(index))));
export const sum = (results: readonly Result[], key: string): number =>
  results.reduce((total, result) => total + (result[key] ?? 0), 0);
export const maxOf = (results: readonly Result[], key: string): number =>
  Math.max(...results.map((result) => result[key] ?? Number.NaN));
