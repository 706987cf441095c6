import { codePointCount, normalise, parseEntities } from '@chitlaq/text';
import { notAHashtag } from './problems.ts';

/**
 * Parses a hashtag, with or without its #.
 * @throws Problem 422 `not_a_hashtag`
 */
export function parseHashtag(input: string): { tag: string; key: string } {
  const text = `#${normalise(input).replace(/^#/, '')}`;
  const [found] = parseEntities(text);
  if (found?.type !== 'hashtag' || found.start !== 0 || found.end !== codePointCount(text)) {
    throw notAHashtag();
  }
  return { tag: found.tag, key: found.key };
}
