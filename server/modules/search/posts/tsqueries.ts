import type { CandidateQuery } from './candidates.ts';
import { buildMatchLevels } from './match-levels.ts';
import { nothingToSearch } from './problems.ts';
import { findWordCounts } from './queries.ts';
import { type QueryOptions, toTsquery } from './query.ts';
import type { SearchContext } from './search-context.ts';
import { stemsOf } from './tokenizer.ts';

/** The index is only queried for this many words; the others filter its result. */
const MAX_INDEXED_WORDS = 3;
/** Words of at least this length are in the vocabulary. */
const MIN_COUNTED = 4;
/** A half-typed word with more completions is not replaced by them. */
const MAX_COMPLETIONS = 12;

/**
 * The tsqueries of a search: the conditions, the ranking, and a cheaper form for the index.
 * @param weights  by index of the word: its rarity
 * @throws Problem 422 `empty_search`
 */
export function buildTsQueries(
  search: SearchContext,
  options: QueryOptions = {},
  weights?: readonly number[],
): CandidateQuery {
  const { parsedQuery, authors } = search;
  const { expansions = [], tags, ...typed } = options;
  const whole = toTsquery(parsedQuery, authors, { ...options, forIndex: true });
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
        options.matchesAny && expansions.length === 0
          ? Promise.resolve(whole)
          : buildIndexQuery(search, whole, options);
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
  options: QueryOptions,
): Promise<string> {
  const { words } = parsedQuery;
  const isExpanded = options.expansions !== undefined && options.expansions.length > 0;
  if (words.length < 2 && !isExpanded) return whole;
  const partialWord = parsedQuery.isLastPartial ? words.at(-1) : undefined;
  const isCountable = partialWord !== undefined && partialWord.length >= MIN_COUNTED;
  const prefix = isCountable ? partialWord : '';
  const rows = await findWordCounts(ctx.db, {
    words,
    prefix,
    end: isCountable ? `${partialWord}\u{10ffff}` : '',
    take: MAX_COMPLETIONS + 1,
  });
  const narrow = (narrowed: NonNullable<QueryOptions['narrowed']>): string =>
    toTsquery(parsedQuery, authors, { ...options, forIndex: true, narrowed }) ?? whole;
  const counts = new Map(rows.map(({ word, posts }) => [word, posts]));
  const matchingWords = isCountable ? rows.filter(({ word }) => word.startsWith(partialWord)) : [];
  const isComplete =
    partialWord !== undefined && counts.has(partialWord) && matchingWords.length <= MAX_COMPLETIONS;
  const completions = isComplete ? matchingWords.map(({ word }) => word) : undefined;
  const costOf = (word: string): number =>
    word === partialWord && completions === undefined
      ? Number.POSITIVE_INFINITY
      : (counts.get(word) ?? 0) * stemsOf(word).length;
  // With expansions, none of the words is known to be rare.
  if (isExpanded) return narrow({ words: new Set(words), completions });
  const rarest = [...new Set(words)].sort((a, b) => costOf(a) - costOf(b)).slice(0, MAX_INDEXED_WORDS);
  return narrow({ words: new Set(rarest), completions });
}
