import { fact, quoteLexeme } from './document.ts';
import type { ParsedQuery } from './query.ts';
import { type Expansion, SIMILARITY, toTsqueryEntries } from './query-expansion.ts';
import { beginningOf } from './tokenizer.ts';
import { anyOf, closeFormsQuery, formsQuery, joinPair, phraseQuery } from './word-forms.ts';

/** How well a post matches: the sum of the weights of the queries that it matches. */
export interface MatchLevels {
  queries: string[];
  weights: number[];
}

/** Index entries for a word, and how similar they are to it. */
interface Level {
  similarity: number;
  entries: string[];
}

/** In longer queries only the first words decide how well a post matches. */
const MAX_LEVELLED_WORDS = 8;
/** The weight of two adjacent words, relative to the words themselves. */
const ADJACENCY_WEIGHT = 0.15;
/** Maximum distances between two words that still count as near. */
const NEAR_DISTANCES = [2, 3, 4];

/** Two adjacent words, in any of their forms, or as one word; or words near each other. */
function adjacentLevels(first: string, second: string, exact: readonly string[]): Level[] {
  const [a, b] = [first, second].map((word) => `${quoteLexeme(beginningOf(word))}:*`);
  const joinedPair = joinPair({ words: [first, second], exact });
  return [
    {
      similarity: 1,
      entries: [`(${a} <-> ${b})`, ...(joinedPair === undefined ? [] : [formsQuery(joinedPair, false)])],
    },
    { similarity: 0.6, entries: NEAR_DISTANCES.map((far) => `(${a} <${far}> ${b})`) },
  ];
}

/**
 * How well a post matches a query, from 0 to 1: for each word, phrase and hashtag the most similar entry of
 * the post, weighted by the rarity of the word. So a post with all the words ranks above one with some, a
 * word as typed above a form of it, and a form above a related word.
 * @param weights  by index of the word
 */
export function buildMatchLevels(
  parsedQuery: ParsedQuery,
  {
    expansions = [],
    tags = new Map(),
    weights,
  }: {
    expansions?: readonly Expansion[];
    tags?: ReadonlyMap<string, readonly string[]>;
    weights?: readonly number[];
  } = {},
): MatchLevels {
  const words = parsedQuery.words.slice(0, MAX_LEVELLED_WORDS);
  const joinedPair = joinPair(parsedQuery);
  const joined =
    joinedPair === undefined
      ? []
      : [{ similarity: SIMILARITY.joined, entries: [formsQuery(joinedPair, parsedQuery.isLastPartial)] }];
  const units: { weight: number; levels: Level[] }[] = [
    ...words.map((word, index) => {
      const isPartial =
        parsedQuery.isLastPartial && index === parsedQuery.words.length - 1 && word.length > 1;
      const others = expansions.filter(({ from, length }) => from <= index && index < from + length);
      return {
        weight: weights?.[index] ?? 1,
        levels: [
          { similarity: SIMILARITY.typed, entries: [quoteLexeme(word)] },
          ...(isPartial ? [{ similarity: SIMILARITY.begun, entries: [`${quoteLexeme(word)}:*A`] }] : []),
          { similarity: SIMILARITY.form, entries: [closeFormsQuery(word)] },
          { similarity: SIMILARITY.farForm, entries: [formsQuery(word, false)] },
          ...joined,
          ...others.map((way) => ({ similarity: way.similarity, entries: toTsqueryEntries(way, false) })),
        ],
      };
    }),
    ...words.slice(1).map((word, index) => ({
      weight: ADJACENCY_WEIGHT * ((weights?.[index] ?? 1) + (weights?.[index + 1] ?? 1)),
      levels: adjacentLevels(words[index] ?? '', word, parsedQuery.exact),
    })),
    ...parsedQuery.phrases.map((list) => ({
      weight: 1,
      levels: [
        { similarity: SIMILARITY.typed, entries: [`(${list.map(quoteLexeme).join(' <-> ')})`] },
        { similarity: SIMILARITY.form, entries: [phraseQuery(list)] },
      ],
    })),
    ...parsedQuery.hashtags.map((key) => ({
      weight: 1,
      levels: [
        { similarity: SIMILARITY.typed, entries: [quoteLexeme(fact.hashtag(key))] },
        ...(tags.get(key) ?? []).map((other) => ({
          similarity: SIMILARITY.inTag,
          entries: [quoteLexeme(other)],
        })),
      ],
    })),
  ];
  const total = units.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const levels: MatchLevels = { queries: [], weights: [] };
  for (const { weight, levels: list } of units) {
    const steps = [...new Set(list.map(({ similarity }) => similarity))].sort((a, b) => b - a);
    for (const [index, step] of steps.entries()) {
      const entries = list.filter(({ similarity }) => similarity >= step).flatMap((level) => level.entries);
      levels.queries.push(anyOf([...new Set(entries)]));
      levels.weights.push((weight / total) * (step - (steps[index + 1] ?? 0)));
    }
  }
  return levels;
}
