import { fold } from '@chitlaq/text';
import { readLine } from '../writing.ts';
import { pollOptionEmpty, pollOptionRepeated, pollOptionTooLong } from './problems.ts';
import type { NewPoll } from './schemas.ts';

const OPTION_MAX = 50;
/** Bound on one option in code points: one grapheme may carry many. */
const OPTION_MAX_CODE_POINTS = 200;
const DEFAULT_MINUTES = 24 * 60;

/** A poll as it will be stored. */
export interface AskedPoll {
  options: string[];
  multiple: boolean;
  minutes: number;
}

/**
 * Reads a poll as a member typed it.
 * @throws Problem 422 `poll_option_empty`, `poll_option_too_long`, `poll_option_repeated`; 400 `forbidden_character`
 */
export function readPoll(typed: NewPoll): AskedPoll {
  const seen = new Set<string>();
  const options = typed.options.map((option, index) => {
    const text = readLine(
      `poll.options.${index}`,
      option,
      { graphemes: OPTION_MAX, codePoints: OPTION_MAX_CODE_POINTS },
      () => pollOptionTooLong(index),
    )?.replace(/\s+/gu, ' ');
    if (text === undefined) throw pollOptionEmpty(index);
    // Emoji with and without a variation selector are one; what folds to nothing is told apart by itself.
    const key = fold(text) || text;
    if (seen.has(key)) throw pollOptionRepeated(index);
    seen.add(key);
    return text;
  });
  return { options, multiple: typed.multiple ?? false, minutes: typed.closesInMinutes ?? DEFAULT_MINUTES };
}
