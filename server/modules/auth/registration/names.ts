import { usernameProblem } from '@chitlaq/text';
import { Problem } from '../../../platform/problem.ts';
import { readLine } from '../../../platform/text.ts';

const DISPLAY_NAME_MAX = 50;
/** What its column holds. */
const DISPLAY_NAME_MAX_CODE_POINTS = 4 * DISPLAY_NAME_MAX;

/** A request with one bad field. */
export const invalidField = (path: string, message: string) =>
  new Problem(400, 'invalid_request', message, { errors: [{ path, message }] });

/**
 * A name as stored: every script and sign, but something to be seen.
 * @throws Problem 400 `invalid_request`, 422 `too_many_marks`
 */
export function readDisplayName(typed: string): string {
  const refuse = (message: string) => invalidField('displayName', message);
  const name = readLine(typed, {
    path: 'displayName',
    graphemes: DISPLAY_NAME_MAX,
    codePoints: DISPLAY_NAME_MAX_CODE_POINTS,
    tooLong: () => refuse(`A name can have up to ${DISPLAY_NAME_MAX} characters.`),
    forbidden: refuse,
  });
  if (name === '') throw refuse('Enter the name others see.');
  return name;
}

/** A username as stored. @throws Problem 400 `invalid_request` */
export function readUsername(typed: string): string {
  const username = typed.trim().toLowerCase();
  const problem = usernameProblem(username);
  if (problem === 'reserved') throw invalidField('username', 'This username is reserved. Choose another.');
  if (problem) throw invalidField('username', 'Use 3–20 characters: a–z, digits and underscores.');
  return username;
}
