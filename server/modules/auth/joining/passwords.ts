import { graphemeCount } from '@chitlaq/text';
import { Problem } from '../../../platform/problem.ts';
import { commonTurkish } from './common-turkish.ts';

const SHORTEST = 10;
/** zxcvbn's "somewhat guessable" is not enough: an attacker with the hashes has time. */
const LOWEST_SCORE = 3;

type Check = (password: string, personal: string[]) => number;
let checker: Promise<Check> | undefined;

/**
 * zxcvbn with the lists of passwords known from breaches that come with it, and our Turkish words. Loaded at the first
 * registration: some 30 MB that only a process which registers people should hold.
 */
function loadChecker(): Promise<Check> {
  checker ??= (async () => {
    const [{ ZxcvbnFactory }, common, english] = await Promise.all([
      import('@zxcvbn-ts/core'),
      import('@zxcvbn-ts/language-common'),
      import('@zxcvbn-ts/language-en'),
    ]);
    const factory = new ZxcvbnFactory({
      dictionary: { ...common.dictionary, ...english.dictionary, turkish: commonTurkish },
      graphs: common.adjacencyGraphs,
      maxLength: 100,
    });
    return (password, personal) => factory.check(password, personal).score;
  })();
  return checker;
}

const weak = (path: string, message: string) =>
  new Problem(422, 'weak_password', message, { errors: [{ path, message }] });

/**
 * Refuses what is short, known from breaches, or easily guessed with what is known of the person.
 * @param personal  name, username, address, university: worthless in a password
 * @throws Problem 422 `weak_password`
 */
export async function refuseWeak(password: string, personal: string[], path = 'password'): Promise<void> {
  if (graphemeCount(password) < SHORTEST)
    throw weak(path, `Use at least ${SHORTEST} characters; a few words in a row are easy to remember.`);
  const check = await loadChecker();
  const known = [
    'chitlaq',
    'kampus',
    'campus',
    ...personal.flatMap((part) => part.split(/[@.\s_-]+/)),
  ].filter((part) => part.length > 2);
  if (check(password.normalize('NFC'), known) < LOWEST_SCORE) {
    throw weak(
      path,
      'This password is easy to guess. Add another word or two that have nothing to do with you.',
    );
  }
}
