import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { writeCursor } from '../../../platform/page.ts';
import { mutedMatcher, presentPosts } from '../../content/index.ts';
import type { ScanResult } from './candidates.ts';
import { decodePosition, encodePosition, MAX_IDS, type SearchPosition } from './cursor.ts';
import { displayedSpelling } from './displayed-spelling.ts';
import { createHighlighter } from './highlight.ts';
import type { VisibleMatch } from './queries.ts';
import { type Expansion, expandQuery } from './query-expansion.ts';
import { sortByScore } from './ranking.ts';
import { findRelated } from './related.ts';
import type { FoundPosts, PostSearchQuery } from './schemas.ts';
import { findVisible, hasNoAuthor, openSearch, type SearchContext, withoutCursor } from './search-context.ts';
import { collectCandidates, findNewestVisible } from './stages.ts';

/**
 * Searches the posts that the viewer may see: parse, collect candidates (`stages.ts`), rank, return a page.
 *
 * Cost: scans the newest 2,000 posts, which finds common words and estimates the frequency of the term. If
 * that predicts enough matches, scans up to 15,000; otherwise queries the monthly GIN indexes, newest first.
 * Checks the visibility of 300 matches at most, again for older or expanded matches. Words that nobody has
 * written cost extra small statements.
 *
 * @throws Problem 422 `empty_search`, `invalid_search_operator`; 400 `invalid_cursor`
 */
export async function findPosts(ctx: Context, viewer: Viewer, query: PostSearchQuery): Promise<FoundPosts> {
  const position = decodePosition(query.cursor);
  const search = await openSearch(ctx, viewer, query, position.before);
  if (hasNoAuthor(search)) return { items: [], nextCursor: null, corrected: [] };
  if (position.kind === 'ranked') return resumeRanked(search, position, query.limit);
  // After the ranked results, older ones follow chronologically, as with `sort=latest`.
  if (query.sort === 'latest' || position.before !== null) return searchLatest(search, query.limit);
  return rankedSearch(search, query.q, query.limit);
}

/** Ranks the newest matches by text, author, reactions and recency. Older matches follow chronologically. */
async function rankedSearch(search: SearchContext, q: string, limit: number): Promise<FoundPosts> {
  const { rows, scanned, strictCount, expansions, related } = await collectCandidates(search, limit);
  const ranked = sortByScore([...rows.values()], search.ctx.clock().getTime());
  // Reported only if nothing contains the word: an unknown ending of a known word is not an error.
  const corrected = related && strictCount === 0 && ranked.length > 0 ? related.corrected : [];
  // With looser matches in the list, older matches are already in it.
  const hasOlder = !scanned.isAll && ranked.length === strictCount;
  const rest = {
    ids: ranked.slice(limit, limit + MAX_IDS).map(({ id }) => id),
    before: hasOlder ? scanned.until : null,
    isCorrected: corrected.length > 0,
  };
  const [items, nextCursor] = await Promise.all([
    presentResults(search, ranked.slice(0, limit), expansions),
    encodeNextCursor(search, rest, scanned),
  ]);
  // The words of a query and of the index are folded: show both with the letters that people wrote.
  const contents = items.map(({ content }) => content);
  const shown = corrected.map(({ from, to }) => ({
    from: displayedSpelling(from, [q]),
    to: displayedSpelling(to, contents),
  }));
  return { items, nextCursor, corrected: shown };
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
  const unbounded = withoutCursor(search);
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
