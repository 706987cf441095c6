import { quoteLexeme } from './document.ts';
import { lemmaVariants } from './lemma-variants.ts';
import { stemsOf } from './tokenizer.ts';
import { hardenFinal } from './turkish.ts';

/** One of these at least, in PostgreSQL’s notation. */
export const anyOf = (parts: readonly string[]): string =>
  parts.length > 1 ? `(${parts.join(' | ')})` : (parts[0] ?? '');

/** A word in any of its forms; half typed, also what it may become. */
export function formsQuery(word: string, isPartial: boolean): string {
  const entries = [
    quoteLexeme(word) + (isPartial && word.length > 1 ? ':*A' : ''),
    ...[...stemsOf(word), ...lemmaVariants(word)].map(quoteLexeme),
  ];
  return `(${entries.join(' | ')})`;
}

/**
 * The same of texts that may have been taken apart before a soft last letter was told from a hard one: in their stems all stand hard.
 */
export const legacyFormsQuery = (word: string, isPartial: boolean): string =>
  anyOf([
    formsQuery(word, isPartial),
    ...new Set(stemsOf(word).map((stem) => quoteLexeme(hardenFinal(stem)))),
  ]);

/** Longer stems are rarely another word's. */
const LONG_STEM = 5;
/** A short stem may be another word's where more letters than these are taken for endings. */
const MAX_SHORT_SUFFIX = 3;

/** A word in those of its forms that are hardly another word's. */
export const closeFormsQuery = (word: string): string => anyOf([word, ...closeStems(word)].map(quoteLexeme));

/** The index entries of these forms. */
export const closeStems = (word: string): string[] =>
  [...stemsOf(word), ...lemmaVariants(word)].filter((stem) => isClose(stem, word));

const isClose = (entry: string, word: string): boolean => {
  const { length } = entry.replace('s:', '');
  return length >= LONG_STEM || length >= word.length - MAX_SHORT_SUFFIX;
};

/**
 * The same for the index: what holds a word holds its stems, so these are enough, and each entry costs as many steps as
 * posts hold it. No weights: no entry but a word has the beginning of one, and the index does not know them.
 */
export function indexFormsQuery(word: string, isPartial: boolean, completions?: readonly string[]): string {
  const stems = stemsOf(word);
  // Where a completion is a form of the word, its stems find it.
  const others = completions?.filter((other) => !stemsOf(other).some((stem) => stems.includes(stem)));
  const beginnings =
    others?.map(quoteLexeme) ?? (isPartial && word.length > 1 ? [`${quoteLexeme(word)}:*`] : []);
  return `(${[...beginnings, ...[...stems, ...lemmaVariants(word)].map(quoteLexeme)].join(' | ')})`;
}

/** Shorter words grown together are too many other words. */
const MIN_JOINED = 3;

/** Two words as one: people write kampüs kedisi, and tag it #kampüskedisi. */
export function joinPair({
  words,
  exact,
}: {
  words: readonly string[];
  exact: readonly string[];
}): string | undefined {
  const isPair =
    words.length === 2 && words.every((word) => word.length >= MIN_JOINED && !exact.includes(word));
  return isPair ? words.join('') : undefined;
}

export const sequenceQuery = (words: readonly string[]): string =>
  `(${words.map(quoteLexeme).join(' <-> ')})`;

/** Shorter words have no endings that could be told from other words. */
export const MIN_SUFFIXABLE = 3;

const MIN_UNAMBIGUOUS = 4;

/** The words in their order; the last of them may take an ending: "soru saati" is in "soru saatinde". As typed it counts more. */
export function phraseQuery(words: readonly string[]): string {
  const asTyped = sequenceQuery(words);
  const last = words.at(-1) ?? '';
  if (last.length < MIN_SUFFIXABLE) return asTyped;
  const ended = `(${[...words.slice(0, -1).map(quoteLexeme), `${quoteLexeme(last)}:*`].join(' <-> ')})`;
  // A short word begins too many others: it must be there in one of its forms.
  const isForm = last.length < MIN_UNAMBIGUOUS ? ` & ${anyOf(stemsOf(last).map(quoteLexeme))}` : '';
  return `(${asTyped} | (${ended}${isForm}))`;
}
