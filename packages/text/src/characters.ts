/** The first character of a text that may not be stored; `index` counts code points, as all offsets here do. */
export type Forbidden = { index: number; codePoint: number };

const TAB = 0x09;
const NEWLINE = 0x0a;

// Programs that convert line ends twice write CR CR LF. The look-behind lets a long run of CRs be tried once only.
const LINE_END = /(?<!\r)\r+\n/g;

/**
 * The form in which text is stored and compared: Unicode NFC, with Windows line ends as plain newlines.
 * Says nothing about what is allowed; a lone CR stays and is then refused by {@link findForbidden}.
 */
export function normalise(text: string): string {
  return text.replace(LINE_END, '\n').normalize('NFC');
}

/**
 * Finds the first character that no text of a member may hold, or null.
 *
 * Refused are the control characters (C0 and C1 with DEL, but for newline and tab), lone surrogates, which
 * no UTF-8 can carry, and the bidirectional embeddings, overrides and isolates (U+202A–202E, U+2066–2069):
 * left open, they turn round the text of others that follows on the screen. The marks U+200E, U+200F and
 * U+061C, which right-to-left writers do need, reach no further than their place and are allowed.
 */
export function findForbidden(text: string): Forbidden | null {
  let index = 0;
  for (const character of text) {
    // A string's iterator never gives an empty string, so a code point is always there.
    const codePoint = character.codePointAt(0)!;
    if (isForbidden(codePoint)) return { index, codePoint };
    index += 1;
  }
  return null;
}

function isForbidden(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint !== TAB && codePoint !== NEWLINE;
  if (codePoint < 0x7f) return false;
  return (
    codePoint <= 0x9f ||
    (codePoint >= 0x202a && codePoint <= 0x202e) ||
    (codePoint >= 0x2066 && codePoint <= 0x2069) ||
    (codePoint >= 0xd800 && codePoint <= 0xdfff)
  );
}

/** Length in code points; a lone surrogate counts as one. */
export function codePointCount(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** `text.slice`, but counted in code points: from `start` up to, not including, `end` (the end by default). */
export function sliceCodePoints(text: string, start: number, end = Number.POSITIVE_INFINITY): string {
  let index = 0;
  let from = text.length;
  let to = text.length;
  let unit = 0;
  for (const character of text) {
    if (index === start) from = unit;
    if (index >= end) {
      to = unit;
      break;
    }
    index += 1;
    unit += character.length;
  }
  return text.slice(from, to);
}
