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

/** How far one has looked, and how much there was. */
export interface Looked {
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

interface Wanted {
  enough: number;
  /** Of several words what is rare costs the index the steps of all: older months are asked for it two at once. */
  isSeveral: boolean;
}

/**
 * The newest that match: of the newest month all, or `enough`; where that is less than half of it, of those before, too: as
 * many months as should do, going by what was found so far.
 */
export async function newest(ctx: Context, sides: Asked, span: Span, wanted: Wanted): Promise<Looked> {
  const top = Math.min(ctx.clock().getTime(), idTime(span.before));
  const month = monthsBefore(top, 0, span, span.before);
  const first = await newestOf(ctx, sides, month, { enough: wanted.enough, sampled: SAMPLE });
  const looked = { ...first, isAll: first.until <= span.from, top, months: 1, count: first.found.length };
  return first.found.length < wanted.enough / 2 ? older(ctx, sides, span, { looked, wanted }) : looked;
}

/** What is older than what was looked at, without looking at that again: with it at least half of `enough`, if there is so much. */
export async function older(
  ctx: Context,
  sides: Asked,
  span: Span,
  { looked, wanted: { enough, isSeveral } }: { looked: Looked; wanted: Wanted },
): Promise<Looked> {
  const { top } = looked;
  const found = [...looked.found];
  let { until, months, count } = looked;
  const wanted = enough / 2;
  while (found.length < wanted && until > span.from) {
    const known = (top - idTime(until)) / MONTH_MS;
    const more = moreMonths({ count, months, known }, wanted - found.length);
    const before = monthsBefore(top, months + more - 1, span, until);
    const middle = monthsBefore(top, months - 1 + Math.floor(more / 2), span, until).from;
    const isHalved = isSeveral && more > 1 && middle > before.from && middle < before.before;
    const parts = isHalved
      ? [
          { ...before, from: middle },
          { ...before, before: middle },
        ]
      : [before];
    const sampled = known < KNOWN || (count === 0 && !isSeveral) ? SAMPLE_BEFORE : 0;
    const lists = await Promise.all(
      parts.map((part) => newestOf(ctx, sides, part, { enough: wanted - found.length, sampled })),
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
  return { found, until, isAll: until <= span.from, top, months, count };
}

/** How many months before those that were looked at should hold as many as are missing. */
function moreMonths(
  { count, months, known }: { count: number; months: number; known: number },
  missing: number,
): number {
  if (count === 0) return months < PATIENCE ? 1 : Number.POSITIVE_INFINITY;
  return Math.max(1, Math.ceil((MARGIN * missing * known) / count));
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

type Listed = Pick<Looked, 'found' | 'until' | 'isAll'>;

/** The newest of a span that match: all of them where they are fewer than `enough`. */
async function newestOf(
  { db }: Context,
  sides: Asked,
  span: Span,
  { enough, sampled }: { enough: number; sampled: typeof SAMPLE | typeof SAMPLE_BEFORE | 0 },
): Promise<Listed> {
  const cut = (found: Match[]): Listed => ({ found, until: found.at(-1)?.id ?? span.from, isAll: false });
  const { queries = [], weights = [] } = sides.levels ?? {};
  const asked = { whole: sides.whole, rank: sides.rank, queries, weights, ...span, take: CANDIDATES };
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
