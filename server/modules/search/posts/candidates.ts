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
/** So many of the newest that match are ranked. */
export const MAX_CANDIDATES = 150;
/** Posts that are looked through to learn how often the newest hold what is sought, and to find it where that is often. */
const SAMPLE = 2_000;
/** In the months before, where little is known of it yet: there it only tells what is too often for the index. */
const OLDER_SAMPLE = 500;
/** How many posts are looked through where that should be enough; more than the last of these are a matter of the index. */
const SCAN_SIZES = [4_000, 8_000, 15_000] as const;
/** So many more than should be enough. */
const MARGIN = 1.5;
/** What was not found in so many months is looked for in all that is older at once. */
const MAX_EMPTY_MONTHS = 2;
/** With less than so much of a month looked at, nothing is known of the months before. */
const MIN_KNOWN_MONTHS = 0.25;

/** What is sought: what matches, how well, and how the index is asked for it, which is worked out when it is. */
export interface CandidateQuery extends TsQueries {
  index: () => Promise<string>;
}

/** How far one has looked, and how much there was. */
export interface ScanResult {
  found: Match[];
  /** All that match from here on have been found. */
  until: string;
  /** Nothing older matches. */
  isAll: boolean;
  /** From when on, over how many months, and how many there were in all. */
  top: number;
  months: number;
  count: number;
}

interface ScanTarget {
  enough: number;
  /** Of several words what is rare costs the index the steps of all: older months are asked for it two at once. */
  isSeveral: boolean;
}

/**
 * The newest that match: of the newest month all, or `enough`; where that is less than half of it, of those before, too: as
 * many months as should do, going by what was found so far.
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

/** What is older than what was looked at, without looking at that again: with it at least half of `enough`, if there is so much. */
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
      // What is older than a list that is not all of its part would leave a gap.
      if (!list.isAll) break;
    }
    months += more;
  }
  return { found, until, isAll: until <= range.from, top, months, count };
}

/** How many months before those that were looked at should hold as many as are missing. */
function estimateMonths(
  { count, months, known }: { count: number; months: number; known: number },
  missing: number,
): number {
  if (count === 0) return months < MAX_EMPTY_MONTHS ? 1 : Number.POSITIVE_INFINITY;
  return Math.max(1, Math.ceil((MARGIN * missing * known) / count));
}

/** Months as the posts' words are kept: from the beginning of the month so many before that of a moment, up to a post. */
function monthRange(top: number, months: number, range: IdRange, before: string): IdRange {
  const newestMonth = new Date(top);
  const year = newestMonth.getUTCFullYear();
  // A thousand years before anything was written.
  const back = Math.min(months, 12_000);
  const from = firstIdFrom(new Date(Date.UTC(year, newestMonth.getUTCMonth() - back)));
  return { from: from > range.from ? from : range.from, before };
}

type RangeResult = Pick<ScanResult, 'found' | 'until' | 'isAll'>;

/** The newest of a span that match: all of them where they are fewer than `enough`. */
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
  // A word that was not counted yet, half typed, is found by the walk alone.
  const known = new Set(indexed.map(({ id }) => id));
  const uncounted = sample.filter(({ id }) => !known.has(id));
  const found = [...indexed, ...uncounted].sort((a, b) => (a.id < b.id ? 1 : -1));
  return indexed.length < MAX_CANDIDATES ? { found, until: range.from, isAll: true } : toPartial(found);
}
