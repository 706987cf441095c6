import type { Schemas } from '@chitlaq/client';
import {
  countActs,
  type Fault,
  type LogEntry,
  type LogHead,
  verifyLog,
} from '@chitlaq/protocol/moderation-log';

export interface CheckedLog {
  entries: number;
  heads: number;
  faults: Fault[];
  /** Published months whose acts are not those of the log. */
  differingMonths: string[];
}

/** Checks entries against published heads, kept ones and published months. */
export async function checkLog(
  entries: readonly LogEntry[],
  publishedHeads: readonly LogHead[],
  keptHeads: readonly LogHead[],
  months: readonly Schemas['MonthlyReport'][],
): Promise<CheckedLog> {
  const heads = [...publishedHeads, ...keptHeads];
  const faults = await verifyLog(entries, heads);
  const differingMonths = months
    .filter(({ month, lastSeq, acts }) => {
      const counted = countActs(
        entries.filter(({ seq }) => seq <= lastSeq),
        month,
      );
      return JSON.stringify(counted) !== JSON.stringify(acts);
    })
    .map(({ month }) => month);
  return { entries: entries.length, heads: heads.length, faults, differingMonths };
}

/** The heads in a file that somebody kept. @throws Error if it is no such file */
export function readHeads(text: string): LogHead[] {
  const { items } = JSON.parse(text) as { items?: unknown };
  const isHead = (item: unknown): item is LogHead => {
    const { day, seq, hash } = (item ?? {}) as Partial<LogHead>;
    return typeof day === 'string' && typeof seq === 'number' && /^[0-9a-f]{64}$/.test(hash ?? '');
  };
  if (!Array.isArray(items) || items.length === 0 || !items.every(isHead)) throw new Error('not heads');
  return items;
}
