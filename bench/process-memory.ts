import { readFileSync } from 'node:fs';

/** Memory in MB. */
export interface MemoryUse {
  /** Resident memory. */
  rss: number;
  /** Resident memory, in which what processes share is divided among them. */
  pss: number;
  /** What no other process shares. */
  own: number;
}

/** The memory of a process, by Linux's /proc. @throws Error if it has ended */
export function memoryOf(pid: number): MemoryUse {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const mb = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0) / 1024;
  return { rss: mb('Rss'), pss: mb('Pss'), own: mb('Private_Clean') + mb('Private_Dirty') };
}

const MAPPING = /^([0-9a-f]+)-[0-9a-f]+ \S+ ([0-9a-f]+) \S+ (\d+)/;

/**
 * The memory of processes together, in MB, as if no others ran: their own, and what they share counted once. The sum of their PSS is
 * lower on a machine with other processes of the same programs. @throws Error if one has ended
 */
export function memoryTogether(pids: readonly number[]): number {
  let own = 0;
  const shared = new Map<string, number>();
  for (const pid of pids) {
    let mapping = '';
    let here = 0;
    for (const line of readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
      const [, start, offset, inode] = MAPPING.exec(line) ?? [];
      if (start !== undefined) {
        // Memory without a file is shared by processes that were forked, at the same address.
        mapping = inode === '0' ? `at ${start}` : `${inode} ${offset}`;
        here = 0;
        continue;
      }
      const [, name = '', kb = 0] = /^(\w+):\s+(\d+) kB/.exec(line) ?? [];
      if (name.startsWith('Private_') && name !== 'Private_Hugetlb') own += Number(kb);
      if (!/^Shared_(?:Clean|Dirty)$/.test(name)) continue;
      here += Number(kb);
      shared.set(mapping, Math.max(shared.get(mapping) ?? 0, here));
    }
  }
  return [...shared.values()].reduce((total, kb) => total + kb, own) / 1024;
}
