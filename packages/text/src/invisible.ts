/**
 * Characters that are never drawn, for use inside a regular expression's class: what Unicode calls default ignorable
 * (joiners, fillers, variation selectors, soft hyphens, tags, marks of direction), and a few more that fonts leave blank.
 */
export const INVISIBLE = '\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb\\u{13430}-\\u{13442}\\u{16fe4}';

// The flags of England, Scotland and Wales are one black flag with tag characters behind it.
const FLAG_OR_INVISIBLE = new RegExp(
  `(\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{1,6}\\u{e007f})|[${INVISIBLE}]+`,
  'gu',
);

/** Signs that most fonts draw as an empty place, for use inside a regular expression's class: braille without dots, the object mark, the null notehead. */
export const EMPTY_SIGNS = '\\u2800\\ufffc\\u{1d159}';

const VISIBLE = new RegExp(`[^\\s\\p{Z}\\p{Cc}${INVISIBLE}${EMPTY_SIGNS}]`, 'u');

/** The text without what nobody sees; flags that differ only in tag characters stay apart. For keys, not for showing. */
export function withoutInvisible(text: string): string {
  return text.replace(FLAG_OR_INVISIBLE, (_, flag: string | undefined) => flag ?? '');
}

/** Whether a reader sees nothing of a text: it is empty, white space, or characters that are not drawn. */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text);
}
