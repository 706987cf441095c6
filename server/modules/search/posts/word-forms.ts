import { quoteLexeme } from './document.ts';
import { lemmaVariants } from './lemma-variants.ts';
import { stemsOf } from './tokenizer.ts';
import { hardenFinal } from './turkish.ts';

/** Joins parts of a tsquery by "or". */
export const anyOf = (parts: readonly string[]): string =>
  parts.length > 1 ? `(${parts.join(' | ')})` : (parts[0] ?? '');

/** A word in any of its forms; if it is half typed, also its completions. */
export function formsQuery(word: string, isPartial: boolean): string {
  const entries = [
    quoteLexeme(word) + (isPartial && word.length > 1 ? ':*A' : ''),
    ...[...stemsOf(word), ...lemmaVariants(word)].map(quoteLexeme),
  ];
  return `(${entries.join(' | ')})`;
}

/**
 * As `formsQuery`, for texts that may have been tokenized before soft final consonants were distinguished:
 * all their stems are hardened.
 */
export const legacyFormsQuery = (word: string, isPartial: boolean): string =>
  anyOf([
    formsQuery(word, isPartial),
    ...new Set(stemsOf(word).map((stem) => quoteLexeme(hardenFinal(stem)))),
  ]);

/** Longer stems rarely belong to another word. */
const LONG_STEM = 5;
/** A short stem may belong to another word if more letters than these are removed. */
const MAX_SHORT_SUFFIX = 3;

/** A word in the forms that are unlikely to belong to another word. */
export const closeFormsQuery = (word: string): string => anyOf([word, ...closeStems(word)].map(quoteLexeme));

/** The index entries of these forms. */
export const closeStems = (word: string): string[] =>
  [...stemsOf(word), ...lemmaVariants(word)].filter((stem) => isClose(stem, word));

const isClose = (entry: string, word: string): boolean => {
  const { length } = entry.replace('s:', '');
  return length >= LONG_STEM || length >= word.length - MAX_SHORT_SUFFIX;
};

/**
 * As `formsQuery`, for the index. A post with a word also has its stems, so these are enough, and each entry
 * costs as many steps as there are posts with it. Without weights: only a word can match a prefix of one, and
 * the index does not store weights.
 */
export function indexFormsQuery(word: string, isPartial: boolean, completions?: readonly string[]): string {
  const stems = stemsOf(word);
  // A completion that is a form of the word is found by its stems.
  const others = completions?.filter((other) => !stemsOf(other).some((stem) => stems.includes(stem)));
  const beginnings =
    others?.map(quoteLexeme) ?? (isPartial && word.length > 1 ? [`${quoteLexeme(word)}:*`] : []);
  return `(${[...beginnings, ...[...stems, ...lemmaVariants(word)].map(quoteLexeme)].join(' | ')})`;
}

/** Shorter words, when joined, match too many other words. */
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

/** Words that follow each other without a gap. */
export const sequenceQuery = (words: readonly string[]): string =>
  `(${words.map(quoteLexeme).join(' <-> ')})`;

/** Shorter words cannot be distinguished from other words by their endings. */
export const MIN_SUFFIXABLE = 3;

/** Shorter words are prefixes of too many others. */
const MIN_UNAMBIGUOUS = 4;

/**
 * A phrase, whose last word may have an ending: "soru saati" is in "soru saatinde". As typed it ranks higher.
 */
export function phraseQuery(words: readonly string[]): string {
  const asTyped = sequenceQuery(words);
  const last = words.at(-1) ?? '';
  if (last.length < MIN_SUFFIXABLE) return asTyped;
  const withEnding = `(${[...words.slice(0, -1).map(quoteLexeme), `${quoteLexeme(last)}:*`].join(' <-> ')})`;
  // A short last word must also match in one of its forms.
  const isForm = last.length < MIN_UNAMBIGUOUS ? ` & ${anyOf(stemsOf(last).map(quoteLexeme))}` : '';
  return `(${asTyped} | (${withEnding}${isForm}))`;
}
