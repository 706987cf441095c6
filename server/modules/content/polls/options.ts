import { indexOfDuplicate } from '@chitlaq/text';
import { readLine } from '../../../platform/text.ts';
import { pollOptionEmpty, pollOptionRepeated, pollOptionTooLong } from './problems.ts';
import type { NewPoll } from './schemas.ts';

const OPTION_MAX = 50;
/** Limit of one option in code points: one grapheme may consist of many. */
const OPTION_MAX_CODE_POINTS = 200;
const DEFAULT_MINUTES = 24 * 60;

/** A poll as it will be stored. */
export interface ValidatedPoll {
  options: string[];
  multiple: boolean;
  minutes: number;
}

/**
 * Validates a poll as a member typed it.
 * @throws Problem 422 `poll_option_empty`, `poll_option_too_long`, `poll_option_repeated`, `too_many_combining_marks`;
 *   400 `forbidden_character`
 */
export function validatePoll(input: NewPoll): ValidatedPoll {
  const options = input.options.map((option, index) => {
    const text = readLine(option, {
      path: `poll.options.${index}`,
      graphemes: OPTION_MAX,
      codePoints: OPTION_MAX_CODE_POINTS,
      tooLong: () => pollOptionTooLong(index),
    });
    if (text === '') throw pollOptionEmpty(index);
    return text;
  });
  const repeated = indexOfDuplicate(options);
  if (repeated !== -1) throw pollOptionRepeated(repeated);
  return { options, multiple: input.multiple ?? false, minutes: input.closesInMinutes ?? DEFAULT_MINUTES };
}
