import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { idTime } from '../../../platform/id.ts';
import { readCursor, writeCursor } from '../../../platform/page.ts';
import { mutedMatcher, presentRows } from '../../content/index.ts';
import { fact, quoted } from './document.ts';
import { highlighter } from './highlight.ts';
import { invalidOperator, nothingToSearch } from './problems.ts';
import {
  type FoundRow,
  frequencies,
  frequencyOfBeginning,
  knownWords,
  matching,
  matchingByWalk,
  membersNamed,
  type Span,
  seenMatches,
  similarWords,
} from './queries.ts';
import { readQuery, type Sought, toTsquery } from './query.ts';
import type { FoundPosts, PostSearchQuery } from './schemas.ts';
import { turkishStems } from './words.ts';

const WEEK_MS = 7 * 86_400_000;
/** So many of the newest that match are ranked. */
const CANDIDATES = 300;
/** Weeks that are looked at first, then more, then all: what is often written matches often enough in a few. */
const WINDOWS = [1, 4, 12, null] as const;
/** What more than such a part of all posts holds is found by walking back from the newest. */
const COMMON = 0.004;
/** With fewer than these, looser matches are added below. */
const FEW = 5;
/** Words of this length may hold a typing error. */
const MIN_CORRECTED = 4;

type Found = Awaited<ReturnType<typeof matching>>;

/**
 * Posts that hold what was typed, of those that the viewer may see.
 *
 * Cost: what its words are in the vocabulary; one statement over the index for a few weeks, further ones where these hold too
 * little, or for what is common one that walks back from the newest; the rule asked of 300 posts at most. Words that nobody has written cost two small ones more. Grows with how many posts match within the weeks looked at.
 *
 * @throws Problem 422 `nothing_to_search`, `invalid_search_operator`; 400 `invalid_cursor`
 */
export async function findPosts(ctx: Context, viewer: Viewer, query: PostSearchQuery): Promise<FoundPosts> {
  const sought = soughtBy(query);
  const authorIds = await membersNamed(ctx.db, sought.from);
  if (sought.from.length > 0 && authorIds.length === 0) return { items: [], nextCursor: null, corrected: [] };
  const span: Span = {
    before: readCursor(query.cursor),
    since: sought.since === null ? null : new Date(sought.since),
    until: sought.until === null ? null : new Date(sought.until),
  };
  const look = { ctx, viewer, sought, authorIds, span, ...(await weighed(ctx, sought)) };
  if (query.sort === 'latest') return latest(look, query.limit);
  return best(look, query.limit);
}

interface Look {
  ctx: Context;
  viewer: Viewer;
  sought: Sought;
  authorIds: string[];
  span: Span;
  /** Very many posts hold it. */
  isCommon: boolean;
  /** The part of the query for the word that fewest posts hold, where there are several and nothing else narrows; null where all of it goes to the index. */
  rarest: string | null;
}

/**
 * How much of all posts holds what is sought, as far as the vocabulary knows: the parts that hold each word, multiplied.
 * Phrases, hashtags and the rest only narrow: with these nothing is taken as common.
 */
async function weighed(ctx: Context, sought: Sought): Promise<Pick<Look, 'isCommon' | 'rarest'>> {
  const { words, phrases, hashtags, from, has, until } = sought;
  const isNarrowed = phrases.length + hashtags.length + from.length + has.length > 0;
  if (words.length === 0 || isNarrowed) return { isCommon: false, rarest: null };
  const open = sought.isLastOpen ? words.at(-1) : undefined;
  const [{ posts, of }, begun] = await Promise.all([
    frequencies(
      ctx.db,
      words.flatMap((word) => [word, ...turkishStems(word)]),
    ),
    open === undefined || open.length < 2 ? 0 : frequencyOfBeginning(ctx.db, open),
  ]);
  const parts = words.map((word) => {
    const most = Math.max(
      word === open ? begun : 0,
      ...[word, ...turkishStems(word)].map((form) => of.get(form) ?? 0),
    );
    return { word, part: most / Math.max(1, posts) };
  });
  const part = parts.reduce((product, one) => product * one.part, 1);
  // What may be half typed is left to the whole query: it has no form of its own to narrow by.
  const whole = parts.filter(({ word }) => word !== open).sort((one, other) => one.part - other.part);
  return {
    isCommon: until === null && part > COMMON,
    rarest: words.length > 1 ? (whole[0]?.word ?? null) : null,
  };
}

function soughtBy(query: PostSearchQuery): Sought {
  const sought = readQuery(query.q);
  const [invalid] = sought.invalid;
  if (invalid) throw invalidOperator(invalid.operator, invalid.value);
  if (query.from) sought.from.push(query.from.replace('@', '').toLowerCase());
  if (query.has) sought.has.push(query.has);
  sought.language = query.lang ?? sought.language;
  sought.since = query.since ?? sought.since;
  sought.until = query.until ?? sought.until;
  return sought;
}

/** The best fifty at most: how well they match, who wrote them, how new they are. */
async function best(look: Look, limit: number): Promise<FoundPosts> {
  const tsquery = toTsquery(look.sought, look.authorIds);
  if (tsquery === null) throw nothingToSearch();
  let rows = await seen(look, await inWeeks(look, tsquery, limit), CANDIDATES);
  const { alternatives, corrected } =
    rows.length === 0
      ? await corrections(look)
      : { alternatives: new Map<string, string[]>(), corrected: [] };
  if (alternatives.size > 0) {
    const mended = toTsquery(look.sought, look.authorIds, { alternatives }) ?? tsquery;
    rows = await seen(look, await inWeeks(look, mended, limit, true), CANDIDATES);
  }
  rows.sort(byWorth(look));
  if (rows.length < FEW && look.sought.words.length > 1) {
    const loose = toTsquery(look.sought, look.authorIds, { alternatives, isLoose: true }) ?? tsquery;
    const more = await seen(look, await inWeeks(look, loose, limit, true), CANDIDATES);
    const known = new Set(rows.map(({ id }) => id));
    rows.push(...more.filter(({ id }) => !known.has(id)).sort(byWorth(look)));
  }
  const items = await presented(look, rows.slice(0, limit), alternatives);
  return { items, nextCursor: null, corrected: items.length === 0 ? [] : corrected };
}

/** The newest first, with pages. */
async function latest(look: Look, limit: number): Promise<FoundPosts> {
  const tsquery = toTsquery(look.sought, look.authorIds);
  if (tsquery === null) throw nothingToSearch();
  const rows: FoundRow[] = [];
  let before = look.span.before;
  for (let isMore = true; isMore && rows.length <= limit; ) {
    const { found, isAll } = await inWeeks({ ...look, span: { ...look.span, before } }, tsquery, limit);
    rows.push(...(await seen(look, { found }, limit + 1 - rows.length)));
    before = found.at(-1)?.id ?? before;
    isMore = !isAll;
  }
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await presented(look, page, new Map()),
    nextCursor: rows.length > limit && last ? writeCursor(last.id) : null,
    corrected: [],
  };
}

/**
 * What matches: in the last weeks, and further back where these hold too little. What is common is walked to first. And whether
 * that is all there is.
 */
async function inWeeks(
  look: Look,
  tsquery: string,
  enough: number,
  isLoose = false,
): Promise<{ found: Found; isAll: boolean }> {
  const { ctx, span, isCommon, rarest } = look;
  if (isCommon) {
    const walked = await matchingByWalk(ctx.db, tsquery, span, CANDIDATES);
    if (walked.length >= 3 * enough) return { found: walked, isAll: false };
  }
  const newest = Math.min(span.until?.getTime() ?? Number.POSITIVE_INFINITY, ctx.clock().getTime());
  const top = span.before === null ? newest : Math.min(newest, idTime(span.before));
  const narrowest = rarest === null || isLoose ? tsquery : rarest;
  let found: Found = [];
  for (const weeks of WINDOWS) {
    const within =
      weeks === null
        ? narrowest
        : `${narrowest} & (${Array.from({ length: weeks + 1 }, (_, back) => quoted(fact.week(top - back * WEEK_MS))).join(' | ')})`;
    found = await matching(ctx.db, within, tsquery, span, CANDIDATES);
    if (weeks !== null && found.length >= 3 * enough) return { found, isAll: false };
  }
  return { found, isAll: found.length < CANDIDATES };
}

async function seen({ ctx, viewer }: Look, { found }: { found: Found }, take: number): Promise<FoundRow[]> {
  const { id, universityId } = viewer;
  return found.length === 0 ? [] : seenMatches(ctx.db, { id, universityId }, found, take);
}

/** Text first; then who wrote it, what people made of it, how new it is. Equal ones stand by id. */
const byWorth = ({ ctx }: Look) => {
  const now = ctx.clock().getTime();
  const worth = (row: FoundRow): number =>
    100 * row.rank +
    (row.follows ? 8 : 0) +
    (row.sameUniversity ? 3 : 0) +
    2 * Math.log1p(row.likes + row.reposts + row.replies) +
    6 * 2 ** (-(now - idTime(row.id)) / (4 * WEEK_MS));
  return (one: FoundRow, other: FoundRow): number =>
    worth(other) - worth(one) || (one.id < other.id ? 1 : -1);
};

async function presented(
  { ctx, viewer, sought }: Look,
  rows: readonly FoundRow[],
  alternatives: ReadonlyMap<string, string[]>,
): Promise<FoundPosts['items']> {
  const [posts, isMuted] = await Promise.all([
    presentRows(ctx, viewer, rows),
    mutedMatcher(ctx, viewer, 'elsewhere'),
  ]);
  const matchesIn = highlighter(sought, alternatives);
  return posts.flatMap((post) =>
    post && !isMuted?.(post) ? [{ ...post, matches: matchesIn(post.content) }] : [],
  );
}

/** For words that nobody has written: those like them, one or two letters away. */
async function corrections({
  ctx,
  sought,
}: Look): Promise<{ alternatives: Map<string, string[]>; corrected: FoundPosts['corrected'] }> {
  const long = sought.words.filter((word) => word.length >= MIN_CORRECTED);
  const known = await knownWords(ctx.db, long);
  const alternatives = new Map<string, string[]>();
  for (const word of new Set(long.filter((candidate) => !known.has(candidate)))) {
    const near = (await similarWords(ctx.db, word, 50)).filter(
      (other) => distance(word, other) <= (word.length >= 8 ? 2 : 1),
    );
    if (near.length > 0) alternatives.set(word, near.slice(0, 5));
  }
  const corrected = [...alternatives].map(([from, [to]]) => ({ from, to: to ?? from }));
  return { alternatives, corrected };
}

/** Letters to add, take away, change or swap with the next (Damerau's distance, restricted). */
export function distance(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const [above, left, diagonal] = [rows[i - 1]?.[j] ?? 0, row[j - 1] ?? 0, rows[i - 1]?.[j - 1] ?? 0];
      let least = Math.min(above + 1, left + 1, diagonal + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
