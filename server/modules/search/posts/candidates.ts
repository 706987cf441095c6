import type { Context } from '../../../platform/context.ts';
import { idTime } from '../../../platform/id.ts';
import {
  firstIdFrom,
  type IdRange,
  indexMatches,
  type Match,
  type ScanSize,
  scanMatches,
  type TsQueries,
} from './queries.ts';

const MONTH_MS = 30 * 86_400_000;
/** The newest matches that are ranked. */
export const MAX_CANDIDATES = 150;
/** Posts that are scanned first: they contain the matches of a common term, and estimate its frequency. */
const SAMPLE = 2_000;
/**
 * Posts that are sampled in older months if little is known yet: only to find out which terms are too common for
 * the index.
 */
const OLDER_SAMPLE = 500;
/** Posts that are scanned if the estimate predicts enough matches. A rarer term needs the index. */
const SCAN_SIZES = [4_000, 8_000, 15_000] as const;
/** Scan this many times more than the estimate. */
const MARGIN = 1.5;
/** After this many months without a match, search all older posts at once. */
const MAX_EMPTY_MONTHS = 2;
/** With a smaller part of a month scanned, the frequency in older months is unknown. */
const MIN_KNOWN_MONTHS = 0.25;

/** A query: what matches, how well, and the query for the index, which is only built when it is needed. */
export interface CandidateQuery extends TsQueries {
  index: () => Promise<string>;
}

/** The matches so far, and how far back they were searched. */
export interface ScanResult {
  found: Match[];
  /** All matches from this id on were found. */
  until: string;
  /** There are no older matches. */
  isAll: boolean;
  /** The time from which the search starts, the months searched, and the matches in them. */
  top: number;
  months: number;
  count: number;
}

interface ScanTarget {
  enough: number;
  /**
   * The query has several words. A rare combination costs the index the steps of all its words, so older
   * months are searched two ranges at a time.
   */
  isSeveral: boolean;
}

/**
 * Finds the newest matches. Searches the newest month for all of them, or for `enough`. If it has less than
 * half of that, continues with as many older months as the frequency predicts.
 */
export async function scanNewest(
  ctx: Context,
  tsQueries: CandidateQuery,
  range: IdRange,
  target: ScanTarget,
): Promise<ScanResult> {
  const top = Math.min(ctx.clock().getTime(), idTime(range.before));
  const month = monthRange(top, 0, range, range.before);
  const first = await scanRange(ctx, tsQueries, month, { enough: target.enough, sampled: SAMPLE });
  const scanned = { ...first, isAll: first.until <= range.from, top, months: 1, count: first.found.length };
  return first.found.length < target.enough / 2
    ? scanOlder(ctx, tsQueries, range, { scanned, target })
    : scanned;
}

/**
 * Continues before what was searched, until at least half of `enough` matches are found, or none are left.
 */
export async function scanOlder(
  ctx: Context,
  tsQueries: CandidateQuery,
  range: IdRange,
  { scanned, target: { enough, isSeveral } }: { scanned: ScanResult; target: ScanTarget },
): Promise<ScanResult> {
  const { top } = scanned;
  const found = [...scanned.found];
  let { until, months, count } = scanned;
  const target = enough / 2;
  while (found.length < target && until > range.from) {
    const known = (top - idTime(until)) / MONTH_MS;
    const more = estimateMonths({ count, months, known }, target - found.length);
    const before = monthRange(top, months + more - 1, range, until);
    const middle = monthRange(top, months - 1 + Math.floor(more / 2), range, until).from;
    const isHalved = isSeveral && more > 1 && middle > before.from && middle < before.before;
    const parts = isHalved
      ? [
          { ...before, from: middle },
          { ...before, before: middle },
        ]
      : [before];
    const sampled = known < MIN_KNOWN_MONTHS || (count === 0 && !isSeveral) ? OLDER_SAMPLE : 0;
    const lists = await Promise.all(
      parts.map((part) => scanRange(ctx, tsQueries, part, { enough: target - found.length, sampled })),
    );
    for (const list of lists) {
      found.push(...list.found);
      count += list.found.length;
      until = list.until;
      // Older matches after an incomplete list would leave a gap.
      if (!list.isAll) break;
    }
    months += more;
  }
  return { found, until, isAll: until <= range.from, top, months, count };
}

/** The older months that should contain the missing matches, at the frequency so far. */
function estimateMonths(
  { count, months, known }: { count: number; months: number; known: number },
  missing: number,
): number {
  if (count === 0) return months < MAX_EMPTY_MONTHS ? 1 : Number.POSITIVE_INFINITY;
  return Math.max(1, Math.ceil((MARGIN * missing * known) / count));
}

/**
 * A range in whole months, like the partitions of the index: from the start of the month `months` before
 * `top`, up to a post.
 */
function monthRange(top: number, months: number, range: IdRange, before: string): IdRange {
  const newestMonth = new Date(top);
  const year = newestMonth.getUTCFullYear();
  // A thousand years: before any post.
  const back = Math.min(months, 12_000);
  const from = firstIdFrom(new Date(Date.UTC(year, newestMonth.getUTCMonth() - back)));
  return { from: from > range.from ? from : range.from, before };
}

type RangeResult = Pick<ScanResult, 'found' | 'until' | 'isAll'>;

/** The newest matches of a range: all of them if there are fewer than `enough`. */
async function scanRange(
  { db }: Context,
  tsQueries: CandidateQuery,
  range: IdRange,
  { enough, sampled }: { enough: number; sampled: typeof SAMPLE | typeof OLDER_SAMPLE | 0 },
): Promise<RangeResult> {
  const toPartial = (found: Match[]): RangeResult => ({
    found,
    until: found.at(-1)?.id ?? range.from,
    isAll: false,
  });
  const { queries = [], weights = [] } = tsQueries.levels ?? {};
  const params = {
    whole: tsQueries.whole,
    rank: tsQueries.rank,
    queries,
    weights,
    ...range,
    take: MAX_CANDIDATES,
  };
  const scan = (size: ScanSize) => scanMatches[size](db, params);
  const sample = sampled === 0 ? [] : await scan(sampled);
  if (sample.length >= enough) return toPartial(sample);
  const expected = (MARGIN * enough * sampled) / sample.length;
  const scanSize = SCAN_SIZES.find((size) => expected <= size);
  if (scanSize !== undefined) {
    const list = await scan(scanSize);
    if (list.length >= enough) return toPartial(list);
  }
  const indexed = await indexMatches(
    db,
    { ...tsQueries, index: await tsQueries.index() },
    range,
    MAX_CANDIDATES,
  );
  // Only the scan finds a half-typed word that is not counted yet.
  const known = new Set(indexed.map(({ id }) => id));
  const uncounted = sample.filter(({ id }) => !known.has(id));
  const found = [...indexed, ...uncounted].sort((a, b) => (a.id < b.id ? 1 : -1));
  return indexed.length < MAX_CANDIDATES ? { found, until: range.from, isAll: true } : toPartial(found);
}
