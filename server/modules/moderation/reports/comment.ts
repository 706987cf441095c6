import { codePointCount, findForbidden, graphemeCount, normalise } from '@chitlaq/text';
import { commentForbidden, commentTooLong } from './problems.ts';

const MAX_GRAPHEMES = 1_000;
/** The database's own bound, in code points: one grapheme may carry many. */
const MAX_CODE_POINTS = 4_000;

/**
 * Reads a comment on a report; a blank one is none.
 * @param path  the field it came in, for the problem
 * @throws Problem 422 `comment_too_long`, 400 `forbidden_character`
 */
export function readComment(typed: string | undefined, path = 'comment'): string | null {
  // Before anything whose cost grows with the text; composition lengthens it threefold at most.
  if (typed === undefined) return null;
  if (typed.length > 2 * MAX_CODE_POINTS) throw commentTooLong(path);
  const comment = normalise(typed).trim();
  if (findForbidden(comment) !== null) throw commentForbidden(path);
  if (codePointCount(comment) > MAX_CODE_POINTS || graphemeCount(comment) > MAX_GRAPHEMES) {
    throw commentTooLong(path);
  }
  return comment === '' ? null : comment;
}
