import {
  type Entity as FoundEntity,
  type HashtagEntity,
  POST_MAX,
  POST_MAX_CODE_POINTS,
  parseEntities,
  postLength,
} from '@chitlaq/text';
import { readText, readTrimmed } from '../../platform/text.ts';
import { contentWarningTooLong, emptyPost, postTooLong } from './problems.ts';
import type { Entity } from './schemas.ts';

/** Distinct members, and distinct hashtags, per post. Further ones stay plain text. */
export const MAX_MENTIONS = 10;
export const MAX_HASHTAGS = 10;

const WARNING_MAX = 100;
/** The database constraint on a warning, in code points. */
const WARNING_MAX_CODE_POINTS = 400;

/** A post's text as it will be stored, and the entities in exactly that text. */
export interface ValidatedText {
  content: string;
  /** In graphemes; a link counts 23. */
  length: number;
  entities: FoundEntity[];
}

/**
 * Validates the text of a post.
 * @param mayBeEmpty  the post has files, so it needs no text
 * @throws Problem 422 `post_too_long`, `empty_post`, `too_many_combining_marks`; 400 `forbidden_character`
 */
export function validateContent(input: string, mayBeEmpty = false): ValidatedText {
  // Of the text that `readText` returns; measuring it again costs as much as the rest.
  let length = 0;
  const content = readText(input, {
    path: 'content',
    graphemes: POST_MAX,
    codePoints: POST_MAX_CODE_POINTS,
    tooLong: postTooLong,
    lengthOf(text) {
      length = postLength(text);
      return length;
    },
  });
  if (content === '' && !mayBeEmpty) throw emptyPost();
  return { content, length, entities: parseEntities(content) };
}

/**
 * Validates a content warning. A blank one becomes null.
 * @throws Problem 422 `content_warning_too_long`, `too_many_combining_marks`; 400 `forbidden_character`
 */
export function validateContentWarning(input: string | undefined): string | null {
  if (input === undefined) return null;
  const warning = readTrimmed(input, {
    path: 'contentWarning',
    graphemes: WARNING_MAX,
    codePoints: WARNING_MAX_CODE_POINTS,
    tooLong: contentWarningTooLong,
  });
  return warning === '' ? null : warning;
}

/** The distinct usernames that the text mentions, in order. */
export const mentionedUsernames = (entities: readonly FoundEntity[]): string[] => [
  ...new Set(entities.flatMap((entity) => (entity.type === 'mention' ? [entity.username] : []))),
];

/** The first hashtags, one per key, in order. */
export function hashtagsIn(entities: readonly FoundEntity[]): HashtagEntity[] {
  const byKey = new Map<string, HashtagEntity>();
  for (const entity of entities) {
    if (entity.type === 'hashtag' && !byKey.has(entity.key)) byKey.set(entity.key, entity);
  }
  return [...byKey.values()].slice(0, MAX_HASHTAGS);
}

/**
 * The entities that are stored with a post: every link, and the mentions and hashtags that count.
 *
 * @param userIdByUsername  ids by username, of the members whom the post mentions
 */
export function storedEntities(
  entities: readonly FoundEntity[],
  userIdByUsername: ReadonlyMap<string, string>,
): Entity[] {
  const keys = new Set(hashtagsIn(entities).map(({ key }) => key));
  return entities.flatMap((entity): Entity[] => {
    if (entity.type === 'link') return [entity];
    if (entity.type === 'hashtag') {
      const { type, start, end, tag } = entity;
      return keys.has(entity.key) ? [{ type, start, end, tag }] : [];
    }
    const userId = userIdByUsername.get(entity.username);
    return userId === undefined ? [] : [{ ...entity, userId }];
  });
}
