import { readdirSync, readFileSync } from 'node:fs';
import type { Pool } from 'pg';

/** Linux counts a process's CPU time in hundredths of a second. */
const TICK_MS = 10;

interface Process {
  pid: number;
  parent: number;
  ms: number;
}

/** The parent and the CPU time so far of a process; undefined if it is gone. */
function processAt(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, user = 0, system = 0] = [fields[1], fields[11], fields[12]];
    return { pid, parent, ms: (user + system) * TICK_MS };
  } catch {
    return undefined;
  }
}

export interface CpuTime {
  process: number;
  postgres: number;
}

/**
 * CPU time that a process and all PostgreSQL backends have used so far, in milliseconds. Unlike latency, it is nearly independent
 * of other load on the machine.
 */
export async function cpuMeter(pid: number, pool: Pool): Promise<() => CpuTime> {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
  const server = processAt(rows[0]?.pid ?? 0)?.parent;
  return () => {
    const all = readdirSync('/proc').flatMap((name) =>
      /^\d+$/.test(name) ? (processAt(Number(name)) ?? []) : [],
    );
    const backends = all.filter(({ parent }) => parent === server);
    return {
      process: all.find((candidate) => candidate.pid === pid)?.ms ?? 0,
      postgres: backends.reduce((sum, { ms }) => sum + ms, 0),
    };
  };
}

/** CPU time per request, formatted for a report. */
export async function cpuOf(
  meter: () => CpuTime,
  requests: number,
  work: () => Promise<void>,
): Promise<string> {
  const before = meter();
  await work();
  const after = meter();
  const each = (part: keyof CpuTime) => ((after[part] - before[part]) / requests).toFixed(2);
  return `CPU each: gateway ${each('process')} ms, PostgreSQL ${each('postgres')} ms`;
}
