import { fold, graphemeCount } from '@chitlaq/text';
import { Problem } from '../../../platform/problem.ts';
import { commonTurkish } from './common-turkish.ts';

const MIN_LENGTH = 10;
/** zxcvbn's "somewhat guessable" is not enough: an attacker with the hashes has time. */
const MIN_SCORE = 3;
/**
 * What of a password is looked at, and how many readings of 4 as a, 3 as e … are tried. The work grows with both, and runs
 * on the one thread that answers everybody: with the library's own bounds one long password stops a process for 0.6 s.
 */
const MAX_CHECKED_LENGTH = 40;
const MAX_L33T_SUBSTITUTIONS = 8;

type Check = (password: string, personal: string[]) => number;
let checker: Promise<Check> | undefined;

/**
 * zxcvbn with the passwords known from breaches that come with it, English words and names, and our Turkish words.
 * Loaded at the first password: only a process that registers people should hold it (costs in README.md). Five
 * dictionaries, not the library's twenty: each is searched for every part of a password.
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
 * Refuses what is short, known from breaches, or easily guessed with what is known of the person; in Turkish spelling, too:
 * İSTANBUL is as easy as istanbul.
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
