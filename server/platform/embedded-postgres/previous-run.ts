import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inUse, PostgresProblem } from './problem.ts';
import { isAlive, isServerOf, killIfOurs, waitUntilGone, watchdogStateOf } from './processes.ts';

/** A process id that no system assigns. */
const NO_PROCESS = 2_147_483_646;

/**
 * Clears the data directory of an earlier run. It signals a process only if that process is the PostgreSQL server of this
 * directory.
 *
 * Watchdog and its run alive: the directory is in use, refuse. Watchdog alive, run dead: the server is about to stop, wait. No
 * watchdog: the server is an orphan, stop it.
 *
 * @returns whether the earlier run ended without a proper stop, so that recovery follows
 * @throws PostgresProblem if the directory is in use
 */
export async function clearPreviousRun(dataDir: string): Promise<boolean> {
  const file = join(dataDir, 'postmaster.pid');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  const wasUnclean = await endPreviousServer(dataDir, file, text);
  // PostgreSQL removes the socket of its own port alone, and the next run has another one.
  const port = Number(text.split('\n')[3]);
  for (const name of [`.s.PGSQL.${port}`, `.s.PGSQL.${port}.lock`])
    rmSync(join(dataDir, name), { force: true });
  return wasUnclean;
}

async function endPreviousServer(dataDir: string, file: string, text: string): Promise<boolean> {
  const pid = Math.abs(Number.parseInt(text, 10)); // negative: PostgreSQL's single-user mode
  if (!isAlive(pid)) return true;
  if (!isServerOf(pid, dataDir)) {
    // Another program has this process id now. PostgreSQL would take it for a running server and refuse to start. Keep the rest
    // of the file: PostgreSQL uses it to check that no process of the old server is left.
    // Read and write without yielding, so that a concurrent start cannot write its own process id in between.
    const now = readFileSync(file, 'utf8');
    if (now === text) writeFileSync(file, text.replace(/^-?\d*/, String(NO_PROCESS)));
    return true;
  }
  const watchdogState = watchdogStateOf(pid);
  if (watchdogState === 'running') throw inUse(dataDir);
  if (watchdogState === 'stale' && (await waitUntilGone(pid, dataDir, 6000))) return true;
  if (await killIfOurs(pid, dataDir)) return true;
  throw new PostgresProblem(
    `An earlier PostgreSQL (process ${pid}) still holds ${dataDir} and does not stop; end that process and start again.`,
  );
}
