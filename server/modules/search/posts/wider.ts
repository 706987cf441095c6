import { stemmer } from 'stemmer';
import { quoted } from './document.ts';
import { either, grownTogether, phrase } from './forms.ts';
import { entriesOf, mixedStems, namedIn } from './other-names.ts';
import { stemsOf, turkishStems } from './words.ts';

/** Words that must be there, and those of them that stood in quotation marks. */
interface Said {
  words: readonly string[];
  exact: readonly string[];
}

/** What some of the words, one after the other, may be said by as well. */
export interface Otherwise {
  from: number;
  length: number;
  /** Words as they stand in texts, folded. */
  words: readonly string[];
  /** Stems of words, as the index has them. */
  stems: readonly string[];
  /** Several words in their order, the last with any ending. */
  sequences: readonly (readonly string[])[];
  /** How near it is to what was typed, below 1. */
  likeness: number;
}

/** How near another word is to the one that was typed: 1 is the word itself, 0.85 a form of it. */
export const LIKENESS = {
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
  named: 0.5,
  /** What a dictionary has for it in the other language, or as a synonym. */
  translated: 0.35,
} as const;

/** Of more words few posts hold all, and there are too many ways to say them. */
export const MOST_WIDENED = 5;
/** So many of a word's other names are tried grown together with its neighbour. */
const MOST_GROWN = 4;

/**
 * What else the words are called on a campus and how else they are written: for posts below those that say what was typed.
 * Words in quotation marks are meant so.
 */
export function widened({ words, exact }: Said): Otherwise[] {
  if (words.length > MOST_WIDENED) return [];
  const named = namedIn(words).filter(({ from, length }) =>
    words.slice(from, from + length).every((word) => !exact.includes(word)),
  );
  const byName = named.map(({ from, length, others }): Otherwise => {
    const entries = others.flatMap(({ words: [only = '', ...more], isEnglish }) =>
      more.length === 0 ? [entriesOf(only, isEnglish)] : [],
    );
    return {
      from,
      length,
      words: entries.flatMap((entry) => entry.words),
      stems: entries.flatMap((entry) => entry.stems),
      sequences: others.flatMap((name) => (name.words.length > 1 ? [name.words] : [])),
      likeness: LIKENESS.named,
    };
  });
  /** A word and those which it may be called. */
  const namesAt = (at: number): string[] => [
    words[at] ?? '',
    ...named
      .filter(({ from, length }) => from === at && length === 1)
      .flatMap(({ others }) => others.flatMap((name) => (name.words.length === 1 ? name.words : [])))
      .slice(0, MOST_GROWN),
  ];
  const byPair = words.slice(1).flatMap((_, from): Otherwise[] => {
    const pairs = namesAt(from).flatMap((first) => namesAt(from + 1).map((second) => [first, second]));
    const [typed, ...called] = pairs.map(([first = '', second = '']) =>
      grownTogether({ words: [first, second], exact }),
    );
    // As they were typed in any form, where that was not asked for before; what they are called, in its plain one.
    const own = typed === undefined || words.length === 2 ? [] : stemsOf(typed);
    const others = called.flatMap((grown) => (grown === undefined ? [] : plainStems(grown)));
    const way = { from, length: 2, words: [], sequences: [] };
    return [
      { ...way, stems: own, likeness: LIKENESS.joined },
      { ...way, stems: others, likeness: LIKENESS.named },
    ];
  });
  const byForm = words.map((word, from): Otherwise => {
    const stems = exact.includes(word) ? [] : mixedStems(word);
    return { from, length: 1, words: [], stems, sequences: [], likeness: LIKENESS.within };
  });
  return [...byName, ...byPair, ...byForm].filter(
    (way) => way.words.length + way.stems.length + way.sequences.length > 0,
  );
}

/** What the index has of a word in its plain form. */
const plainStems = (word: string): string[] => [
  ...new Set([`s:${turkishStems(word)[0] ?? word}`, `s:${stemmer(word)}`]),
];
const plain = (word: string): string => either(plainStems(word).map(quoted));

/**
 * Several words in their order, the last with an ending of either language. The index is asked for the words in any order: a beginning
 * costs it as many steps as posts hold words that begin so.
 */
const sequence = (words: readonly string[], forIndex: boolean): string =>
  forIndex ? `(${words.map(plain).join(' & ')})` : `(${phrase(words)} & ${plain(words.at(-1) ?? '')})`;

/** What a text holds that says it this way, in PostgreSQL's notation. */
export const entriesIn = ({ words, stems, sequences }: Otherwise, forIndex: boolean): string[] => [
  ...[...new Set([...words, ...stems])].map(quoted),
  ...sequences.map((words) => sequence(words, forIndex)),
];

/** The words in any of the ways, in PostgreSQL's notation. @param own  each word in any of its forms */
export function inAnyWay(
  own: readonly string[],
  ways: readonly Otherwise[],
  { isLoose, forIndex }: { isLoose: boolean; forIndex: boolean },
): string[] {
  const saidFrom = (from: number, length: number): string[] => [
    ...new Set(
      ways
        .filter((way) => way.from === from && way.length === length)
        .flatMap((way) => entriesIn(way, forIndex)),
    ),
  ];
  const lengths = [...new Set(ways.map(({ length }) => length))].filter((length) => length > 1);
  const single = own.map((form, from) => either([form, ...saidFrom(from, 1)]));
  const several = own.map((_, from) =>
    lengths.flatMap((length) => {
      const others = saidFrom(from, length);
      return others.length > 0 ? [{ length, said: either(others) }] : [];
    }),
  );
  if (isLoose) return [...single, ...several.flat().map(({ said }) => said)];
  const waysFrom = (from: number): string =>
    either(
      [{ length: 1, said: single[from] ?? '' }, ...(several[from] ?? [])].map(({ length, said }) =>
        from + length < own.length ? `(${said} & ${waysFrom(from + length)})` : said,
      ),
    );
  return [waysFrom(0)];
}
