// Grapheme clusters do not depend on a language; the locale is named so that every machine picks the same data.
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

// One UTF-16 unit is one grapheme here: printable ASCII, tab and newline. (CR is not among them: CRLF is one.)
const PLAIN = /^[\t\n -~]*$/;

/** V8 spends time on every cluster in proportion to the whole string; in pieces of this many units it is linear. */
const PIECE = 256;

/** Length as a reader counts: in grapheme clusters, so a flag or a family emoji is one. Cost: linear. */
export function graphemeCount(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let count = 0;
  for (const _ of graphemeStarts(text)) count += 1;
  return count;
}

/** Where each grapheme cluster begins, in UTF-16 units. */
export function* graphemeStarts(text: string): Generator<number> {
  let start = 0;
  let size = PIECE;
  while (start < text.length) {
    const end = pieceEnd(text, start + size);
    const starts: number[] = [];
    for (const { index } of segmenter.segment(text.slice(start, end))) starts.push(start + index);
    // What follows the piece may still belong to its last cluster, so the next piece begins with that one.
    const next = end < text.length ? starts.pop()! : end;
    yield* starts;
    // A single cluster filled the piece: look at more of it.
    size = next === start ? size * 2 : PIECE;
    start = next;
  }
}

/** Moves an end out of the middle of a surrogate pair, where half a character would be taken for a whole one. */
function pieceEnd(text: string, end: number): number {
  if (end >= text.length) return text.length;
  return text.codePointAt(end - 1)! > 0xffff ? end + 1 : end;
}
