import { fold, splitWords } from '@chitlaq/text';

/** The words of a folded text, without the characters between them. */
export const wordsOf = (folded: string): string[] => splitWords(folded).map(({ text }) => text);

/** Between adjoining letters and numbers: math102 and MATH-102 are the same muted word. */
const LETTER_DIGIT_BOUNDARY = /(?<=\p{L}\p{M}*)(?=\p{Nd})|(?<=\p{Nd})(?=\p{L}{2})/u;
const HAS_DIGIT = /\p{Nd}/u;

/** The words of a text, with letters and numbers separated. */
export const splitWordParts = (folded: string): string[] => {
  const words = wordsOf(folded);
  return HAS_DIGIT.test(folded) ? words.flatMap((word) => word.split(LETTER_DIGIT_BOUNDARY)) : words;
};

/**
 * The key that all spellings of a muted word share: its words or, if it has none (an emoji), the characters
 * themselves.
 */
export function mutedWordKey(word: string): string {
  const folded = fold(word);
  return wordsOf(folded).join(' ') || folded;
}

// Turkish noun suffixes after folding (ı and ü become i and u, ğ becomes g), one group per position in the
// word: derivation, plural, possession, case, -ki, copula. Also the English plural.
const SUFFIXES = new RegExp(
  `^(?:${[
    '(?:l[iu]k|l[iu]|s[iu]z|c[iu])?',
    '(?:l[ae]r)?',
    '(?:[iu]?m[iu]z|[iu]?n[iu]z|[iu]?m|[iu]?n|s?[iu])?',
    '(?:n?[dt][ae]n?|[yn]?[iu]|[yn]?[ae]|n?[iu]n|y?l[ae]|n?c[ae])?',
    '(?:ki(?:l[ae]r)?(?:n[iae]|nd[ae]n?|nin)?)?',
    '(?:[dt][iu]r(?:l[ae]r)?|y?[dt][iu](?:[mnk]|l[ae]r)?|y?m[iu]s(?:l[ae]r)?|y?s[ae]|s[iu]n(?:[iu]z|l[ae]r)?)?',
  ].join('')}|e?s)$`,
);

/** Longest chain of suffixes that is matched, in letters. */
const MAX_SUFFIX_LENGTH = 20;
/** Minimum stem length in letters: a shorter word with suffixes matches too many other words. */
export const MIN_STEM = 3;

/** Whether the letters after a word are suffixes of it. Cost: linear in its few letters. */
export const isSuffix = (rest: string): boolean => rest.length <= MAX_SUFFIX_LENGTH && SUFFIXES.test(rest);

/**
 * Final consonants that soften before a vowel, after folding: kitap, kitabı; kanat, kanadı; köpek, köpeği. (ç
 * folds to c.)
 */
const SOFTENED: Record<string, string> = { p: 'b', t: 'd', k: 'g' };
const VOWEL = /^[aeiou]/;

/** The forms of a word before suffixes: itself, and softened before a vowel. */
export function stemVariants(word: string): { stem: string; isSoftened: boolean }[] {
  const soft = SOFTENED[word.slice(-1)];
  return [
    { stem: word, isSoftened: false },
    ...(soft === undefined ? [] : [{ stem: word.slice(0, -1) + soft, isSoftened: true }]),
  ];
}

/** Whether `rest` may follow a stem. */
export const isSuffixAllowed = (rest: string, isSoftened: boolean): boolean =>
  isSoftened ? VOWEL.test(rest) && isSuffix(rest) : isSuffix(rest);
