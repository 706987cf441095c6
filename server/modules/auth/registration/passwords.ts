import { fold, graphemeCount } from '@chitlaq/text';
import { Problem } from '../../../platform/problem.ts';
import { commonTurkish } from './common-turkish.ts';

const MIN_LENGTH = 10;
/** zxcvbn's "somewhat guessable" is not enough: an attacker with the hashes has time. */
const MIN_SCORE = 3;
/**
 * How much of a password is checked, and how many readings of 4 as a, 3 as e … are tried. The work grows with both, and it blocks
 * the event loop: with the library's own limits one long password takes 0.6 s.
 */
const MAX_CHECKED_LENGTH = 40;
const MAX_L33T_SUBSTITUTIONS = 8;

type Check = (password: string, personal: string[]) => number;
let checker: Promise<Check> | undefined;

/**
 * zxcvbn with its list of breached passwords, English words and names, and our Turkish words. Loaded at the first password,
 * because only processes that register members need it (costs in README.md). Uses five dictionaries instead of the library's
 * twenty: each is searched for every part of a password.
 */
function loadChecker(): Promise<Check> {
  checker ??= (async () => {
    const [{ ZxcvbnFactory }, common, english] = await Promise.all([
      import('@zxcvbn-ts/core'),
      import('@zxcvbn-ts/language-common'),
      import('@zxcvbn-ts/language-en'),
    ]);
    const words = english.dictionary;
    const factory = new ZxcvbnFactory({
      dictionary: {
        breached: common.dictionary['passwords-common'],
        diceware: common.dictionary['diceware-common'],
        english: words['commonWords-en'],
        names: [...words['firstnames-en'], ...words['lastnames-en'].slice(0, 10_000)],
        turkish: [...new Set(commonTurkish.flatMap((word) => [word, fold(word)]))],
      },
      graphs: common.adjacencyGraphs,
      maxLength: MAX_CHECKED_LENGTH,
      l33tMaxSubstitutions: MAX_L33T_SUBSTITUTIONS,
    });
    return (password, personal) => factory.check(password, personal).score;
  })();
  return checker;
}

const weakPassword = (path: string, message: string) =>
  new Problem(422, 'weak_password', message, { errors: [{ path, message }] });

/**
 * Rejects passwords that are short, breached or easily guessed from what is known about the member. Also checks a folded
 * spelling: İSTANBUL is as weak as istanbul.
 * @param personal  name, username, address, university: worthless in a password
 * @throws Problem 422 `weak_password`
 */
export async function refuseWeakPassword(
  password: string,
  personal: string[],
  path = 'password',
): Promise<void> {
  const typed = password.normalize('NFC');
  if (graphemeCount(typed) < MIN_LENGTH)
    throw weakPassword(
      path,
      `Use at least ${MIN_LENGTH} characters; a few words in a row are easy to remember.`,
    );
  const check = await loadChecker();
  const personalWords = [
    'chitlaq',
    'kampüs',
    'campus',
    ...personal.flatMap((text) => text.split(/[@.\s_-]+/)),
  ]
    .flatMap((part) => [part, fold(part)])
    .filter((part) => part.length > 2);
  const folded = fold(typed);
  const score = Math.min(
    check(typed, personalWords),
    folded === typed.toLowerCase() ? Number.POSITIVE_INFINITY : check(folded, personalWords),
  );
  if (score < MIN_SCORE)
    throw weakPassword(
      path,
      'This password is easy to guess. Add a word or two that have nothing to do with you.',
    );
}
