import { codePointCount, findForbidden, graphemeCount, normalise, usernameProblem } from '@chitlaq/text';
import { Problem } from '../../../platform/problem.ts';

const DISPLAY_NAME_MAX = 50;
/** A grapheme may carry any number of marks; a name towers over its line no higher than this on average. */
const DISPLAY_NAME_MAX_CODE_POINTS = 4 * DISPLAY_NAME_MAX;

// White space, what Unicode says is not drawn, and the braille pattern without a dot.
const UNSEEN = /[\s\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** A request with one bad field. */
export const badField = (path: string, message: string) =>
  new Problem(400, 'invalid_request', message, { errors: [{ path, message }] });

/** A name as stored: every script and sign, but something to be seen. @throws Problem 400 `invalid_request` */
export function readDisplayName(typed: string): string {
  const name = normalise(typed).trim().replace(/\s+/g, ' ');
  if (name.replace(UNSEEN, '') === '' || findForbidden(name))
    throw badField('displayName', 'Write the name that others see.');
  if (graphemeCount(name) > DISPLAY_NAME_MAX || codePointCount(name) > DISPLAY_NAME_MAX_CODE_POINTS)
    throw badField('displayName', `A name may have ${DISPLAY_NAME_MAX} characters.`);
  return name;
}

/** A username as stored. @throws Problem 400 `invalid_request` */
export function readUsername(typed: string): string {
  const username = typed.trim().toLowerCase();
  const problem = usernameProblem(username);
  if (problem === 'reserved') throw badField('username', 'This username is kept free. Choose another.');
  if (problem) throw badField('username', 'Use 3 to 20 letters from a to z, digits and underscores.');
  return username;
}
