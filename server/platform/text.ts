import {
  codePointCount,
  findForbidden,
  findMarkStack,
  graphemeCount,
  imitatesOfficialMark,
  isBlank,
  MARKS_MAX,
  normalise,
  withoutMarkStacks,
} from '@chitlaq/text';
import { z } from 'zod';
import { Problem } from './problem.ts';

/** Rules of a text field that members fill in. */
export interface TextRule {
  /** The field's path, for the error. */
  path: string;
  graphemes: number;
  /** Limits the cost of reading and storing it: one grapheme may have many code points. */
  codePoints: number;
  tooLong: () => Problem;
  /** Makes the problem for a control character, if it is not `forbidden_character`. */
  forbidden?: (message: string) => Problem;
  /** A name that others see: signs that look like the mark of official accounts are refused, as a forbidden character, and what shows nothing is left out. */
  isName?: boolean;
  /** How to measure the text against `graphemes`; by default its number of graphemes. */
  lengthOf?: (text: string) => number;
}

const OFFICIAL_SIGN_REFUSED = 'Leave out signs that look like the mark of official accounts, such as ✓.';

/**
 * Normalises what a member typed, for storage. Every text field goes through here.
 *
 * @returns the text; empty if nothing of it would be visible
 * @throws Problem 400 `forbidden_character`, 422 `too_many_combining_marks`, and the result of `tooLong`
 */
export function readText(typed: string, rule: TextRule): string {
  const { path, graphemes, codePoints, tooLong, forbidden, lengthOf = graphemeCount } = rule;
  // First, because it bounds the cost of everything after it.
  if (isLongerThan(typed, codePoints)) throw tooLong();
  const text = rule.isName ? visibleName(normalise(typed)) : normalise(typed);
  refuseForbidden(path, text, forbidden);
  if (rule.isName && imitatesOfficialMark(text))
    throw (forbidden ?? ((message) => forbiddenCharacter(path, message)))(OFFICIAL_SIGN_REFUSED);
  if (isBlank(text)) return '';
  // Composition may also lengthen a text, up to threefold.
  if (isLongerThan(text, codePoints) || lengthOf(text) > graphemes) throw tooLong();
  const stack = findMarkStack(text);
  if (stack !== null) throw tooManyMarks(path, stack.index);
  return text;
}

/** A name without characters that show nothing, with which one could look like another; empty if it has marks alone. Joiners of scripts and emoji stay. */
function visibleName(text: string): string {
  const visible = text.replaceAll(/[\u00ad\u200b\u2060\u2061-\u2064\ufeff]/gu, '');
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(visible) ? visible : '';
}

/**
 * White space, and characters that look like it or are invisible. Not joiners and variation selectors: an emoji may end with one.
 */
const BLANK_CHARACTER = /[\s\u200b\u2060\u2800\u3164\ufeff\uffa0]/u;

function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && BLANK_CHARACTER.test(text.charAt(from))) from++;
  while (to > from && BLANK_CHARACTER.test(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

/** Like {@link readText}, and trims white space and what looks like it. Otherwise two names that look alike could differ. */
export const readTrimmed = (typed: string, rule: TextRule): string => trimmed(readText(trimmed(typed), rule));

/** Like {@link readTrimmed}, for a text of one line: each run of white space becomes one space. */
export const readLine = (typed: string, rule: TextRule): string =>
  readTrimmed(typed, rule).replace(/\s+/gu, ' ');

/** @throws Problem 400 `forbidden_character` */
export function refuseForbidden(
  path: string,
  text: string,
  problem: (message: string) => Problem = (message) => forbiddenCharacter(path, message),
): void {
  const found = findForbidden(text);
  if (found === null) return;
  const name = `U+${found.codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  throw problem(`The character ${name} at position ${found.index} may not be used.`);
}

const forbiddenCharacter = (path: string, message: string) =>
  new Problem(400, 'forbidden_character', 'The text contains a character that isn’t allowed. Remove it.', {
    errors: [{ path, message }],
  });

const tooManyMarks = (path: string, index: number) =>
  new Problem(
    422,
    'too_many_combining_marks',
    `A letter has too many marks. Leave at most ${MARKS_MAX} above and below it.`,
    { errors: [{ path, message: `More than ${MARKS_MAX} marks on one letter, from position ${index} on.` }] },
  );

/** A short required text that only staff or its author reads, such as a reason; refused as `invalid_request`. */
export const requiredText = (max: number, message: string) =>
  z
    .string()
    .trim()
    .min(1, message)
    .max(max)
    .refine((text) => !isBlank(text), message)
    .refine((text) => findForbidden(text) === null, 'Leave out control characters.')
    .refine((text) => findMarkStack(text) === null, `Leave ${MARKS_MAX} marks at most on a letter.`);

/** A text that only staff or its author fills in; empty if nothing of it would be visible. Refused as `invalid_request`. */
export const optionalText = (max: number, message: string) =>
  z
    .string()
    .trim()
    .max(max, message)
    .refine((text) => findForbidden(text) === null, 'Leave out control characters.')
    .refine((text) => findMarkStack(text) === null, `Leave ${MARKS_MAX} marks at most on a letter.`)
    .transform((text) => (isBlank(text) ? '' : normalise(text)));

/**
 * Cleans a text that a program or a web page supplies, such as a device name or a title, to one line without forbidden characters. It
 * is not refused, because nobody can correct it. Cost: linear; cut a text of unlimited length first.
 *
 * @returns empty if nothing of it would be visible
 */
export function toPlainLine(given: string): string {
  const spaced = given.replaceAll(/[\s\u0085]+/gu, ' ');
  const allowed = [...spaced].filter((character) => findForbidden(character) === null).join('');
  const line = withoutMarkStacks(normalise(allowed)).trim();
  return isBlank(line) ? '' : line;
}

/** Counts only if it must: a code point is one or two UTF-16 units. */
const isLongerThan = (text: string, codePoints: number): boolean =>
  text.length > codePoints && codePointCount(text) > codePoints;
