import { fold } from '@chitlaq/text';
import { stemmer } from 'stemmer';
import { turkishStems } from './turkish.ts';

export { turkishStems };

/** Longer words are cut: nobody types them, and an index entry is bounded. */
const MAX_LENGTH = 60;

/** A word of a text. */
export interface Word {
  folded: string;
  /** In UTF-16 units, the end exclusive. */
  start: number;
  end: number;
  /** Its place among the words of the text, from 0. */
  position: number;
  /** A part of the word before it, or a whole that the words before it make: entries of the index, never words of a query. */
  isAlternative: boolean;
}

/** Code points that are never drawn: soft hyphens, joiners, variation selectors, fillers. */
const NOT_DRAWN = /\p{Default_Ignorable_Code_Point}/gu;
const SKIN_TONE = /[\u{1f3fb}-\u{1f3ff}]/gu;
const PICTURE = '\\p{Extended_Pictographic}[\\u{1f3fb}-\\u{1f3ff}]?\\ufe0f?[\\u{e0020}-\\u{e007f}]*';
const EMOJI = `\\p{Regional_Indicator}{2}|[0-9#*]\\ufe0f?\\u20e3|${PICTURE}(?:\\u200d${PICTURE})*`;
const LETTERS =
  '(?=[^\\p{Default_Ignorable_Code_Point}])[\\p{L}\\p{Nd}][\\p{L}\\p{M}\\p{Nd}\\p{Default_Ignorable_Code_Point}]*';
/** After an apostrophe stands the ending of a name, which is not searched: İstanbul'a, Ankara'nın. */
const ENDING_OF_NAME = "(?:['’‘ʼ´`][\\p{L}\\p{M}]{1,8}(?![\\p{L}\\p{M}\\p{Nd}_]))?";
/** Names of languages end in signs: C++, C#, F#. */
const SIGNED = '(?<![\\p{L}\\p{Nd}])\\p{L}(?:\\+\\+|#)(?![\\p{L}\\p{Nd}+#])';
const TOKEN = new RegExp(`(${EMOJI})|(${SIGNED})|(${LETTERS})${ENDING_OF_NAME}`, 'gu');

const foldVisible = (text: string): string => fold(text.replace(NOT_DRAWN, '')).slice(0, MAX_LENGTH);

/** Emoji are kept as drawn without a variation selector, so ❤ and ❤️ are one. */
const emojiKey = (emoji: string): string => emoji.replaceAll('\ufe0f', '');

/** Letters before a number of three or four digits that may be a course code even where a space stands between. */
const CODE_LETTERS = /^\p{L}{2,5}$/u;
/** On one line; a text from a PDF or a table has wide and several ones. */
const SPACE = /^[ \t\u00a0\u2007\u202f]{1,3}$/;
const CODE_NUMBER = /^\d{3,4}\p{L}?$/u;
/** Where letters and a number are grown together, and where a word of small letters meets a capital: math102, BaharŞenliği. */
const PART_BOUNDARY = /(?<=\p{Ll}\p{M}*)(?=\p{Lu})|(?<=\p{L}\p{M}*)(?=\p{Nd})|(?<=\p{Nd})(?=\p{L}{2})/u;
/** More parts than these are no words. */
const MAX_PARTS = 6;

/**
 * The words of a text in their order, emoji among them, with the parts and wholes beside them under which they are looked for as well:
 * the parts of `math102` and of `#BaharŞenliği`, the whole of `MATH-102` and `#spor_salonu`. Never throws.
 */
export function tokenize(text: string): Word[] {
  const words: Word[] = [];
  let position = 0;
  let before: Word | undefined;
  for (const found of text.matchAll(TOKEN)) {
    const [all, emoji, signed, letters] = found;
    const start = found.index;
    const end = start + all.length;
    const raw = emoji ?? signed ?? letters ?? '';
    const folded = emoji === undefined ? foldVisible(raw) : emojiKey(raw);
    if (folded === '') continue;
    const word: Word = { folded, start, end, position, isAlternative: false };
    words.push(word);
    const parts = letters === undefined ? [] : partsOf(letters, start, position);
    words.push(...parts);
    if (signed !== undefined)
      words.push({ ...word, folded: foldVisible(raw.slice(0, 1)), isAlternative: true });
    const between = before && letters !== undefined ? text.slice(before.end, start) : undefined;
    if (before && between !== undefined && isOneName(before.folded, folded, between)) {
      const whole = {
        ...before,
        folded: (before.folded + folded).slice(0, MAX_LENGTH),
        end,
        isAlternative: true,
      };
      words.push(whole);
      // Names of three words and more go on: son_gün_vize.
      before = between === '_' ? whole : word;
    } else before = letters === undefined ? undefined : word;
    // An emoji between two words does not part them: "kar ❄️ yağdı" holds the phrase "kar yağdı".
    if (emoji === undefined) position = (parts.at(-1)?.position ?? position) + 1;
  }
  return words;
}

/** Whether two words with this between them are also looked for as one: MATH-102, EE 201, spor_salonu. */
function isOneName(first: string, second: string, between: string): boolean {
  if (between === '_') return true;
  if (/^[-‐‑–—−./·]$/.test(between)) return /^\p{L}{1,5}$/u.test(first) && /^\d{1,4}\p{L}?$/u.test(second);
  return SPACE.test(between) && CODE_LETTERS.test(first) && CODE_NUMBER.test(second);
}

function partsOf(letters: string, start: number, position: number): Word[] {
  const pieces = letters.split(PART_BOUNDARY);
  if (pieces.length < 2 || pieces.length > MAX_PARTS) return [];
  let at = start;
  return pieces.map((piece, index) => {
    const word = {
      folded: foldVisible(piece),
      start: at,
      end: at + piece.length,
      position: position + index,
      isAlternative: true,
    };
    at += piece.length;
    return word;
  });
}

/** The words of a text as somebody reads them. */
export const splitIntoWords = (text: string): Word[] =>
  tokenize(text).filter(({ isAlternative }) => !isAlternative);

/** A plural whose e the algorithm takes for the word's own: buses, viruses. */
const PLURAL = /.us(?=es$)/;
const MIN_ENGLISH_STEM = 3;

/** English stems (Porter, 1980); a word that would lose all but two letters stays whole: "bus" is not Turkish "bu". */
const englishStems = (word: string): string[] => {
  const singular = PLURAL.test(word) ? [word.slice(0, -2)] : [];
  return [word, ...singular].map((form) => {
    const stem = stemmer(form);
    return stem.length < MIN_ENGLISH_STEM ? form : stem;
  });
};

/** The index entries of a word beside itself: its Turkish stems and its English ones, each once. */
export function stemsOf(folded: string): string[] {
  if (!/\p{L}/u.test(folded)) return [`s:${folded.replace(SKIN_TONE, '')}`];
  const forms = [folded, ...withoutRuns(folded)];
  return [
    ...new Set(
      forms.flatMap((form) => [...turkishStems(form), ...englishStems(form)]).map((stem) => `s:${stem}`),
    ),
  ];
}

/** What is written with a letter drawn out, çoook, as it is written else: once or twice. */
export const withoutRuns = (word: string): string[] =>
  /(\p{L})\1\1/u.test(word) ? ['$1', '$1$1'].map((short) => word.replace(/(\p{L})\1\1+/gu, short)) : [];

/** Shorter words are looked for in hashtags alone, with a known word on their other side. */
export const MIN_WITHIN = 4;

/** The shortest stem that may be looked for within others: "kediler" is found as "kedi". */
export const plainOf = (word: string): string =>
  turkishStems(word)
    .filter((stem) => stem.length >= MIN_WITHIN && word.startsWith(stem.slice(0, -1)))
    .sort((one, other) => one.length - other.length)[0] ?? word;

/** The same without a last letter that softens: "şenlik" in "baharşenliği". */
export const beginningOf = (word: string): string => plainOf(word).replace(/(?<=^.{4,})[ptk]$/, '');
