import { normalise } from '@chitlaq/text';
import { refuseForbidden } from '../../../platform/text.ts';
import { draftTooLarge } from './problems.ts';
import type { DraftPost } from './schemas.ts';

/** More than the largest post needs, in UTF-16 units of its JSON. */
const MAX_LENGTH = 20_000;

/**
 * Validates a draft. A text that is too long or an empty poll option is allowed until it is published.
 * @throws Problem 422 `draft_too_large`, 400 `forbidden_character`
 */
export function validateDraft(post: DraftPost): void {
  if (JSON.stringify(post).length > MAX_LENGTH) throw draftTooLarge();
  assertAllowedCharacters('post', post);
}

/**
 * Refuses forbidden characters in every text of the draft; the database could not even store some of them.
 */
function assertAllowedCharacters(path: string, value: unknown): void {
  if (typeof value === 'string') {
    refuseForbidden(path, normalise(value));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) assertAllowedCharacters(`${path}.${key}`, part);
  }
}

/**
 * At least a millisecond after `previous`, so that `updatedAt` identifies the version that a device has read.
 */
export const nextTimestamp = (previous: Date, now: Date): Date =>
  new Date(Math.max(now.getTime(), previous.getTime() + 1));
