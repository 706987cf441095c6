import type { Context } from '../../../platform/context.ts';
import { idTime } from '../../../platform/id.ts';
import { idFrom, type Match, matching, matchingByWalk, type Sides, type Span, type Walk } from './queries.ts';

const MONTH_MS = 30 * 86_400_000;
/** So many of the newest that match are ranked. */
export const CANDIDATES = 150;
/** Posts that are looked through to learn how often the newest hold what is sought, and to find it where that is often. */
const SAMPLE = 2_000;
/** In the months before, where little is known of it yet: there it only tells what is too often for the index. */
const SAMPLE_BEFORE = 500;
/** How many posts are looked through where that should be enough; more than the last of these are a matter of the index. */
const WALKS = [4_000, 8_000, 15_000] as const;
/** So many more than should be enough. */
const MARGIN = 1.5;
/** What was not found in so many months is looked for in all that is older at once. */
const PATIENCE = 2;
/** With less than so much of a month looked at, nothing is known of the months before. */
const KNOWN = 0.25;

/** What is sought: what matches, how well, and how the index is asked for it, which is worked out when it is. */
export interface Asked extends Sides {
  index: () => Promise<string>;
}

export interface Looked {
  found: Match[];
  /** All that match from here on are among these. */
  until: string;
  /** Nothing older matches. */
  isAll: boolean;
}

interface Look {
  ctx: Context;
  span: Span;
}

/**
 * The newest that match: of the newest month all, or `enough`; where that is less than half of it, of those before, too: as
 * many months as should do, going by what was found so far.
 * @param wanted.isSeveral  of several words: what of them is rare costs the index the steps of all, and is asked for two at once
 */
export async function newest(
  { ctx, span }: Look,
  sides: Asked,
  { enough, isSeveral }: { enough: number; isSeveral: boolean },
): Promise<Looked> {
  const top = Math.min(ctx.clock().getTime(), idTime(span.before));
  const first = await newestOf(ctx, sides, monthsBefore(top, 0, span, span.before), {
    enough,
    sampled: SAMPLE,
  });
  const { found } = first;
  let { until } = first;
  const wanted = enough / 2;
  for (let months = 1; found.length < wanted && until > span.from; ) {
    const known = (top - idTime(until)) / MONTH_MS;
    const more = moreMonths(found.length, wanted, { months, known });
    const older = monthsBefore(top, months + more - 1, span, until);
    const middle = monthsBefore(top, months - 1 + Math.floor(more / 2), span, until).from;
    const isHalved = isSeveral && more > 1 && middle > older.from && middle < older.before;
    const parts = isHalved
      ? [
          { from: middle, before: older.before },
          { from: older.from, before: middle },
        ]
      : [older];
    const sampled = known < KNOWN || (found.length === 0 && !isSeveral) ? SAMPLE_BEFORE : 0;
    const lists = await Promise.all(
      parts.map((part) => newestOf(ctx, sides, part, { enough: wanted - found.length, sampled })),
    );
    for (const list of lists) {
      found.push(...list.found);
      until = list.until;
      // What is older than a list that is not all of its part would leave a gap.
      if (!list.isAll) break;
    }
    months += more;
  }
  return { found, until, isAll: until <= span.from };
}

/** How many months before those that were looked at should hold as many as are wanted. */
function moreMonths(
  found: number,
  wanted: number,
  { months, known }: { months: number; known: number },
): number {
  if (found === 0) return months < PATIENCE ? 1 : Number.POSITIVE_INFINITY;
  return Math.max(1, Math.ceil((MARGIN * (wanted - found) * known) / found));
}

/** Months as the posts' words are kept: from the beginning of the month so many before that of a moment, up to a post. */
function monthsBefore(top: number, months: number, span: Span, before: string): Span {
  const newestMonth = new Date(top);
  const year = newestMonth.getUTCFullYear();
  // A thousand years before anything was written.
  const back = Math.min(months, 12_000);
  const from = idFrom(new Date(Date.UTC(year, newestMonth.getUTCMonth() - back)));
  return { from: from > span.from ? from : span.from, before };
}

/** The newest of a span that match: all of them where they are fewer than `enough`. */
async function newestOf(
  { db }: Context,
  sides: Asked,
  span: Span,
  { enough, sampled }: { enough: number; sampled: typeof SAMPLE | typeof SAMPLE_BEFORE | 0 },
): Promise<Looked> {
  const cut = (found: Match[]): Looked => ({ found, until: found.at(-1)?.id ?? span.from, isAll: false });
  const asked = { whole: sides.whole, rank: sides.rank, ...span, take: CANDIDATES };
  const walk = (walked: Walk) => matchingByWalk[walked](db, asked);
  const sample = sampled === 0 ? [] : await walk(sampled);
  if (sample.length >= enough) return cut(sample);
  const expected = (MARGIN * enough * sampled) / sample.length;
  const walked = WALKS.find((size) => expected <= size);
  if (walked !== undefined) {
    const list = await walk(walked);
    if (list.length >= enough) return cut(list);
  }
  const indexed = await matching(db, { ...sides, index: await sides.index() }, span, CANDIDATES);
  // A word that was not counted yet, half typed, is found by the walk alone.
  const known = new Set(indexed.map(({ id }) => id));
  const uncounted = sample.filter(({ id }) => !known.has(id));
  const found = [...indexed, ...uncounted].sort((one, other) => (one.id < other.id ? 1 : -1));
  return indexed.length < CANDIDATES ? { found, until: span.from, isAll: true } : cut(found);
}
