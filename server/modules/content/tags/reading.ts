import { codePointCount, normalise, parseEntities } from '@chitlaq/text';
import { notAHashtag } from './problems.ts';

/**
 * Reads a hashtag, with or without its #.
 * @throws Problem 422 `not_a_hashtag`
 */
export function readTag(typed: string): { tag: string; key: string } {
  const text = `#${normalise(typed).replace(/^#/, '')}`;
  const [found] = parseEntities(text);
  if (found?.type !== 'hashtag' || found.start !== 0 || found.end !== codePointCount(text)) {
    throw notAHashtag();
  }
  return { tag: found.tag, key: found.key };
}
