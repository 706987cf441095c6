// Grapheme clusters do not depend on the language. The locale is given so that every machine uses the same
// data.
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

// Texts in which each UTF-16 unit is one grapheme: printable ASCII, tab and newline (not CR: CRLF is one
// grapheme), composed Latin letters, and typographic quotes and dashes. Nearly every text in Turkish or English
// is plain, and segmenting it costs as much as everything else that publishing does with it.
const PLAIN = /^[\t\n -~\u00c0-\u024f\u2010-\u2027]*$/;

/**
 * V8's segmenter takes time per cluster in proportion to the whole string; with pieces of this many units it
 * is linear.
 */
const PIECE = 256;

/** Length as a reader counts: in grapheme clusters, so a flag or a family emoji is one. Cost: linear. */
export function graphemeCount(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let count = 0;
  for (const _ of graphemeStarts(text)) count += 1;
  return count;
}

/** The start of each grapheme cluster, in UTF-16 units. */
export function* graphemeStarts(text: string): Generator<number> {
  let start = 0;
  let size = PIECE;
  while (start < text.length) {
    const end = pieceEnd(text, start + size);
    const starts: number[] = [];
    for (const { index } of segmenter.segment(text.slice(start, end))) starts.push(start + index);
    // The last cluster may continue after the piece, so the next piece begins with it.
    const next = end < text.length ? starts.pop()! : end;
    yield* starts;
    // A single cluster filled the piece: try a longer piece.
    size = next === start ? size * 2 : PIECE;
    start = next;
  }
}

/**
 * Moves an end out of the middle of a surrogate pair, because a lone surrogate would count as a character.
 */
function pieceEnd(text: string, end: number): number {
  if (end >= text.length) return text.length;
  return text.codePointAt(end - 1)! > 0xffff ? end + 1 : end;
}
