import { codePointCount } from '@chitlaq/text';
import { LRUCache } from 'lru-cache';
import { lemmaVariants } from './lemma-variants.ts';
import type { ParsedQuery } from './query.ts';
import type { Expansion } from './query-expansion.ts';
import { stemsOf, tokenize, type Word } from './tokenizer.ts';
import { joinPair, MIN_SUFFIXABLE } from './word-forms.ts';

/** A match in a text: code points, the end exclusive, as in a post's entities. */
export interface Match {
  start: number;
  end: number;
}

/** Stems by word. Posts of a campus repeat the same words. About 5 MB. */
const stemCache = new LRUCache<string, readonly string[]>({ max: 20_000 });

function cachedStems(word: string): readonly string[] {
  let stems = stemCache.get(word);
  if (stems === undefined) {
    stems = stemsOf(word);
    stemCache.set(word, stems);
  }
  return stems;
}

/** What matches in addition to the words themselves. */
export interface HighlightOptions {
  /** By word: other spellings of a word that nobody has written. */
  alternatives: ReadonlyMap<string, readonly string[]>;
  /** Expansions of the query. */
  expansions: readonly Expansion[];
}
export const NO_OPTIONS: HighlightOptions = { alternatives: new Map(), expansions: [] };

/** Finds the matches of a query in a text, with the same folding and stems as the index. */
export function createHighlighter(
  parsedQuery: ParsedQuery,
  { alternatives, expansions }: HighlightOptions = NO_OPTIONS,
): (text: string) => Match[] {
  const joinedPair = joinPair(parsedQuery);
  const terms = [
    ...parsedQuery.words,
    ...(joinedPair === undefined ? [] : [joinedPair]),
    ...[...alternatives.values()].flat(),
  ];
  const whole = new Set([
    ...terms,
    ...parsedQuery.phrases.flat(),
    ...expansions.flatMap(({ words }) => words),
  ]);
  const stems = new Set([
    ...terms.flatMap((word) => [...stemsOf(word), ...lemmaVariants(word)]),
    ...expansions.flatMap((way) => way.stems),
  ]);
  const sequences = expansions.flatMap((way) => way.sequences);
  const partialWord = parsedQuery.isLastPartial ? parsedQuery.words.at(-1) : undefined;
  const tags = new Set(parsedQuery.hashtags);
  const isMatch = (word: string): boolean =>
    whole.has(word) ||
    tags.has(word) ||
    (partialWord !== undefined && partialWord.length > 1 && word.startsWith(partialWord)) ||
    cachedStems(word).some((stem) => stems.has(stem));
  return (text) => {
    const words = tokenize(text);
    const inSequence = findInSequences(
      sequences,
      words.filter(({ isAlternative }) => !isAlternative),
    );
    const found = words.filter((word) => isMatch(word.folded) || inSequence.has(word));
    return mergeSpans(found).map(({ start, end }) => {
      const from = codePointCount(text.slice(0, start));
      return { start: from, end: from + codePointCount(text.slice(start, end)) };
    });
  };
}

/** Spans in order, with overlapping ones merged: a whole word and its parts. */
function mergeSpans(words: readonly Word[]): Match[] {
  const spans: Match[] = [];
  for (const { start, end } of words.toSorted((a, b) => a.start - b.start)) {
    const last = spans.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  return spans;
}

/** The words of a text that belong to one of the sequences, whose last word may have an ending. */
function findInSequences(
  sequences: readonly (readonly string[])[],
  words: readonly Word[],
): Set<Word | undefined> {
  const places = new Set<Word | undefined>();
  for (const sequence of sequences) {
    for (const at of words.keys()) {
      const isHere = sequence.every((word, index) => {
        const terms = words[at + index]?.folded ?? '';
        const mayEnd = index === sequence.length - 1 && word.length >= MIN_SUFFIXABLE;
        return mayEnd ? terms.startsWith(word) : terms === word;
      });
      if (isHere) for (const index of sequence.keys()) places.add(words[at + index]);
    }
  }
  return places;
}
