import { stemmer } from 'stemmer';
import { quoteLexeme } from './document.ts';
import { findSynonyms, indexEntries, mixedStems } from './synonyms.ts';
import { stemsOf, turkishStems } from './tokenizer.ts';
import { anyOf, joinPair, phraseQuery } from './word-forms.ts';

/** Words that must be there, and those of them that stood in quotation marks. */
interface QueryWords {
  words: readonly string[];
  exact: readonly string[];
}

/** What some of the words, one after the other, may be said by as well. */
export interface Expansion {
  from: number;
  length: number;
  /** Words as they stand in texts, folded. */
  words: readonly string[];
  /** Stems of words, as the index has them. */
  stems: readonly string[];
  /** Several words in their order, the last with any ending. */
  sequences: readonly (readonly string[])[];
  /** How near it is to what was typed, below 1. */
  similarity: number;
}

/** How near another word is to the one that was typed: 1 is the word itself, 0.85 a form of it. */
export const SIMILARITY = {
  typed: 1,
  /** What a half-typed word begins. */
  begun: 0.9,
  /** Certainly a form of the same verb. */
  verb: 0.92,
  form: 0.85,
  /** A form of it where a long chain of endings is cut off, which may be another word. */
  farForm: 0.78,
  /** The same letters, split or joined in another way. */
  joined: 0.97,
  /** A hashtag that holds the one that was typed. */
  inTag: 0.8,
  /** A word made of the same root. */
  derived: 0.65,
  /** A word that holds it. */
  within: 0.6,
  misspelt: 0.6,
  shortened: 0.55,
  /** Another name of the thing. */
  synonym: 0.5,
  /** What a dictionary has for it in the other language, or as a synonym. */
  translated: 0.35,
} as const;

/** Of more words few posts hold all, and there are too many ways to say them. */
export const MAX_EXPANDED_WORDS = 5;
/** So many of a word's other names are tried grown together with its neighbour. */
const MAX_COMPOUNDED = 4;

/**
 * What else the words are called on a campus and how else they are written: for posts below those that say what was typed.
 * Words in quotation marks are meant so.
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
  /** A word and those which it may be called. */
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
    // As they were typed in any form, where that was not asked for before; what they are called, in its plain one.
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

/** What the index has of a word in its plain form. */
const plainStems = (word: string): string[] => [
  ...new Set([`s:${turkishStems(word)[0] ?? word}`, `s:${stemmer(word)}`]),
];
const plain = (word: string): string => anyOf(plainStems(word).map(quoteLexeme));

/**
 * Several words in their order, the last with an ending of either language. The index is asked for the words in any order: a beginning
 * costs it as many steps as posts hold words that begin so.
 */
const sequence = (words: readonly string[], forIndex: boolean): string =>
  forIndex ? `(${words.map(plain).join(' & ')})` : `(${phraseQuery(words)} & ${plain(words.at(-1) ?? '')})`;

/** What a text holds that says it this way, in PostgreSQL's notation. */
export const toTsqueryEntries = ({ words, stems, sequences }: Expansion, forIndex: boolean): string[] => [
  ...[...new Set([...words, ...stems])].map(quoteLexeme),
  ...sequences.map((words) => sequence(words, forIndex)),
];

/** The words in any of the ways, in PostgreSQL's notation. @param forms  each word in any of its forms */
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
