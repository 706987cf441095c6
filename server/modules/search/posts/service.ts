import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { idTime } from '../../../platform/id.ts';
import { writeCursor } from '../../../platform/page.ts';
import { mutedMatcher, presentPosts } from '../../content/index.ts';
import { corrections, NOTHING_CORRECTED } from './corrections.ts';
import { MOST_IDS, type Place, readPlace, writePlace } from './cursor.ts';
import { highlighter } from './highlight.ts';
import { namesakes } from './namesakes.ts';
import { invalidOperator, nothingToSearch } from './problems.ts';
import {
  idFrom,
  matching,
  matchingByWalk,
  membersNamed,
  NEWEST,
  OLDEST,
  type SeenRow,
  type Sides,
  type Span,
  seenMatches,
  wordCounts,
} from './queries.ts';
import { ANYBODY, type Authors, readQuery, type Sought, type Spelling, toTsquery } from './query.ts';
import type { FoundPosts, PostSearchQuery } from './schemas.ts';
import { stemsOf } from './words.ts';

const WEEK_MS = 7 * 86_400_000;
/** So many of the newest that match are ranked. */
const CANDIDATES = 150;
/** So many months are looked at, and then so many before these, until there is enough; at last all that is older. */
const MONTHS = [1, 1, 2, 4, 8] as const;
/** Posts that are looked through to learn how often the newest hold what is sought, and to find it where that is often. */
const SAMPLE = 2_000;
/** In the months before: there it only tells what is too often for the index. */
const SAMPLE_BEFORE = 500;
const WALKED = 15_000;
/** Of a walk so many more posts than it should take. */
const MARGIN = 1.5;
/** Of several words so many are asked of the index; of what these find the others are asked. */
const INDEXED = 3;
/** Words of this length are in the vocabulary. */
const MIN_COUNTED = 4;
/** A word that may become more words than these is not taken for a complete one. */
const COMPLETIONS = 12;
/** With fewer than these, looser matches are added below. */
const FEW = 5;
type Found = Awaited<ReturnType<typeof matching>>;

/**
 * Posts that hold what was typed, of those that the viewer may see.
 *
 * Cost: 2,000 of the newest posts are looked through, which finds what many hold and tells how often the rest is; 15,000
 * where that is enough, and where it is not the index of a month, and of those before while there is too little. The rule is
 * asked of 300 posts at most. Words that nobody has written cost two small statements more.
 *
 * @throws Problem 422 `nothing_to_search`, `invalid_search_operator`; 400 `invalid_cursor`
 */
export async function findPosts(ctx: Context, viewer: Viewer, query: PostSearchQuery): Promise<FoundPosts> {
  const sought = soughtBy(query);
  const authors = await authorsOf(ctx, sought);
  if (sought.from.length > 0 && authors.by.length === 0)
    return { items: [], nextCursor: null, corrected: [] };
  const place = readPlace(query.cursor);
  const look = { ctx, viewer, sought, authors, span: spanOf(sought, place.before) };
  if (place.kind === 'ranked') return goOn(look, place, query.limit);
  // Below what was ranked the best go on by time, as all does with `sort=latest`.
  if (query.sort === 'latest' || place.before !== null) return latest(look, query.limit);
  return best(look, query.limit);
}

interface Look {
  ctx: Context;
  viewer: Viewer;
  sought: Sought;
  authors: Authors;
  span: Span;
}

async function authorsOf(ctx: Context, { from, withoutFrom }: Sought): Promise<Authors> {
  const named = [...from, ...withoutFrom];
  if (named.length === 0) return ANYBODY;
  const members = await membersNamed(ctx.db, named);
  const among = (usernames: readonly string[]) =>
    members.filter(({ username }) => usernames.includes(username)).map(({ id }) => id);
  return { by: among(from), notBy: among(withoutFrom) };
}

const spanOf = ({ since, until }: Sought, cursor: string | null): Span => {
  const end = until === null ? NEWEST : idFrom(new Date(until));
  return {
    from: since === null ? OLDEST : idFrom(new Date(since)),
    before: cursor !== null && cursor < end ? cursor : end,
  };
};

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

/** What is sought: what matches, how well, and how the index is asked for it, which is worked out when it is. */
interface Asked extends Sides {
  index: () => Promise<string>;
}

/** @throws Problem 422 `nothing_to_search` */
function sidesOf(look: Look, spelling: Spelling = {}): Asked {
  const { sought, authors } = look;
  const whole = toTsquery(sought, authors, { ...spelling, forIndex: true });
  const rank = toTsquery(sought, authors, spelling);
  if (whole === null || rank === null) throw nothingToSearch();
  let index: Promise<string> | undefined;
  return {
    whole,
    rank,
    index: () => {
      index ??= spelling.isLoose ? Promise.resolve(whole) : indexSide(look, whole, spelling);
      return index;
    },
  };
}

/**
 * What of several words the index is asked for. Each of its entries costs as many steps as posts hold it, and a beginning
 * as many as all that begins so: so the rarest three, and for a half-typed word what it may become, as far as that
 * was counted; what was written since then is among the newest posts, which are looked through in any case.
 */
async function indexSide({ ctx, sought, authors }: Look, whole: string, spelling: Spelling): Promise<string> {
  const { words } = sought;
  if (words.length < 2) return whole;
  const open = sought.isLastOpen ? words.at(-1) : undefined;
  const isCountable = open !== undefined && open.length >= MIN_COUNTED;
  const begins = isCountable ? open : '';
  const rows = await wordCounts(ctx.db, {
    words,
    begins,
    end: isCountable ? `${open}\u{10ffff}` : '',
    take: COMPLETIONS + 1,
  });
  const counts = new Map(rows.map(({ word, posts }) => [word, posts]));
  const begun = isCountable ? rows.filter(({ word }) => word.startsWith(open)) : [];
  const isComplete = open !== undefined && counts.has(open) && begun.length <= COMPLETIONS;
  const completions = isComplete ? begun.map(({ word }) => word) : undefined;
  const costOf = (word: string): number =>
    word === open && completions === undefined
      ? Number.POSITIVE_INFINITY
      : (counts.get(word) ?? 0) * stemsOf(word).length;
  const rarest = [...new Set(words)].sort((one, other) => costOf(one) - costOf(other)).slice(0, INDEXED);
  const narrowed = { words: new Set(rarest), completions };
  return toTsquery(sought, authors, { ...spelling, forIndex: true, narrowed }) ?? whole;
}

/** The best of the newest that match: how well they match, who wrote them, how new they are. Below them all older ones by time. */
async function best(look: Look, limit: number): Promise<FoundPosts> {
  const sides = sidesOf(look);
  const enough = Math.min(2 * limit, CANDIDATES);
  let looked = await newest(look, sides, enough);
  let rows = await seen(look, looked, CANDIDATES);
  if (rows.length < limit && !looked.isAll) {
    looked = await newest(look, sides, CANDIDATES);
    rows = await seen(look, looked, CANDIDATES);
  }
  const strict = rows.length;
  const below = async (spelling: Spelling) => {
    const more = await seen(look, await newest(look, sidesOf(look, spelling), enough), CANDIDATES);
    const known = new Set(rows.map(({ id }) => id));
    rows.push(...more.filter(({ id }) => !known.has(id)).sort(byWorth(look)));
  };
  rows.sort(byWorth(look));
  const isFoundByFew = rows.length < FEW;
  const { alternatives, corrected } = isFoundByFew ? await corrections(look) : NOTHING_CORRECTED;
  // Said only where nothing has the word: an unknown ending of a known word is no error.
  const isCorrected = rows.length === 0;
  if (alternatives.size > 0) await below({ alternatives });
  if (rows.length < limit) {
    const isLoose = rows.length < FEW && look.sought.words.length > 1;
    const authors = await namesakes(look, isLoose);
    if (authors.whole.length > 0) await below({ alternatives, orBy: authors.whole });
    if (isLoose) {
      await below({ alternatives, isLoose });
      if (rows.length < limit) await below({ alternatives, isLoose, orBy: authors.inPart });
    }
  }
  const items = await presented(look, rows.slice(0, limit), alternatives);
  // Where looser matches stand below, what is older is among them already.
  const isMoreBelow = !looked.isAll && rows.length === strict;
  const nextCursor = await cursorOf(look, {
    ids: rows.slice(limit, limit + MOST_IDS).map(({ id }) => id),
    before: isMoreBelow ? (looked.found.at(-1)?.id ?? null) : null,
    isCorrected: alternatives.size > 0,
  });
  return { items, nextCursor, corrected: items.length === 0 || !isCorrected ? [] : corrected };
}

type Ranked = Extract<Place, { kind: 'ranked' }>;

/** The cursor of what follows: nothing is promised that a reader would not see. */
async function cursorOf(
  look: Look,
  { ids, before, isCorrected }: Omit<Ranked, 'kind'>,
): Promise<string | null> {
  if (ids.length > 0) return writePlace({ kind: 'ranked', ids, before, isCorrected });
  if (before === null) return null;
  const older = { ...look, span: { ...look.span, before } };
  const [next] = await newestSeen(older, 1);
  return next ? writePlace({ kind: 'time', before }) : null;
}

/** A further page of the best: in the order in which they were ranked. */
async function goOn(look: Look, { ids, before, isCorrected }: Ranked, limit: number): Promise<FoundPosts> {
  const whole = { ...look, span: spanOf(look.sought, null) };
  const found = ids.filter((id) => id >= whole.span.from).map((id) => ({ id, rank: 0 }));
  const rows = await seen(look, { found }, limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const { alternatives } = isCorrected ? await corrections(look) : NOTHING_CORRECTED;
  const [items, nextCursor] = await Promise.all([
    presented(look, page, alternatives),
    cursorOf(whole, {
      ids: last ? ids.slice(ids.indexOf(last.id) + 1) : [],
      before,
      isCorrected,
    }),
  ]);
  return { items, nextCursor, corrected: [] };
}

/** The newest first, with pages. */
async function latest(look: Look, limit: number): Promise<FoundPosts> {
  const rows = await newestSeen(look, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await presented(look, page, new Map()),
    nextCursor: rows.length > limit && last ? writeCursor(last.id) : null,
    corrected: [],
  };
}

/** The newest that match and the viewer may see, `take` at most. */
async function newestSeen(look: Look, take: number): Promise<SeenRow[]> {
  const sides = sidesOf(look);
  const rows: SeenRow[] = [];
  let { before } = look.span;
  for (let isMore = true; isMore && rows.length < take; ) {
    const { found, isAll } = await newest(
      { ...look, span: { ...look.span, before } },
      sides,
      Math.min(2 * take, CANDIDATES),
    );
    rows.push(...(await seen(look, { found }, take - rows.length)));
    before = found.at(-1)?.id ?? before;
    isMore = !isAll;
  }
  return rows;
}

/** The newest that match: of the newest month all, or `enough`; where that is less than half of it, of those before, too. And whether that is all. */
async function newest(look: Look, sides: Asked, enough: number): Promise<{ found: Found; isAll: boolean }> {
  const found: Found = [];
  const isSeveral = look.sought.words.length > 1;
  const spans = monthsOf(look, () => found.length === 0);
  const first = spans.next();
  if (first.done) return { found, isAll: true };
  found.push(...(await newestOf(look.ctx, sides, first.value, { enough, sampled: SAMPLE })));
  const wanted = enough / 2;
  // What was too seldom for a walk with several words was asked of the index, and is cheap there in any month.
  const sampled = isSeveral ? 0 : SAMPLE_BEFORE;
  while (found.length < wanted) {
    const older = [spans.next(), ...(isSeveral && 2 * found.length < wanted ? [spans.next()] : [])].flatMap(
      (span) => (span.done ? [] : span.value),
    );
    if (older.length === 0) return { found, isAll: true };
    // Two at once where one would not do: a reader waits.
    const lists = older.map((span) =>
      newestOf(look.ctx, sides, span, { enough: wanted - found.length, sampled }),
    );
    for (const list of await Promise.all(lists)) {
      found.push(...list);
      // A list that is long enough may not hold all of its span: what is older would leave a gap.
      if (found.length >= wanted) break;
    }
  }
  return { found, isAll: false };
}

/** The newest of a span that match: all of them where they are fewer than `enough`. */
async function newestOf(
  { db }: Context,
  sides: Asked,
  span: Span,
  { enough, sampled }: { enough: number; sampled: number },
): Promise<Found> {
  const sample =
    sampled === 0 ? [] : await matchingByWalk(db, sides, span, { take: CANDIDATES, walked: sampled });
  if (sample.length >= enough) return sample;
  const expected = (MARGIN * enough * sampled) / sample.length;
  if (expected <= WALKED) {
    const walked = await matchingByWalk(db, sides, span, { take: CANDIDATES, walked: Math.ceil(expected) });
    if (walked.length >= enough) return walked;
  }
  const indexed = await matching(db, { ...sides, index: await sides.index() }, span, CANDIDATES);
  // A word that was not counted yet, half typed, is found by the walk alone.
  const known = new Set(indexed.map(({ id }) => id));
  const uncounted = sample.filter(({ id }) => !known.has(id));
  if (uncounted.length === 0) return indexed;
  return [...indexed, ...uncounted].sort((one, other) => (one.id < other.id ? 1 : -1));
}

/**
 * What is looked at, the newest month first: as the posts' words are kept.
 * @param isSeldom  nothing was found so far: after two months all that is older is looked at in one
 */
function* monthsOf({ ctx, span }: Look, isSeldom: () => boolean): Generator<Span> {
  const top = new Date(Math.min(ctx.clock().getTime(), idTime(span.before)));
  let { before } = span;
  let month = top.getUTCMonth() + 1;
  for (const [looked, count] of MONTHS.entries()) {
    if (looked >= 2 && isSeldom()) break;
    month -= count;
    const from = idFrom(new Date(Date.UTC(top.getUTCFullYear(), month)));
    if (from <= span.from) break;
    if (from < before) yield { from, before };
    before = from;
  }
  if (span.from < before) yield { from: span.from, before };
}

async function seen({ ctx, viewer }: Look, { found }: { found: Found }, take: number): Promise<SeenRow[]> {
  if (found.length === 0) return [];
  const { id, universityId } = viewer;
  const [ids, ranks] = [found.map((match) => match.id), found.map((match) => match.rank)];
  return seenMatches(ctx.db, { id, universityId, ids, ranks, take });
}

/** Text first; then who wrote it, what people made of it, how new it is. Equal ones stand by id. */
const byWorth = ({ ctx }: Look) => {
  const now = ctx.clock().getTime();
  const worth = (row: SeenRow): number =>
    100 * row.rank +
    (row.follows ? 8 : 0) +
    (row.sameUniversity ? 3 : 0) +
    2 * Math.log1p(row.reactions) +
    6 * 2 ** (-(now - idTime(row.id)) / (4 * WEEK_MS));
  return (one: SeenRow, other: SeenRow): number => worth(other) - worth(one) || (one.id < other.id ? 1 : -1);
};

async function presented(
  { ctx, viewer, sought }: Look,
  rows: readonly SeenRow[],
  alternatives: ReadonlyMap<string, string[]>,
): Promise<FoundPosts['items']> {
  const [posts, isMuted] = await Promise.all([
    presentPosts(
      ctx,
      viewer,
      rows.map(({ id }) => id),
    ),
    mutedMatcher(ctx, viewer, 'elsewhere'),
  ]);
  const matchesIn = highlighter(sought, alternatives);
  return posts.flatMap((post) => (isMuted?.(post) ? [] : [{ ...post, matches: matchesIn(post.content) }]));
}
