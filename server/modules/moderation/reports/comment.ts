import { readTrimmed } from '../../../platform/text.ts';
import { commentTooLong } from './problems.ts';

const MAX_GRAPHEMES = 1_000;
/** The database's own limit in code points: one grapheme may have many. */
const MAX_CODE_POINTS = 4_000;

/**
 * Validates a comment on a report; a blank one becomes null.
 * @param path  the request field, for the problem
 * @throws Problem 422 `comment_too_long`, `too_many_combining_marks`; 400 `forbidden_character`
 */
export function readComment(typed: string | undefined, path = 'comment'): string | null {
  const comment = readTrimmed(typed ?? '', {
    path,
    graphemes: MAX_GRAPHEMES,
    codePoints: MAX_CODE_POINTS,
    tooLong: () => commentTooLong(path),
  });
  return comment === '' ? null : comment;
}
