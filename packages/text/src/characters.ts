/** A forbidden character; `index` counts code points, as all offsets here do. */
export type Forbidden = { index: number; codePoint: number };

const TAB = 0x09;
const NEWLINE = 0x0a;

// Programs that convert line ends twice write CR CR LF. The look-behind avoids quadratic time on a long run
// of CRs.
const LINE_END = /(?<!\r)\r+\n/g;

/**
 * The form in which text is stored and compared: Unicode NFC, with Windows line ends as plain newlines. It
 * does not check what is allowed: a lone CR stays, and {@link findForbidden} refuses it.
 */
export function normalise(text: string): string {
  return text.replace(LINE_END, '\n').normalize('NFC');
}

/**
 * Finds the first forbidden character, or null. Forbidden are control characters (C0, DEL and C1, except
 * newline and tab), lone surrogates, which UTF-8 cannot encode, and bidirectional embeddings, overrides and
 * isolates (U+202A–202E, U+2066–2069): left open, they reorder the text that follows. The directional marks
 * U+200E, U+200F and U+061C affect only their neighbours and are allowed.
 */
export function findForbidden(text: string): Forbidden | null {
  let index = 0;
  for (const character of text) {
    // A string iterator never yields an empty string, so there is a code point.
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

/**
 * As `text.slice`, in code points: from `start` up to, not including, `end` (by default the end of the text).
 */
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
