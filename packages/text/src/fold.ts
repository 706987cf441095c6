import { withoutInvisible } from './invisible.ts';

// Diacritics of Latin, Greek and Cyrillic letters. Marks of other scripts (such as the vowel signs of
// Devanagari or Thai) are letters to their readers and stay.
const ACCENTS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;

/** Letters without a Unicode decomposition, as people type them on keyboards without the key. */
const PLAIN_LETTERS: Record<string, string> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  // Lower-casing writes Σ in two ways, depending on its position in the word.
  ς: 'σ',
};
const PLAIN_LETTER = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]`, 'g');

/**
 * Folds all spellings of a word that a Turkish or English reader considers the same. Ignores case, accents,
 * the dot of i and ı, and invisible characters: İSTANBUL, istanbul, ıstanbul and Istanbul fold to `istanbul`,
 * Sınav to `sinav`. For matching only, never for display: "ilk" and "ılık" stay different, but "kir" and
 * "kır" become one.
 */
export function fold(text: string): string {
  // Lower, upper, lower case: ı and i become I, and ẞ, ß and SS become SS. Upper-casing may compose accents, so
  // decompose again.
  const upper = withoutInvisible(text).normalize('NFKD').toLowerCase().toUpperCase().normalize('NFKD');
  return upper
    .replace(ACCENTS, '')
    .toLowerCase()
    .replace(PLAIN_LETTER, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .normalize('NFC');
}

/**
 * The key of a hashtag. #Sınav, #SINAV and #sinav are the same tag: half of a campus types on keyboards
 * without ı, and neither half would find a tag that is split in two.
 */
export function hashtagKey(tag: string): string {
  return fold(tag);
}
