import { stemmer } from 'stemmer';
import { quoteLexeme } from './document.ts';
import { findSynonyms, indexEntries, mixedStems } from './synonyms.ts';
import { stemsOf, turkishStems } from './tokenizer.ts';
import { anyOf, joinPair, phraseQuery } from './word-forms.ts';

/** Required words, and those of them that were in quotation marks. */
interface QueryWords {
  words: readonly string[];
  exact: readonly string[];
}

/** An alternative for some adjacent words of a query. */
export interface Expansion {
  from: number;
  length: number;
  /** Words as in texts, folded. */
  words: readonly string[];
  /** Stems of words, as in the index. */
  stems: readonly string[];
  /** Sequences of several words, the last with any ending. */
  sequences: readonly (readonly string[])[];
  /** Similarity to what was typed, below 1. */
  similarity: number;
}

/** Similarity of a match to the typed word. */
export const SIMILARITY = {
  typed: 1,
  /** A completion of a half-typed word. */
  begun: 0.9,
  /** Certainly a form of the same verb. */
  verb: 0.92,
  form: 0.85,
  /** A form where a long chain of endings was removed, so it may be another word. */
  farForm: 0.78,
  /** The same letters, split or joined differently. */
  joined: 0.97,
  /** A hashtag that contains the typed one. */
  inTag: 0.8,
  /** A word derived from the same root. */
  derived: 0.65,
  /** A word that contains it. */
  within: 0.6,
  misspelt: 0.6,
  shortened: 0.55,
  /** A synonym of the glossary. */
  synonym: 0.5,
  /** A translation or synonym of the dictionary. */
  translated: 0.35,
} as const;

/** Longer queries have few complete matches, and too many combinations. */
export const MAX_EXPANDED_WORDS = 5;
/** Synonyms of a word that are also tried joined with the adjacent word. */
const MAX_COMPOUNDED = 4;

/**
 * Expands a query by synonyms and compounds, for posts below literal matches. Quoted words are not expanded.
 */
export function expandQuery({ words, exact }: QueryWords): Expansion[] {
  if (words.length > MAX_EXPANDED_WORDS) return [];
  const synonymMatches = findSynonyms(words).filter(({ from, length }) =>
    words.slice(from, from + length).every((word) => !exact.includes(word)),
  );
  const bySynonym = synonymMatches.map(({ from, length, synonyms }): Expansion => {
    const entries = synonyms.flatMap(({ words: [only = '', ...more], isEnglish }) =>
      more.length === 0 ? [indexEntries(only, isEnglish)] : [],
    );
    return {
      from,
      length,
      words: entries.flatMap((entry) => entry.words),
      stems: entries.flatMap((entry) => entry.stems),
      sequences: synonyms.flatMap((name) => (name.words.length > 1 ? [name.words] : [])),
      similarity: SIMILARITY.synonym,
    };
  });
  /** A word and its synonyms. */
  const namesAt = (at: number): string[] => [
    words[at] ?? '',
    ...synonymMatches
      .filter(({ from, length }) => from === at && length === 1)
      .flatMap(({ synonyms }) => synonyms.flatMap((name) => (name.words.length === 1 ? name.words : [])))
      .slice(0, MAX_COMPOUNDED),
  ];
  const byPair = words.slice(1).flatMap((_, from): Expansion[] => {
    const pairs = namesAt(from).flatMap((first) => namesAt(from + 1).map((second) => [first, second]));
    const [typed, ...called] = pairs.map(([first = '', second = '']) =>
      joinPair({ words: [first, second], exact }),
    );
    // Typed words in any form, if the query itself does not cover that; synonyms in their base form.
    const forms = typed === undefined || words.length === 2 ? [] : stemsOf(typed);
    const synonyms = called.flatMap((compound) => (compound === undefined ? [] : plainStems(compound)));
    const expansion = { from, length: 2, words: [], sequences: [] };
    return [
      { ...expansion, stems: forms, similarity: SIMILARITY.joined },
      { ...expansion, stems: synonyms, similarity: SIMILARITY.synonym },
    ];
  });
  const byForm = words.map((word, from): Expansion => {
    const stems = exact.includes(word) ? [] : mixedStems(word);
    return { from, length: 1, words: [], stems, sequences: [], similarity: SIMILARITY.within };
  });
  return [...bySynonym, ...byPair, ...byForm].filter(
    (expansion) => expansion.words.length + expansion.stems.length + expansion.sequences.length > 0,
  );
}

/** The index entries of a word in its base form. */
const plainStems = (word: string): string[] => [
  ...new Set([`s:${turkishStems(word)[0] ?? word}`, `s:${stemmer(word)}`]),
];
const plain = (word: string): string => anyOf(plainStems(word).map(quoteLexeme));

/**
 * A sequence of words, the last with an ending of either language. The index query ignores the order: a
 * prefix costs as many steps as there are posts with such words.
 */
const sequence = (words: readonly string[], forIndex: boolean): string =>
  forIndex ? `(${words.map(plain).join(' & ')})` : `(${phraseQuery(words)} & ${plain(words.at(-1) ?? '')})`;

/** The entries of an expansion, in PostgreSQL's notation. */
export const toTsqueryEntries = ({ words, stems, sequences }: Expansion, forIndex: boolean): string[] => [
  ...[...new Set([...words, ...stems])].map(quoteLexeme),
  ...sequences.map((words) => sequence(words, forIndex)),
];

/**
 * A query for the words or any of their expansions, in PostgreSQL's notation. @param forms  each word in any
 * of its forms
 */
export function toExpandedTsquery(
  forms: readonly string[],
  expansions: readonly Expansion[],
  { matchesAny, forIndex }: { matchesAny: boolean; forIndex: boolean },
): string[] {
  const entriesAt = (from: number, length: number): string[] => [
    ...new Set(
      expansions
        .filter((expansion) => expansion.from === from && expansion.length === length)
        .flatMap((expansion) => toTsqueryEntries(expansion, forIndex)),
    ),
  ];
  const lengths = [...new Set(expansions.map(({ length }) => length))].filter((length) => length > 1);
  const single = forms.map((form, from) => anyOf([form, ...entriesAt(from, 1)]));
  const several = forms.map((_, from) =>
    lengths.flatMap((length) => {
      const synonyms = entriesAt(from, length);
      return synonyms.length > 0 ? [{ length, entries: anyOf(synonyms) }] : [];
    }),
  );
  if (matchesAny) return [...single, ...several.flat().map(({ entries }) => entries)];
  const combinationsFrom = (from: number): string =>
    anyOf(
      [{ length: 1, entries: single[from] ?? '' }, ...(several[from] ?? [])].map(({ length, entries }) =>
        from + length < forms.length ? `(${entries} & ${combinationsFrom(from + length)})` : entries,
      ),
    );
  return [combinationsFrom(0)];
}
