import { findAuthorMatches } from './author-names.ts';
import { type CandidateQuery, MAX_CANDIDATES, type ScanResult, scanNewest, scanOlder } from './candidates.ts';
import { countWords, type Match, type VisibleMatch } from './queries.ts';
import type { QueryOptions } from './query.ts';
import { type Expansion, expandQuery } from './query-expansion.ts';
import { findRelated, type Related } from './related.ts';
import { findVisible, type SearchContext } from './search-context.ts';
import { buildTsQueries } from './tsqueries.ts';

/** With fewer results, posts with some of the words are added below those with all. */
const MIN_RESULTS = 10;
/** Posts that are counted during a request. */
const MAX_COUNTED_AT_ONCE = 500;

/** What the stages have found so far. */
export interface Candidates {
  /** All the words, as typed. */
  strict: CandidateQuery;
  /** Visible matches by id. A later stage replaces the rank of an earlier one. */
  rows: Map<string, VisibleMatch>;
  /** How far back posts with all the words were searched. */
  scanned: ScanResult;
  /** How many visible posts have all the words. */
  strictCount: number;
  /** Words that match in addition to the typed ones. */
  expansions: Expansion[];
  /** Set when a stage needed words related to the query. */
  related?: Related;
  /** How many visible posts the expanded query found. */
  expandedCount: number;
}

/** One way to find candidates. `limit` is the size of a page. */
interface Stage {
  isNeeded: (candidates: Candidates, search: SearchContext, limit: number) => boolean;
  run: (candidates: Candidates, search: SearchContext, limit: number) => Promise<void>;
}

const isSeveral = ({ parsedQuery }: SearchContext): boolean => parsedQuery.words.length > 1;
const targetOf = (search: SearchContext, limit: number) => ({
  isSeveral: isSeveral(search),
  enough: Math.min(2 * limit, MAX_CANDIDATES),
});

async function addVisible(
  { rows }: Candidates,
  search: SearchContext,
  found: readonly Match[],
): Promise<number> {
  const visible = await findVisible(search, found, MAX_CANDIDATES);
  for (const row of visible) rows.set(row.id, row);
  return visible.length;
}

/** The newest posts with all the words. */
const newest: Stage = {
  isNeeded: () => true,
  async run(candidates, search, limit) {
    candidates.scanned = await scanNewest(
      search.ctx,
      candidates.strict,
      search.range,
      targetOf(search, limit),
    );
    candidates.strictCount = await addVisible(candidates, search, candidates.scanned.found);
  },
};

/** Older posts with all the words. */
const older: Stage = {
  isNeeded: ({ rows, scanned }, _search, limit) => rows.size < limit && !scanned.isAll,
  async run(candidates, search, limit) {
    const known = candidates.scanned.found.length;
    candidates.scanned = await scanOlder(search.ctx, candidates.strict, search.range, {
      scanned: candidates.scanned,
      target: { ...targetOf(search, limit), enough: 2 * MAX_CANDIDATES },
    });
    candidates.strictCount += await addVisible(candidates, search, candidates.scanned.found.slice(known));
  },
};

/** Words related to the query: of the same root, synonyms, corrected spellings, names. Finds no posts. */
const relatedWords: Stage = {
  isNeeded: ({ rows }, _search, limit) => rows.size < limit,
  async run(candidates, search) {
    // Counts the newest posts first, so that the words of a new campus are known.
    await countWords(search.ctx.db, MAX_COUNTED_AT_ONCE);
    const [related, names] = await Promise.all([findRelated(search), findAuthorMatches(search)]);
    candidates.related = related;
    candidates.expansions = [...expandQuery(search.parsedQuery), ...related.expansions, ...names];
  },
};

async function searchExpanded(
  candidates: Candidates,
  search: SearchContext,
  limit: number,
  options: QueryOptions,
): Promise<number> {
  const { expansions, related } = candidates;
  const query = buildTsQueries(
    search,
    { ...options, expansions, ...(related ? { tags: related.tags } : {}) },
    related?.weights,
  );
  const { found } = await scanNewest(search.ctx, query, search.range, targetOf(search, limit));
  return addVisible(candidates, search, found);
}

/** Posts with a related word in the place of each word. */
const expanded: Stage = {
  isNeeded: ({ related, expansions }, search) =>
    related !== undefined && (expansions.length > 0 || related.tags.size > 0 || isSeveral(search)),
  async run(candidates, search, limit) {
    candidates.expandedCount = await searchExpanded(candidates, search, limit, {});
  },
};

/** Posts with some of the words. */
const partial: Stage = {
  isNeeded: ({ related, expandedCount }, search, limit) =>
    related !== undefined && isSeveral(search) && expandedCount < Math.min(limit, MIN_RESULTS),
  async run(candidates, search, limit) {
    await searchExpanded(candidates, search, limit, { matchesAny: true });
  },
};

/** The stages of a ranked search, the cheapest and closest first. Each runs only if those before it found too little. */
const STAGES: readonly Stage[] = [newest, older, relatedWords, expanded, partial];

/** Collects the candidates of the first page of a ranked search. @throws Problem 422 `empty_search` */
export async function collectCandidates(search: SearchContext, limit: number): Promise<Candidates> {
  const candidates: Candidates = {
    strict: buildTsQueries(search),
    rows: new Map(),
    scanned: { found: [], until: search.range.before, isAll: false, top: 0, months: 0, count: 0 },
    strictCount: 0,
    expansions: [],
    expandedCount: 0,
  };
  for (const stage of STAGES) {
    if (stage.isNeeded(candidates, search, limit)) await stage.run(candidates, search, limit);
  }
  return candidates;
}

/** The newest matches that the viewer may see, `take` at most. @param previous  only find matches older than this search */
export async function findNewestVisible(
  search: SearchContext,
  take: number,
  previous?: ScanResult,
): Promise<VisibleMatch[]> {
  const { ctx, range } = search;
  const tsQueries = buildTsQueries(search);
  const wanted = targetOf(search, take);
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
