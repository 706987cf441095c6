import { type EmailParts, parseEmail, usernameProblem } from '@chitlaq/text';
import { Problem } from '../../../platform/problem.ts';
import { readLine } from '../../../platform/text.ts';

const DISPLAY_NAME_MAX = 50;
/** The limit of its database column. */
const DISPLAY_NAME_MAX_CODE_POINTS = 4 * DISPLAY_NAME_MAX;

/** A request with one invalid field. */
export const invalidField = (path: string, message: string) =>
  new Problem(400, 'invalid_request', message, { errors: [{ path, message }] });

/**
 * Normalises a display name for storage. Any script and symbol is allowed, except signs that look like the mark of official
 * accounts, but something must be visible.
 * @throws Problem 400 `invalid_request`, 422 `too_many_combining_marks`
 */
export function readDisplayName(typed: string): string {
  const refuse = (message: string) => invalidField('displayName', message);
  const name = readLine(typed, {
    path: 'displayName',
    graphemes: DISPLAY_NAME_MAX,
    codePoints: DISPLAY_NAME_MAX_CODE_POINTS,
    tooLong: () => refuse(`A name can have up to ${DISPLAY_NAME_MAX} characters.`),
    forbidden: refuse,
    isName: true,
  });
  if (name === '') throw refuse('Enter the name others see.');
  return name;
}

/** Normalises a username for storage. @throws Problem 400 `invalid_request` */
export function readUsername(typed: string): string {
  const username = typed.trim().toLowerCase();
  const problem = usernameProblem(username);
  if (problem === 'reserved') throw invalidField('username', 'This username is reserved. Choose another.');
  if (problem) throw invalidField('username', 'Use 3–20 characters: a–z, digits and underscores.');
  return username;
}

/** Parses an address as typed. @throws Problem 400 `invalid_request` */
export function readAddress(email: string): EmailParts {
  const parts = parseEmail(email.trim());
  if (typeof parts === 'string')
    throw invalidField('email', 'This email address can’t be used here. Enter it like name@university.edu.');
  return parts;
}
