import { readFileSync } from 'node:fs';

/** Resident memory, this process's proportional share of it, and its private part, in MB. */
export interface MemoryUse {
  rss: number;
  pss: number;
  own: number;
}

/** The memory of a process, by Linux's /proc. @throws Error if it has ended */
export function memoryOf(pid: number): MemoryUse {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const mb = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0) / 1024;
  return { rss: mb('Rss'), pss: mb('Pss'), own: mb('Private_Clean') + mb('Private_Dirty') };
}
