import { quoted } from './document.ts';
import { kinOf } from './kin.ts';
import { hardened } from './turkish.ts';
import { stemsOf } from './words.ts';

/** One of these at least, in PostgreSQL’s notation. */
export const either = (parts: readonly string[]): string =>
  parts.length > 1 ? `(${parts.join(' | ')})` : (parts[0] ?? '');

/** A word in any of its forms; half typed, also what it may become. */
export function anyForm(word: string, isOpen: boolean): string {
  const entries = [
    quoted(word) + (isOpen && word.length > 1 ? ':*A' : ''),
    ...[...stemsOf(word), ...kinOf(word)].map(quoted),
  ];
  return `(${entries.join(' | ')})`;
}

/**
 * The same of texts that may have been taken apart before a soft last letter was told from a hard one: in their stems all stand hard.
 */
export const anyFormEver = (word: string, isOpen: boolean): string =>
  either([anyForm(word, isOpen), ...new Set(stemsOf(word).map((stem) => quoted(hardened(stem))))]);

/** Longer stems are rarely another word's. */
const LONG_STEM = 5;
/** A short stem may be another word's where more letters than these are taken for endings. */
const SHORT_ENDING = 3;

/** A word in those of its forms that are hardly another word's. */
export const nearForm = (word: string): string => either([word, ...nearStems(word)].map(quoted));

/** The index entries of these forms. */
export const nearStems = (word: string): string[] =>
  [...stemsOf(word), ...kinOf(word)].filter((stem) => isNear(stem, word));

const isNear = (entry: string, word: string): boolean => {
  const { length } = entry.replace('s:', '');
  return length >= LONG_STEM || length >= word.length - SHORT_ENDING;
};

/**
 * The same for the index: what holds a word holds its stems, so these are enough, and each entry costs as many steps as
 * posts hold it. No weights: no entry but a word has the beginning of one, and the index does not know them.
 */
export function anyFormInIndex(word: string, isOpen: boolean, completions?: readonly string[]): string {
  const stems = stemsOf(word);
  // Where a completion is a form of the word, its stems find it.
  const others = completions?.filter((other) => !stemsOf(other).some((stem) => stems.includes(stem)));
  const beginnings = others?.map(quoted) ?? (isOpen && word.length > 1 ? [`${quoted(word)}:*`] : []);
  return `(${[...beginnings, ...[...stems, ...kinOf(word)].map(quoted)].join(' | ')})`;
}

/** Shorter words grown together are too many other words. */
const MIN_JOINED = 3;

/** Two words as one: people write kampüs kedisi, and tag it #kampüskedisi. */
export function grownTogether({
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

export const inOrder = (words: readonly string[]): string => `(${words.map(quoted).join(' <-> ')})`;

/** Shorter words have no endings that could be told from other words. */
export const MIN_ENDING_TAKEN = 3;

const SURE = 4;

/** The words in their order; the last of them may take an ending: "soru saati" is in "soru saatinde". As typed it counts more. */
export function phrase(words: readonly string[]): string {
  const asTyped = inOrder(words);
  const last = words.at(-1) ?? '';
  if (last.length < MIN_ENDING_TAKEN) return asTyped;
  const ended = `(${[...words.slice(0, -1).map(quoted), `${quoted(last)}:*`].join(' <-> ')})`;
  // A short word begins too many others: it must be there in one of its forms.
  const isForm = last.length < SURE ? ` & ${either(stemsOf(last).map(quoted))}` : '';
  return `(${asTyped} | (${ended}${isForm}))`;
}
