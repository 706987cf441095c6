import { publishedParts, SMALLEST_COUNT } from '@chitlaq/protocol/moderation-log';
import type { Counts, CountsWithWaits } from './queries.ts';
import { medianSeconds } from './waits.ts';

const MEASURES = ['sent', 'refused', 'failed', 'delayed'] as const;
type Measure = (typeof MEASURES)[number];
type Published = Record<Measure, number | null>;

/** A lower limit of the people that bits stand for. */
export function peopleIn(bits: bigint): number {
  let count = 0;
  for (let rest = bits; rest > 0n; rest &= rest - 1n) count += 1;
  return count;
}
export const isTooFew = (bits: bigint): boolean => peopleIn(bits) < SMALLEST_COUNT;

/** What a count says about people: many emails to fewer than five of them say as much as few. */
const weight = (count: number, people: bigint): number =>
  isTooFew(people) ? Math.min(count, SMALLEST_COUNT - 1) : count;

/** Rows whose sums are published too, without counts about fewer than five people, and without those that the sums would give away. */
export function publishedRows<Row extends Counts>(rows: readonly Row[]): Published[] {
  const columns = Object.fromEntries(
    MEASURES.map((measure) => [measure, publishedParts(rows.map((row) => weight(row[measure], row.people)))]),
  ) as Record<Measure, (number | null)[]>;
  const of = (row: Row, index: number, measure: Measure) =>
    columns[measure][index] === null ? null : row[measure];
  return rows.map((row, index) => ({
    sent: of(row, index, 'sent'),
    refused: of(row, index, 'refused'),
    failed: of(row, index, 'failed'),
    delayed: of(row, index, 'delayed'),
  }));
}

export const published = (counts: Counts): Published =>
  publishedRows([counts])[0] ?? { sent: null, refused: null, failed: null, delayed: null };

/** The median of a row whose number of sent emails is published. */
export const publishedMedian = ({ waits }: CountsWithWaits, { sent }: Published): number | null =>
  sent === null ? null : medianSeconds(waits);

const NONE: CountsWithWaits = { sent: 0, refused: 0, failed: 0, delayed: 0, people: 0n, waits: [] };

export const sumOf = (rows: readonly (Counts & { waits?: number[] })[]): CountsWithWaits =>
  rows.reduce<CountsWithWaits>(
    (sum, row) => ({
      sent: sum.sent + row.sent,
      refused: sum.refused + row.refused,
      failed: sum.failed + row.failed,
      delayed: sum.delayed + row.delayed,
      people: sum.people | row.people,
      waits: (row.waits ?? []).map((count, index) => count + (sum.waits[index] ?? 0)),
    }),
    NONE,
  );

const troublesFirst = (a: Counts, b: Counts): number =>
  b.refused + b.delayed - (a.refused + a.delayed) || b.sent - a.sent;

/**
 * Domains that may be named, those with most problems first, and all others in one row: those with fewer than five people, and one more
 * if the row would be about fewer than five.
 */
export function namedDomains<Row extends CountsWithWaits>(
  rows: readonly Row[],
  most: number,
): { named: Row[]; others: CountsWithWaits | undefined } {
  const sorted = [...rows].sort(troublesFirst);
  const isNamed = (row: Row) => !isTooFew(row.people);
  const named = sorted.filter(isNamed);
  const rest: Row[] = [...sorted.filter((row) => !isNamed(row)), ...named.splice(most)];
  // The one with the fewest problems: the others are what staff look for.
  while (rest.length > 0 && named.length > 0 && isTooFew(sumOf(rest).people)) rest.push(...named.splice(-1));
  return { named, others: rest.length > 0 ? sumOf(rest) : undefined };
}
