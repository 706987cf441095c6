import { findForbidden, normalise } from '@chitlaq/text';
import { forbiddenCharacter } from '../problems.ts';
import { draftTooLarge } from './problems.ts';
import type { DraftPost } from './schemas.ts';

/** More than the largest post takes, in UTF-16 units of its JSON. */
const MAX_LENGTH = 20_000;

/**
 * Lets an unfinished post be kept: too long a text or an empty option are no fault yet.
 * @throws Problem 422 `draft_too_large`, 400 `forbidden_character`
 */
export function refuseUnkeepable(post: DraftPost): void {
  if (JSON.stringify(post).length > MAX_LENGTH) throw draftTooLarge();
  refuseForbidden('post', post);
}

/** No text of a member holds these, wherever it stands; the database could not even keep some. */
function refuseForbidden(path: string, value: unknown): void {
  if (typeof value === 'string') {
    const forbidden = findForbidden(normalise(value));
    if (forbidden !== null) throw forbiddenCharacter(path, forbidden.codePoint, forbidden.index);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) refuseForbidden(`${path}.${key}`, part);
  }
}

/** Two changes within a millisecond still differ, so that a device can name the state that it has read. */
export const later = (before: Date, now: Date): Date =>
  new Date(Math.max(now.getTime(), before.getTime() + 1));
