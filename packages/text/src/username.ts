import { fold } from './fold.ts';
import { isReserved } from './reserved-names.ts';

/** A username as stored; members may type capitals, which the caller lower-cases first. */
export const USERNAME_PATTERN = /^[a-z0-9_]{3,20}$/;

export type UsernameProblem = 'too_short' | 'too_long' | 'bad_characters' | 'reserved';

const MIN = 3;
const MAX = 20;
const SUGGESTIONS = 5;
/** Numbers that are tried after a name: enough for a campus with two hundred members of one name. */
const LAST_NUMBER = 200;

/** Why a value cannot be a username, or null. The server checks whether it is taken. */
export function usernameProblem(value: string): UsernameProblem | null {
  if (/[^a-z0-9_]/.test(value)) return 'bad_characters';
  if (value.length < MIN) return 'too_short';
  if (value.length > MAX) return 'too_long';
  return isReserved(value) ? 'reserved' : null;
}

/** What was typed as a username, with the letters that one may have: `ayşe nur` as `ayse_nur`. Null if nothing valid remains. */
export function foldUsername(typed: string): string | null {
  const username = fold(typed)
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^_+/, '')
    .slice(0, MAX)
    .replace(/_+$/, '');
  return usernameProblem(username) === null ? username : null;
}

/**
 * Up to five usernames made from a name ("Ayşe Nur Yılmaz": `aysenuryilmaz`, `ayse_yilmaz`, …), the best
 * first, each free of problems and not `taken`. Deterministic; empty for a name without Latin letters.
 *
 * @param taken  whether a username is taken, from data that the caller already has; called at most a few
 *   hundred times
 */
export function suggestUsernames(
  displayName: string,
  taken: (username: string) => boolean = () => false,
): string[] {
  const words = fold(displayName).match(/[a-z0-9]+/g) ?? [];
  const first = words[0];
  if (first === undefined) return [];

  const found = new Set<string>();
  for (const candidate of candidates(first, words)) {
    const username = candidate.slice(0, MAX).replace(/_+$/, '');
    if (usernameProblem(username) === null && !found.has(username) && !taken(username)) found.add(username);
    if (found.size === SUGGESTIONS) break;
  }
  return [...found];
}

function* candidates(first: string, words: string[]): Generator<string> {
  const last = words.at(-1)!;
  if (words.length > 1) {
    yield words.join('');
    yield `${first}_${last}`;
    yield first + last;
    yield first[0] + last;
    yield `${last}_${first}`;
  } else {
    yield first;
  }
  const base = words.length > 1 ? `${first}_${last}` : first;
  for (let number = 2; number <= LAST_NUMBER; number += 1) {
    // Cut the name, not the number. Otherwise every long name would give the same twenty letters.
    yield base.slice(0, MAX - String(number).length) + number;
  }
}
