import { withoutInvisible } from './invisible.ts';

// Diacritics that Latin, Greek and Cyrillic letters carry. Marks of other scripts (vowel signs of Devanagari or Thai,
// say) are letters to their readers and stay.
const ACCENTS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;

/** Letters that Unicode does not take apart, as people type them who lack the key. */
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
  // Lower-casing writes Σ in two ways, by its place in the word.
  ς: 'σ',
};
const PLAIN_LETTER = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]`, 'g');

/**
 * One spelling for all that a Turkish or English reader takes as the same word: case, accents and both letters i
 * fall away, so İSTANBUL, istanbul, ıstanbul and Istanbul fold to `istanbul` and Sınav to `sinav`. So does whatever
 * is not drawn: a soft hyphen, a joiner or a filler makes no other word. For
 * matching only, never shown: "ilk" and "ılık" keep apart, but "kir" and "kır" become one.
 */
export function fold(text: string): string {
  // Down, up, down: ı and i meet in I, and ẞ, ß and SS in SS. Upper-casing may compose accents, so it is taken
  // apart again.
  const upper = withoutInvisible(text).normalize('NFKD').toLowerCase().toUpperCase().normalize('NFKD');
  return upper
    .replace(ACCENTS, '')
    .toLowerCase()
    .replace(PLAIN_LETTER, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .normalize('NFC');
}

/**
 * What makes two hashtags one. #Sınav, #SINAV and #sinav are the same tag: half of a campus types on keyboards
 * without ı, and a tag that is split in two is found by neither half.
 */
export function hashtagKey(tag: string): string {
  return fold(tag);
}
