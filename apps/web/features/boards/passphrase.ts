import { fold, graphemeCount } from '@chitlaq/text';

/** Longer than a password: whoever has the file can try as often as they like. */
export const PASSPHRASE_MIN = 15;
/** Fewer different letters are a pattern. */
const MIN_DIFFERENT = 8;
/** What is left of a passphrase without the member's own names, which others try first. */
const MIN_UNKNOWN = 12;
/** As long as a run of neighbours may be: on the keyboard, in the alphabet, in digits. */
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertyuiopguasdfghjklsizxcvbnmoc',
];
const RUN_LENGTH = 5;

const hasRun = (text: string): boolean =>
  RUNS.flatMap((run) => [run, [...run].reverse().join('')]).some((run) =>
    Array.from({ length: run.length - RUN_LENGTH + 1 }, (_, at) => run.slice(at, at + RUN_LENGTH)).some(
      (part) => text.includes(part),
    ),
  );

/**
 * What is wrong with a passphrase for a key file. It never leaves the browser, so no server judges it.
 * @param personal  names of the member and of the campus
 */
export function passphraseWeakness(
  passphrase: string,
  personal: readonly string[],
): 'short' | 'simple' | undefined {
  if (graphemeCount(passphrase.normalize('NFKC').trim()) < PASSPHRASE_MIN) return 'short';
  const folded = fold(passphrase);
  if (new Set(folded.replaceAll(/\s/gu, '')).size < MIN_DIFFERENT) return 'simple';
  const names = [...personal, 'chitlaq', 'kampus', 'campus']
    .flatMap((text) => fold(text).split(/[@.\s_-]+/))
    .filter((part) => part.length > 2);
  const unknown = names.reduce((text, name) => text.replaceAll(name, ''), folded);
  const isRepeated = /(.{3,})\1/u.test(unknown.replaceAll(/\s/gu, ''));
  return unknown.trim().length < MIN_UNKNOWN || isRepeated || hasRun(unknown) ? 'simple' : undefined;
}

/** No letters and digits that look alike. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 5;
const GROUP_LENGTH = 4;

/** A passphrase of 99 random bits. */
export function suggestPassphrase(): string {
  // Bytes beyond the last full round of the letters would favour some.
  const limit = 256 - (256 % LETTERS.length);
  let letters = '';
  while (letters.length < GROUPS * GROUP_LENGTH)
    for (const byte of crypto.getRandomValues(new Uint8Array(32)))
      if (byte < limit && letters.length < GROUPS * GROUP_LENGTH) letters += LETTERS[byte % LETTERS.length];
  return (letters.match(/.{4}/g) ?? []).join('-');
}
