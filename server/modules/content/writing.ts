import {
  codePointCount,
  type Entity as FoundEntity,
  findForbidden,
  graphemeCount,
  type HashtagEntity,
  normalise,
  POST_MAX,
  POST_MAX_CODE_POINTS,
  parseEntities,
  postLength,
} from '@chitlaq/text';
import type { Problem } from '../../platform/problem.ts';
import { contentWarningTooLong, emptyPost, forbiddenCharacter, postTooLong } from './problems.ts';
import type { Entity } from './schemas.ts';

/** Distinct members, and distinct hashtags, that one post may reach; what is more stays plain text. */
export const MAX_MENTIONS = 10;
export const MAX_HASHTAGS = 10;

const WARNING_MAX = 100;
/** The database's own bound on a warning, in code points. */
const WARNING_MAX_CODE_POINTS = 400;

/** Anything that leaves a mark on the screen: not white space, not an invisible format character or filler letter. */
const VISIBLE = /[^\s\p{Cf}\p{Zs}\u115f\u1160\u2800\u3164\uffa0]/u;

/** A post's text as it will be stored, and what was found in just that text. */
export interface Written {
  content: string;
  /** In graphemes, a link counting 23. */
  length: number;
  found: FoundEntity[];
}

/**
 * Reads what a member typed as a post.
 * @param mayBeEmpty  files say enough
 * @throws Problem 422 `post_too_long`, 422 `empty_post`, 400 `forbidden_character`
 */
export function readContent(typed: string, mayBeEmpty = false): Written {
  // First of all, because it bounds the cost of everything after it.
  if (isOver(typed, POST_MAX_CODE_POINTS)) throw postTooLong();
  const content = normalise(typed);
  refuseForbidden('content', content);
  if (!VISIBLE.test(content)) {
    if (!mayBeEmpty) throw emptyPost();
    return { content: '', length: 0, found: [] };
  }
  // Composition may also lengthen a text, up to threefold.
  if (isOver(content, POST_MAX_CODE_POINTS)) throw postTooLong();
  const length = postLength(content);
  if (length > POST_MAX) throw postTooLong();
  return { content, length, found: parseEntities(content) };
}

/**
 * Reads a content warning; a blank one is none.
 * @throws Problem 422 `content_warning_too_long`, 400 `forbidden_character`
 */
export function readWarning(typed: string | undefined): string | null {
  if (typed === undefined) return null;
  const limit = { graphemes: WARNING_MAX, codePoints: WARNING_MAX_CODE_POINTS };
  return readLine('contentWarning', typed, limit, contentWarningTooLong);
}

/**
 * Reads a short text, without the white space around it; null where nothing would be seen.
 *
 * @param path  of the field, for the refusal
 * @throws Problem 400 `forbidden_character`, and what `tooLong` makes
 */
export function readLine(
  path: string,
  typed: string,
  limit: { graphemes: number; codePoints: number },
  tooLong: () => Problem,
): string | null {
  if (isOver(typed, limit.codePoints)) throw tooLong();
  const line = normalise(typed).trim();
  refuseForbidden(path, line);
  if (!VISIBLE.test(line)) return null;
  if (isOver(line, limit.codePoints) || graphemeCount(line) > limit.graphemes) throw tooLong();
  return line;
}

/** Every username that the text names, each once, in order. */
export const namedIn = (found: readonly FoundEntity[]): string[] => [
  ...new Set(found.flatMap((entity) => (entity.type === 'mention' ? [entity.username] : []))),
];

/** The first hashtags, one per key, in order. */
export function hashtagsIn(found: readonly FoundEntity[]): HashtagEntity[] {
  const byKey = new Map<string, HashtagEntity>();
  for (const entity of found) {
    if (entity.type === 'hashtag' && !byKey.has(entity.key)) byKey.set(entity.key, entity);
  }
  return [...byKey.values()].slice(0, MAX_HASHTAGS);
}

/**
 * The entities that are stored with a post: every link, and those mentions and hashtags that count.
 *
 * @param reached ids by username, of the members whom the post mentions
 */
export function storedEntities(
  found: readonly FoundEntity[],
  reached: ReadonlyMap<string, string>,
): Entity[] {
  const keys = new Set(hashtagsIn(found).map(({ key }) => key));
  return found.flatMap((entity): Entity[] => {
    if (entity.type === 'link') return [entity];
    if (entity.type === 'hashtag') {
      const { type, start, end, tag } = entity;
      return keys.has(entity.key) ? [{ type, start, end, tag }] : [];
    }
    const userId = reached.get(entity.username);
    return userId === undefined ? [] : [{ ...entity, userId }];
  });
}

/** Counts only where the answer is not plain: a code point is one or two UTF-16 units. */
const isOver = (text: string, codePoints: number): boolean =>
  text.length > codePoints && codePointCount(text) > codePoints;

function refuseForbidden(path: string, text: string): void {
  const forbidden = findForbidden(text);
  if (forbidden !== null) throw forbiddenCharacter(path, forbidden.codePoint, forbidden.index);
}
