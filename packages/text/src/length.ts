import { normalise } from './characters.ts';
import { graphemeCount, graphemeStarts } from './graphemes.ts';
import { findLinks } from './links.ts';

/** Maximum length of a post, as {@link postLength} counts. */
export const POST_MAX = 280;

/**
 * Limit of code points, because one grapheme may have any number of combining marks ("zalgo") and one link
 * any number of letters. A post of 280 of the longest emoji sequences (10 code points) fits.
 */
export const POST_MAX_CODE_POINTS = 4_000;

/** The length that every link counts in a post, so that nobody needs a shortener. */
export const LINK_LENGTH = 23;

/** Length of a post in graphemes of its normalised text. Every link counts {@link LINK_LENGTH}. */
export function postLength(text: string): number {
  const content = normalise(text);
  let length = 0;
  let position = 0;
  for (const link of findLinks(content)) {
    length += graphemeCount(content.slice(position, link.start)) + LINK_LENGTH;
    position = link.end;
  }
  return length + graphemeCount(content.slice(position));
}

/**
 * Splits a post at its limit, so that a composer can mark the excess.
 *
 * `within + over` is the normalised text; `over` is empty exactly when `postLength(text) <= max`. The cut is
 * never inside a grapheme or a link: a link that does not fit completely is in `over`.
 */
export function splitAtLimit(text: string, max: number): { within: string; over: string } {
  const content = normalise(text);
  let length = 0;
  for (const unit of units(content)) {
    length += unit.length;
    if (length > max) return { within: content.slice(0, unit.start), over: content.slice(unit.start) };
  }
  return { within: content, over: '' };
}

type Unit = { start: number; length: number };

function* units(content: string): Generator<Unit> {
  let position = 0;
  for (const link of findLinks(content)) {
    yield* clusters(content, position, link.start);
    yield { start: link.start, length: LINK_LENGTH };
    position = link.end;
  }
  yield* clusters(content, position, content.length);
}

function* clusters(content: string, start: number, end: number): Generator<Unit> {
  for (const offset of graphemeStarts(content.slice(start, end))) {
    yield { start: start + offset, length: 1 };
  }
}
