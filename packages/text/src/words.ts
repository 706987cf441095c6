import { INVISIBLE } from './invisible.ts';

const LETTER = `(?![${INVISIBLE}])[\\p{L}\\p{Nd}]`;
const LETTER_OR_MARK = `(?![${INVISIBLE}])[\\p{L}\\p{M}\\p{Nd}]`;
const WORD = new RegExp(`${LETTER}(?:${LETTER_OR_MARK}|[${INVISIBLE}]+(?=${LETTER_OR_MARK}))*`, 'gu');

/** A word in a text; `start` and `end` (exclusive) count UTF-16 units. */
export type Word = { text: string; start: number; end: number };

/**
 * The words of a text, in order: letters with their marks, and digits. An underscore separates words, as in
 * `#spor_salonu`; a soft hyphen or another invisible character does not. Cost: linear.
 */
export function splitWords(text: string): Word[] {
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }));
}
