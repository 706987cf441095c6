import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inUse, PostgresProblem } from './problem.ts';
import { isAlive, isServerOf, killIfOurs, waitUntilGone, watchdogStateOf } from './processes.ts';

/** A process number that no system gives out. */
const NO_PROCESS = 2_147_483_646;

/**
 * Makes the data directory free of an earlier run, without ever signalling a process that is not its server.
 *
 * A server whose guardian lives and whose run lives is another run: refused. A guardian whose run has died is about to stop
 * its server: waited for. A server without a guardian is an orphan: stopped.
 *
 * @returns whether the earlier run left without a proper stop, so that recovery follows
 * @throws PostgresProblem when the directory is in use
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
  const pid = Math.abs(Number.parseInt(text, 10)); // negative: PostgreSQL's single-user mode
  if (!isAlive(pid)) return true;
  if (!isServerOf(pid, dataDir)) {
    // The number went to another program, which PostgreSQL would take for a server and refuse to start. The rest of the file
    // stays: by it PostgreSQL checks that no process of the old server is left.
    // Read and written in one go, so that a start at the same moment cannot put its own number in between.
    const now = readFileSync(file, 'utf8');
    if (now === text) writeFileSync(file, text.replace(/^-?\d*/, String(NO_PROCESS)));
    return true;
  }
  const watchdogState = watchdogStateOf(pid);
  if (watchdogState === 'of a living run') throw inUse(dataDir);
  if (watchdogState === 'of a dead run' && (await waitUntilGone(pid, dataDir, 6000))) return true;
  if (await killIfOurs(pid, dataDir)) return true;
  throw new PostgresProblem(
    `An earlier PostgreSQL (process ${pid}) still holds ${dataDir} and does not stop; end that process and start again.`,
  );
}
