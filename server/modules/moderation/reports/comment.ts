import { readTrimmed } from '../../../platform/text.ts';
import { commentTooLong } from './problems.ts';

const MAX_GRAPHEMES = 1_000;
/** The database's own bound, in code points: one grapheme may carry many. */
const MAX_CODE_POINTS = 4_000;

/**
 * Reads a comment on a report; a blank one is none.
 * @param path  the field it came in, for the problem
 * @throws Problem 422 `comment_too_long`, `too_many_marks`; 400 `forbidden_character`
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
