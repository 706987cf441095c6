import { fold } from '@chitlaq/text';
import { stemmer } from 'stemmer';
import { turkishStems } from './turkish.ts';

export { turkishStems };

/** Longer words are cut: nobody types them, and the size of an index entry is limited. */
const MAX_LENGTH = 60;

/** A word of a text. */
export interface Word {
  folded: string;
  /** In UTF-16 units, the end exclusive. */
  start: number;
  end: number;
  /** Its index among the words of the text, from 0. */
  position: number;
  /**
   * A part of the previous word, or the previous words joined to one. Only in the index: queries have no
   * alternatives.
   */
  isAlternative: boolean;
}

/** Invisible code points: soft hyphens, joiners, variation selectors, fillers. */
const NOT_DRAWN = /\p{Default_Ignorable_Code_Point}/gu;
const SKIN_TONE = /[\u{1f3fb}-\u{1f3ff}]/gu;
const PICTURE = '\\p{Extended_Pictographic}[\\u{1f3fb}-\\u{1f3ff}]?\\ufe0f?[\\u{e0020}-\\u{e007f}]*';
const EMOJI = `\\p{Regional_Indicator}{2}|[0-9#*]\\ufe0f?\\u20e3|${PICTURE}(?:\\u200d${PICTURE})*`;
const LETTERS =
  '(?=[^\\p{Default_Ignorable_Code_Point}])[\\p{L}\\p{Nd}][\\p{L}\\p{M}\\p{Nd}\\p{Default_Ignorable_Code_Point}]*';
/** The ending of a name after an apostrophe, which is not indexed: İstanbul'a, Ankara'nın. */
const ENDING_OF_NAME = "(?:['’‘ʼ´`][\\p{L}\\p{M}]{1,8}(?![\\p{L}\\p{M}\\p{Nd}_]))?";
/** Names of programming languages end in symbols: C++, C#, F#. */
const SIGNED = '(?<![\\p{L}\\p{Nd}])\\p{L}(?:\\+\\+|#)(?![\\p{L}\\p{Nd}+#])';
const TOKEN = new RegExp(`(${EMOJI})|(${SIGNED})|(${LETTERS})${ENDING_OF_NAME}`, 'gu');

const foldVisible = (text: string): string => fold(text.replace(NOT_DRAWN, '')).slice(0, MAX_LENGTH);

/** Emoji are stored without variation selectors, so ❤ and ❤️ are the same. */
const emojiKey = (emoji: string): string => emoji.replaceAll('\ufe0f', '');

/** Letters of a course code, which may be followed by a space and a number of three or four digits. */
const CODE_LETTERS = /^\p{L}{2,5}$/u;
/** On one line; text from a PDF or a table has wide or multiple spaces. */
const SPACE = /^[ \t\u00a0\u2007\u202f]{1,3}$/;
const CODE_NUMBER = /^\d{3,4}\p{L}?$/u;
/**
 * The boundaries inside a word: letters and a number, and a lower-case letter and a capital: math102,
 * BaharŞenliği.
 */
const PART_BOUNDARY = /(?<=\p{Ll}\p{M}*)(?=\p{Lu})|(?<=\p{L}\p{M}*)(?=\p{Nd})|(?<=\p{Nd})(?=\p{L}{2})/u;
/** A token with more parts is not split. */
const MAX_PARTS = 6;

/**
 * The words of a text in their order, including emoji, with their parts and wholes as alternatives: the parts
 * of `math102` and of `#BaharŞenliği`, the whole of `MATH-102` and `#spor_salonu`. Never throws.
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
      // Three and more words joined by underscores continue: son_gün_vize.
      before = between === '_' ? whole : word;
    } else before = letters === undefined ? undefined : word;
    // An emoji does not separate two words: "kar ❄️ yağdı" contains the phrase "kar yağdı".
    if (emoji === undefined) position = (parts.at(-1)?.position ?? position) + 1;
  }
  return words;
}

/** Whether two words with this in between are also indexed as one: MATH-102, EE 201, spor_salonu. */
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

/** The words of a text without alternatives. */
export const splitIntoWords = (text: string): Word[] =>
  tokenize(text).filter(({ isAlternative }) => !isAlternative);

/** A plural whose e the algorithm does not remove: buses, viruses. */
const PLURAL = /.us(?=es$)/;
const MIN_ENGLISH_STEM = 3;

/**
 * English stems (Porter, 1980). A word that would become two letters or fewer is not stemmed: "bus" is not
 * Turkish "bu".
 */
const englishStems = (word: string): string[] => {
  const singular = PLURAL.test(word) ? [word.slice(0, -2)] : [];
  return [word, ...singular].map((form) => {
    const stem = stemmer(form);
    return stem.length < MIN_ENGLISH_STEM ? form : stem;
  });
};

/** The index entries of a word in addition to itself: its distinct Turkish and English stems. */
export function stemsOf(folded: string): string[] {
  if (!/\p{L}/u.test(folded)) return [`s:${folded.replace(SKIN_TONE, '')}`];
  const forms = [folded, ...withoutRuns(folded)];
  return [
    ...new Set(
      forms.flatMap((form) => [...turkishStems(form), ...englishStems(form)]).map((stem) => `s:${stem}`),
    ),
  ];
}

/** A word with lengthened letters, çoook, in its possible usual spellings: with one letter or two. */
export const withoutRuns = (word: string): string[] =>
  /(\p{L})\1\1/u.test(word) ? ['$1', '$1$1'].map((short) => word.replace(/(\p{L})\1\1+/gu, short)) : [];

/** Shorter words are only searched inside hashtags, next to a known word. */
export const MIN_WITHIN = 4;

/** The shortest stem that may be searched inside other words: "kediler" is searched as "kedi". */
export const plainOf = (word: string): string =>
  turkishStems(word)
    .filter((stem) => stem.length >= MIN_WITHIN && word.startsWith(stem.slice(0, -1)))
    .sort((one, other) => one.length - other.length)[0] ?? word;

/** The same without a final consonant that softens: "şenlik" in "baharşenliği". */
export const beginningOf = (word: string): string => plainOf(word).replace(/(?<=^.{4,})[ptk]$/, '');
