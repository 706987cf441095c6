import { graphemeStarts } from './graphemes.ts';
import { isBlank } from './invisible.ts';

/**
 * Maximum number of characters of a displayed link. The rest of the address is kept for copying and for
 * screen readers.
 */
export const DISPLAY_LINK_MAX = 40;

const SCHEME = /^https?:\/\/(?:www\.)?/i;

/**
 * A link as it is displayed: without its scheme, and no longer than {@link DISPLAY_LINK_MAX}. The three parts
 * together are the original address; `before` and `after` are not displayed.
 */
export function displayLink(address: string): { before: string; shown: string; after: string } {
  const before = SCHEME.exec(address)?.[0] ?? '';
  const rest = address.slice(before.length);
  const starts: number[] = [];
  for (const start of graphemeStarts(rest)) {
    starts.push(start);
    // One more than fits is as wide as the ellipsis.
    if (starts.length > DISPLAY_LINK_MAX + 1) {
      const end = starts[DISPLAY_LINK_MAX];
      return { before, shown: rest.slice(0, end), after: rest.slice(end) };
    }
  }
  return { before, shown: rest, after: '' };
}

/**
 * Collapses blank lines for display: of consecutive ones only the first stays, and none at either end.
 * Removed code points become empty strings, so that offsets stay.
 */
export function collapseBlankLines(points: readonly string[]): string[] {
  const shown = [...points];
  const lines: { from: number; to: number; isBlank: boolean }[] = [];
  for (let from = 0; from <= points.length; ) {
    const end = points.indexOf('\n', from);
    const to = end === -1 ? points.length : end;
    lines.push({ from, to, isBlank: isBlank(points.slice(from, to).join('')) });
    from = to + 1;
  }
  const last = lines.findLastIndex((line) => !line.isBlank);
  let isAfterBlank = true; // after a blank line, or at the beginning
  lines.forEach((line, index) => {
    if (line.isBlank && (isAfterBlank || index > last)) {
      // With the preceding line end at the end of the text, otherwise with the following one.
      const [from, to] = index > last ? [line.from - 1, line.to] : [line.from, line.to + 1];
      shown.fill('', Math.max(0, from), to);
    }
    isAfterBlank = line.isBlank;
  });
  return shown;
}

const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Isolates a right-to-left name or word inside a sentence of plain text (a push notification, a subject line,
 * a label), so that it does not reorder the text around it. In markup, use `<bdi>`.
 */
export function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}
