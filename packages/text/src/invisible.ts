/**
 * Invisible characters, for use inside a character class of a regular expression: those that Unicode calls
 * default ignorable (joiners, fillers, variation selectors, soft hyphens, tags, directional marks), and a few
 * more that fonts leave blank.
 */
export const INVISIBLE = '\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb\\u{13430}-\\u{13442}\\u{16fe4}';

// The flags of England, Scotland and Wales are a black flag followed by tag characters.
const FLAG_OR_INVISIBLE = new RegExp(
  `(\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{1,6}\\u{e007f})|[${INVISIBLE}]+`,
  'gu',
);

/**
 * Symbols that most fonts draw blank, for use inside a character class of a regular expression: braille
 * without dots, the object replacement character, the null notehead.
 */
export const BLANK_SYMBOLS = '\\u2800\\ufffc\\u{1d159}';

const VISIBLE = new RegExp(`[^\\s\\p{Z}\\p{Cc}${INVISIBLE}${BLANK_SYMBOLS}]`, 'u');

/** Removes invisible characters, but keeps the tag characters of flags. For keys, not for display. */
export function withoutInvisible(text: string): string {
  return text.replace(FLAG_OR_INVISIBLE, (_, flag: string | undefined) => flag ?? '');
}

/** Whether a text shows nothing: it is empty, white space, or invisible characters. */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text);
}
