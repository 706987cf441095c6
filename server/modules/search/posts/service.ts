import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { idTime } from '../../../platform/id.ts';
import { writeCursor } from '../../../platform/page.ts';
import { mutedMatcher, presentPosts } from '../../content/index.ts';
import { findAuthorMatches } from './author-names.ts';
import { type CandidateQuery, MAX_CANDIDATES, type ScanResult, scanNewest, scanOlder } from './candidates.ts';
import { decodePosition, encodePosition, MAX_IDS, type SearchPosition } from './cursor.ts';
import { createHighlighter } from './highlight.ts';
import { dayRange } from './id-range.ts';
import { buildMatchLevels } from './match-levels.ts';
import { invalidOperator, nothingToSearch } from './problems.ts';
import {
  countWords,
  findMembersByUsername,
  findVisibleMatches,
  findWordCounts,
  type IdRange,
  type Match,
  type VisibleMatch,
} from './queries.ts';
import {
  ANY_AUTHOR,
  type Authors,
  type ParsedQuery,
  parseQuery,
  type QueryOptions,
  toTsquery,
} from './query.ts';
import { type Expansion, expandQuery } from './query-expansion.ts';
import { findRelated } from './related.ts';
import type { FoundPosts, PostSearchQuery } from './schemas.ts';
import { stemsOf } from './tokenizer.ts';

const WEEK_MS = 7 * 86_400_000;
/** The index is only queried for this many words; the others filter its result. */
const MAX_INDEXED_WORDS = 3;
/** Words of at least this length are in the vocabulary. */
const MIN_COUNTED = 4;
/** A half-typed word with more completions is not replaced by them. */
const MAX_COMPLETIONS = 12;
/** With fewer results, posts with some of the words are added below those with all. */
const MIN_RESULTS = 10;
/** Posts that are counted during a request. */
const MAX_COUNTED_AT_ONCE = 500;
/** Posts of an unknown author that keep their rank; further ones move to the end. */
const MAX_PER_UNKNOWN_AUTHOR = 3;
/**
 * Upper bound of the score of author, reactions and recency: less than the difference between a word as typed
 * and a form of it.
 */
const MAX_SOCIAL_SCORE = 4;

/**
 * Searches the posts that the viewer may see.
 *
 * Cost: scans the newest 2,000 posts, which finds common words and estimates the frequency of the term. If
 * that predicts enough matches, scans up to 15,000; otherwise queries the monthly GIN indexes, newest first.
 * Checks the visibility of 300 matches at most, again for older or expanded matches. Words that nobody has
 * written cost extra small statements.
 *
 * @throws Problem 422 `nothing_to_search`, `invalid_search_operator`; 400 `invalid_cursor`
 */
export async function findPosts(ctx: Context, viewer: Viewer, query: PostSearchQuery): Promise<FoundPosts> {
  const parsedQuery = parseRequest(query);
  const { tz = 'UTC' } = query;
  const authors = await authorsOf(ctx, parsedQuery);
  if (parsedQuery.from.length > 0 && authors.included.length === 0)
    return { items: [], nextCursor: null, corrected: [] };
  const position = decodePosition(query.cursor);
  const search = { ctx, viewer, parsedQuery, authors, range: rangeOf(parsedQuery, tz, position.before), tz };
  if (position.kind === 'ranked') return resumeRanked(search, position, query.limit);
  // After the ranked results, older ones follow chronologically, as with `sort=latest`.
  if (query.sort === 'latest' || position.before !== null) return searchLatest(search, query.limit);
  return rankedSearch(search, query.limit);
}

interface SearchContext {
  ctx: Context;
  viewer: Viewer;
  parsedQuery: ParsedQuery;
  authors: Authors;
  range: IdRange;
  /** Time zone of the days of `since:` and `until:`. */
  tz: string;
}

async function authorsOf(ctx: Context, { from, excludedFrom }: ParsedQuery): Promise<Authors> {
  const named = [...from, ...excludedFrom];
  if (named.length === 0) return ANY_AUTHOR;
  const members = await findMembersByUsername(ctx.db, named);
  const idsOf = (usernames: readonly string[]) =>
    members.filter(({ username }) => usernames.includes(username)).map(({ id }) => id);
  return { included: idsOf(from), excluded: idsOf(excludedFrom) };
}

const rangeOf = (parsedQuery: ParsedQuery, tz: string, cursor: string | null): IdRange => {
  const { from, before } = dayRange(parsedQuery, tz);
  return { from, before: cursor !== null && cursor < before ? cursor : before };
};

function parseRequest(query: PostSearchQuery): ParsedQuery {
  const parsedQuery = parseQuery(query.q);
  const [invalid] = parsedQuery.invalid;
  if (invalid) throw invalidOperator(invalid.operator, invalid.value);
  if (query.from) parsedQuery.from.push(query.from.replace('@', '').toLowerCase());
  if (query.has) parsedQuery.has.push(query.has);
  parsedQuery.language = query.lang ?? parsedQuery.language;
  parsedQuery.since = query.since ?? parsedQuery.since;
  parsedQuery.until = query.until ?? parsedQuery.until;
  return parsedQuery;
}

/**
 * @param weights  by index of the word: its rarity
 * @throws Problem 422 `nothing_to_search`
 */
function buildTsQueries(
  search: SearchContext,
  spelling: QueryOptions = {},
  weights?: readonly number[],
): CandidateQuery {
  const { parsedQuery, authors } = search;
  const { expansions = [], tags, ...typed } = spelling;
  const whole = toTsquery(parsedQuery, authors, { ...spelling, forIndex: true });
  const rank = toTsquery(
    parsedQuery,
    authors,
    expansions.length > 0 ? { ...typed, matchesAny: true } : typed,
  );
  if (whole === null || rank === null) throw nothingToSearch();
  const levels = buildMatchLevels(parsedQuery, {
    expansions,
    ...(tags ? { tags } : {}),
    ...(weights ? { weights } : {}),
  });
  let index: Promise<string> | undefined;
  return {
    whole,
    rank,
    levels,
    index: () => {
      index ??=
        spelling.matchesAny && expansions.length === 0
          ? Promise.resolve(whole)
          : buildIndexQuery(search, whole, spelling);
      return index;
    },
  };
}

/**
 * Builds a cheaper tsquery for the index: only the three rarest words, because each entry costs as many steps
 * as there are posts with it. A partial word is replaced by its counted completions, because a prefix costs
 * as much as all words under it. Posts that are not counted yet are among the newest, which are always
 * scanned. An expanded query keeps all words, because none is known to be rare. The full tsquery filters the
 * result.
 */
async function buildIndexQuery(
  { ctx, parsedQuery, authors }: SearchContext,
  whole: string,
  spelling: QueryOptions,
): Promise<string> {
  const { words } = parsedQuery;
  const isExpanded = spelling.expansions !== undefined && spelling.expansions.length > 0;
  if (words.length < 2 && !isExpanded) return whole;
  const open = parsedQuery.isLastPartial ? words.at(-1) : undefined;
  const isCountable = open !== undefined && open.length >= MIN_COUNTED;
  const prefix = isCountable ? open : '';
  const rows = await findWordCounts(ctx.db, {
    words,
    prefix,
    end: isCountable ? `${open}\u{10ffff}` : '',
    take: MAX_COMPLETIONS + 1,
  });
  const narrow = (narrowed: NonNullable<QueryOptions['narrowed']>): string =>
    toTsquery(parsedQuery, authors, { ...spelling, forIndex: true, narrowed }) ?? whole;
  const counts = new Map(rows.map(({ word, posts }) => [word, posts]));
  const matchingWords = isCountable ? rows.filter(({ word }) => word.startsWith(open)) : [];
  const isComplete = open !== undefined && counts.has(open) && matchingWords.length <= MAX_COMPLETIONS;
  const completions = isComplete ? matchingWords.map(({ word }) => word) : undefined;
  const costOf = (word: string): number =>
    word === open && completions === undefined
      ? Number.POSITIVE_INFINITY
      : (counts.get(word) ?? 0) * stemsOf(word).length;
  // With expansions, none of the words is known to be rare.
  if (isExpanded) return narrow({ words: new Set(words), completions });
  const rarest = [...new Set(words)].sort((a, b) => costOf(a) - costOf(b)).slice(0, MAX_INDEXED_WORDS);
  return narrow({ words: new Set(rarest), completions });
}

/** Ranks the newest matches by text, author, reactions and recency. Older matches follow chronologically. */
async function rankedSearch(search: SearchContext, limit: number): Promise<FoundPosts> {
  const tsQueries = buildTsQueries(search);
  const enough = Math.min(2 * limit, MAX_CANDIDATES);
  const { ctx, range } = search;
  const wanted = { isSeveral: search.parsedQuery.words.length > 1, enough };
  let scanned = await scanNewest(ctx, tsQueries, range, wanted);
  let rows = await findVisible(search, scanned.found, MAX_CANDIDATES);
  if (rows.length < limit && !scanned.isAll) {
    const known = scanned.found.length;
    scanned = await scanOlder(ctx, tsQueries, range, {
      scanned,
      target: { ...wanted, enough: 2 * MAX_CANDIDATES },
    });
    rows = rows.concat(await findVisible(search, scanned.found.slice(known), MAX_CANDIDATES));
  }
  const strictCount = rows.length;
  rows = sortByScore(search, rows);
  let expansions: Expansion[] = [];
  let corrected: FoundPosts['corrected'] = [];
  if (rows.length < limit) {
    // Counts the newest posts first, so that the words of a new campus are known.
    await countWords(ctx.db, MAX_COUNTED_AT_ONCE);
    const [near, names] = await Promise.all([findRelated(search), findAuthorMatches(search)]);
    expansions = [...expandQuery(search.parsedQuery), ...near.expansions, ...names];
    const { tags, weights } = near;
    const searchExpanded = async (spelling: QueryOptions) => {
      const { found } = await scanNewest(
        ctx,
        buildTsQueries(search, { ...spelling, expansions, tags }, weights),
        range,
        wanted,
      );
      return findVisible(search, found, MAX_CANDIDATES);
    };
    const isSeveral = search.parsedQuery.words.length > 1;
    const more = expansions.length > 0 || tags.size > 0 || isSeveral ? await searchExpanded({}) : [];
    const partialMatches =
      isSeveral && more.length < Math.min(limit, MIN_RESULTS)
        ? await searchExpanded({ matchesAny: true })
        : [];
    const known = new Map([...rows, ...more, ...partialMatches].map((row) => [row.id, row]));
    rows = sortByScore(search, [...known.values()]);
    // Reported only if nothing contains the word: an unknown ending of a known word is not an error.
    if (strictCount === 0 && rows.length > 0) corrected = near.corrected;
  }
  const items = await presentResults(search, rows.slice(0, limit), expansions);
  // With looser matches in the list, older matches are already in it.
  const hasOlder = !scanned.isAll && rows.length === strictCount;
  const rest = {
    ids: rows.slice(limit, limit + MAX_IDS).map(({ id }) => id),
    before: hasOlder ? scanned.until : null,
    isCorrected: corrected.length > 0,
  };
  const nextCursor = await encodeNextCursor(search, rest, scanned);
  return { items, nextCursor, corrected };
}

type Ranked = Extract<SearchPosition, { kind: 'ranked' }>;

/**
 * The cursor of the next page; null if the viewer would see nothing there.
 * @param scanned  the search so far, down to `before`
 */
async function encodeNextCursor(
  search: SearchContext,
  { ids, before, isCorrected }: Omit<Ranked, 'kind'>,
  scanned?: ScanResult,
): Promise<string | null> {
  if (ids.length > 0) return encodePosition({ kind: 'ranked', ids, before, isCorrected });
  if (before === null) return null;
  const older = scanned ? search : { ...search, range: { ...search.range, before } };
  const [next] = await findNewestVisible(older, 1, scanned);
  return next ? encodePosition({ kind: 'time', before }) : null;
}

/** A further page of ranked results, in their order. */
async function resumeRanked(
  search: SearchContext,
  { ids, before, isCorrected }: Ranked,
  limit: number,
): Promise<FoundPosts> {
  const unbounded = { ...search, range: rangeOf(search.parsedQuery, search.tz, null) };
  const found = ids.filter((id) => id >= unbounded.range.from).map((id) => ({ id, rank: 0 }));
  const rows = await findVisible(search, found, limit + 1);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const expansions = isCorrected ? (await findRelated(search)).expansions : [];
  const [items, nextCursor] = await Promise.all([
    presentResults(search, page, [...expandQuery(search.parsedQuery), ...expansions]),
    encodeNextCursor(unbounded, {
      ids: last ? ids.slice(ids.indexOf(last.id) + 1) : [],
      before,
      isCorrected,
    }),
  ]);
  return { items, nextCursor, corrected: [] };
}

/** One page of the matches, newest first. */
async function searchLatest(search: SearchContext, limit: number): Promise<FoundPosts> {
  const rows = await findNewestVisible(search, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await presentResults(search, page, []),
    nextCursor: rows.length > limit && last ? writeCursor(last.id) : null,
    corrected: [],
  };
}

/**
 * The newest matches that the viewer may see, `take` at most. @param previous  only find matches older
 * than this search
 */
async function findNewestVisible(
  search: SearchContext,
  take: number,
  previous?: ScanResult,
): Promise<VisibleMatch[]> {
  const { ctx, range, parsedQuery } = search;
  const tsQueries = buildTsQueries(search);
  const wanted = { isSeveral: parsedQuery.words.length > 1, enough: Math.min(2 * take, MAX_CANDIDATES) };
  const after = (scanned: ScanResult) =>
    scanOlder(ctx, tsQueries, range, { scanned: { ...scanned, found: [] }, target: wanted });
  let scanned = previous ? await after(previous) : await scanNewest(ctx, tsQueries, range, wanted);
  const rows = await findVisible(search, scanned.found, take);
  while (rows.length < take && !scanned.isAll) {
    scanned = await after(scanned);
    rows.push(...(await findVisible(search, scanned.found, take - rows.length)));
  }
  return rows;
}

async function findVisible(
  { ctx, viewer }: SearchContext,
  found: readonly Match[],
  take: number,
): Promise<VisibleMatch[]> {
  if (found.length === 0) return [];
  const { id, universityId } = viewer;
  const [ids, ranks] = [found.map((match) => match.id), found.map((match) => match.rank)];
  return findVisibleMatches(ctx.db, { id, universityId, ids, ranks, take });
}

/**
 * Best first. Only the best few posts of an unknown author keep their rank; the others move to the end,
 * because they would leave no room for other authors.
 */
function sortByScore(search: SearchContext, rows: readonly VisibleMatch[]): VisibleMatch[] {
  const counts = new Map<string, number>();
  const demoted: VisibleMatch[] = [];
  const ranked = [...rows].sort(byScore(search)).filter((row) => {
    if (row.unknownAuthor === null) return true;
    const count = (counts.get(row.unknownAuthor) ?? 0) + 1;
    counts.set(row.unknownAuthor, count);
    if (count > MAX_PER_UNKNOWN_AUTHOR) demoted.push(row);
    return count <= MAX_PER_UNKNOWN_AUTHOR;
  });
  return [...ranked, ...demoted];
}

/**
 * Text first. Author, reactions and recency never outweigh a better match. Equal scores are ordered by id.
 */
const byScore = ({ ctx }: SearchContext) => {
  const now = ctx.clock().getTime();
  const score = (row: VisibleMatch): number => {
    const social =
      (row.follows ? 8 : 0) +
      (row.sameUniversity ? 3 : 0) +
      2 * Math.log1p(row.reactions) +
      6 * 2 ** (-(now - idTime(row.id)) / (4 * WEEK_MS));
    return 100 * row.rank + (MAX_SOCIAL_SCORE * social) / (social + MAX_SOCIAL_SCORE);
  };
  return (a: VisibleMatch, b: VisibleMatch): number => score(b) - score(a) || (a.id < b.id ? 1 : -1);
};

async function presentResults(
  { ctx, viewer, parsedQuery }: SearchContext,
  rows: readonly VisibleMatch[],
  expansions: readonly Expansion[],
): Promise<FoundPosts['items']> {
  const [posts, isMuted] = await Promise.all([
    presentPosts(
      ctx,
      viewer,
      rows.map(({ id }) => id),
    ),
    mutedMatcher(ctx, viewer, 'elsewhere'),
  ]);
  const matchesIn = createHighlighter(parsedQuery, { alternatives: new Map(), expansions });
  return posts.flatMap((post) => (isMuted?.(post) ? [] : [{ ...post, matches: matchesIn(post.content) }]));
}
