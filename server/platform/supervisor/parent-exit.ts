import { readFileSync } from 'node:fs';

const CHECK_INTERVAL_MS = 1_000;

/** The parent of a process, from Linux's /proc; undefined on other systems and for a process that has exited. */
function parentOf(pid: number): number | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

/**
 * Calls `onExit` when npm, which launched this process, has been killed: a `kill -9` of npm does not reach its children. Without
 * npm nothing is watched, so that a daemon may outlive the shell that started it.
 */
export function onParentExit(onExit: () => void): void {
  const names = (pid: number) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ');
    } catch {
      return '';
    }
  };
  const chain: [child: number, parent: number][] = [];
  let child = process.pid;
  for (let depth = 0; depth < 3; depth++) {
    const parent = parentOf(child);
    if (parent === undefined || parent <= 1) return;
    chain.push([child, parent]);
    if (/\bnpm\b/.test(names(parent))) {
      const timer = setInterval(() => {
        if (chain.every(([of, expected]) => parentOf(of) === expected)) return;
        clearInterval(timer);
        onExit();
      }, CHECK_INTERVAL_MS);
      timer.unref();
      return;
    }
    child = parent;
  }
}
