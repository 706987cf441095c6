import {
  codePointCount,
  findForbidden,
  graphemeCount,
  normalise,
  type Entity as ParsedEntity,
} from '@chitlaq/text';
import type { Entity } from '../content/index.ts';
import { emptyMessage, forbiddenCharacter, messageTooLong, nameTooLong } from './problems.ts';

const MESSAGE = { graphemes: 4_000, codePoints: 8_000 };
const NAME = { graphemes: 80, codePoints: 400 };

/** Anything that leaves a mark on the screen. */
const VISIBLE = /[^\s\p{Cf}\p{Zs}\u115f\u1160\u2800\u3164\uffa0]/u;

/**
 * A message's text as it is stored.
 * @param mayBeEmpty  files say enough
 * @throws Problem 422 `empty_message`, `message_too_long`; 400 `forbidden_character`
 */
export function readText(typed: string, mayBeEmpty: boolean): string {
  // First of all, because it bounds the cost of everything after it.
  if (isOver(typed, MESSAGE.codePoints)) throw messageTooLong();
  const content = normalise(typed);
  refuseForbidden('content', content);
  if (!VISIBLE.test(content)) {
    if (!mayBeEmpty) throw emptyMessage();
    return '';
  }
  if (isOver(content, MESSAGE.codePoints) || graphemeCount(content) > MESSAGE.graphemes)
    throw messageTooLong();
  return content;
}

/**
 * A group's name; null where nothing would be seen.
 * @throws Problem 422 `name_too_long`; 400 `forbidden_character`
 */
export function readName(typed: string): string | null {
  if (isOver(typed, NAME.codePoints)) throw nameTooLong();
  const name = normalise(typed).trim().replaceAll(/\s+/g, ' ');
  refuseForbidden('name', name);
  if (!VISIBLE.test(name)) return null;
  if (isOver(name, NAME.codePoints) || graphemeCount(name) > NAME.graphemes) throw nameTooLong();
  return name;
}

/** Distinct members that one message may name. */
const MAX_MENTIONS = 20;

/** Usernames that a text names, each once. @param parsed  what `parseEntities` found in it */
export const namedIn = (parsed: readonly ParsedEntity[]): string[] =>
  [...new Set(parsed.flatMap((entity) => (entity.type === 'mention' ? [entity.username] : [])))].slice(
    0,
    MAX_MENTIONS,
  );

/** The entities that are stored: every link and hashtag, and mentions of those who are in the conversation. */
export function entitiesOf(parsed: readonly ParsedEntity[], members: ReadonlyMap<string, string>): Entity[] {
  return parsed.flatMap((entity): Entity[] => {
    if (entity.type === 'link') return [entity];
    if (entity.type === 'hashtag') {
      const { type, start, end, tag } = entity;
      return [{ type, start, end, tag }];
    }
    const userId = members.get(entity.username);
    return userId === undefined ? [] : [{ ...entity, userId }];
  });
}

const isOver = (text: string, codePoints: number): boolean =>
  text.length > codePoints && codePointCount(text) > codePoints;

function refuseForbidden(path: string, text: string): void {
  const forbidden = findForbidden(text);
  if (forbidden !== null) throw forbiddenCharacter(path, forbidden.codePoint, forbidden.index);
}
