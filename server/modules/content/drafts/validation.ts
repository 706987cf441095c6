import { normalise } from '@chitlaq/text';
import { refuseForbidden } from '../../../platform/text.ts';
import { draftTooLarge } from './problems.ts';
import type { DraftPost } from './schemas.ts';

/** More than the largest post takes, in UTF-16 units of its JSON. */
const MAX_LENGTH = 20_000;

/**
 * Lets an unfinished post be kept: too long a text or an empty option are no fault yet.
 * @throws Problem 422 `draft_too_large`, 400 `forbidden_character`
 */
export function validateDraft(post: DraftPost): void {
  if (JSON.stringify(post).length > MAX_LENGTH) throw draftTooLarge();
  assertAllowedCharacters('post', post);
}

/** No text of a member holds these, wherever it stands; the database could not even keep some. */
function assertAllowedCharacters(path: string, value: unknown): void {
  if (typeof value === 'string') {
    refuseForbidden(path, normalise(value));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) assertAllowedCharacters(`${path}.${key}`, part);
  }
}

/** Two changes within a millisecond still differ, so that a device can name the state that it has read. */
export const nextTimestamp = (previous: Date, now: Date): Date =>
  new Date(Math.max(now.getTime(), previous.getTime() + 1));
