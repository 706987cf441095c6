import { fold, splitWords } from '@chitlaq/text';

/** The words of a text as they are compared: folded, without what stands between them. */
export const wordsOf = (folded: string): string[] => splitWords(folded).map(({ text }) => text);

/** Between letters and a number that are grown together: math102 and MATH-102 are one to who mutes them. */
const LETTER_DIGIT_BOUNDARY = /(?<=\p{L}\p{M}*)(?=\p{Nd})|(?<=\p{Nd})(?=\p{L}{2})/u;
const HAS_DIGIT = /\p{Nd}/u;

/** The words, with letters and numbers taken apart. */
export const splitWordParts = (folded: string): string[] => {
  const words = wordsOf(folded);
  return HAS_DIGIT.test(folded) ? words.flatMap((word) => word.split(LETTER_DIGIT_BOUNDARY)) : words;
};

/** What two spellings of one muted word have in common: its words, or where it has none (an emoji), the signs themselves. */
export function mutedWordKey(word: string): string {
  const folded = fold(word);
  return wordsOf(folded).join(' ') || folded;
}

// Endings of Turkish nouns as folding leaves them (ı and ü become i and u, ğ becomes g), one group per place in the word:
// derivation, plural, possession, case, -ki, copula. And the plural of English.
const SUFFIXES = new RegExp(
  `^(?:${[
    '(?:l[iu]k|l[iu]|s[iu]z|c[iu])?',
    '(?:l[ae]r)?',
    '(?:[iu]?m[iu]z|[iu]?n[iu]z|[iu]?m|[iu]?n|s?[iu])?',
    '(?:n?[dt][ae]n?|[yn]?[iu]|[yn]?[ae]|n?[iu]n|y?l[ae]|n?c[ae])?',
    '(?:ki(?:l[ae]r)?(?:n[iae]|nd[ae]n?|nin)?)?',
    '(?:[dt][iu]r(?:l[ae]r)?|y?[dt][iu](?:[mnk]|l[ae]r)?|y?m[iu]s(?:l[ae]r)?|y?s[ae])?',
  ].join('')}|e?s)$`,
);

/** Longest chain of endings that is looked at, in letters. */
const MAX_SUFFIX_LENGTH = 20;
/** A shorter word with endings would be too many other words. */
export const MIN_STEM = 3;

/** Whether letters after a word are an ending of it. Cost: linear in its few letters. */
export const isSuffix = (rest: string): boolean => rest.length <= MAX_SUFFIX_LENGTH && SUFFIXES.test(rest);

/** Last letters that soften before a vowel, as folded: kitap, kitabı; kanat, kanadı; köpek, köpeği. (ç folds to c.) */
const SOFTENED: Record<string, string> = { p: 'b', t: 'd', k: 'g' };
const VOWEL = /^[aeiou]/;

/** How a word stands before its endings: itself, and softened before a vowel. */
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
