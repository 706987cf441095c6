import type { Entity as ParsedEntity } from '@chitlaq/text';
import { readLine, readText as readTyped } from '../../platform/text.ts';
import type { Entity } from '../content/index.ts';
import { emptyMessage, messageTooLong, nameTooLong } from './problems.ts';

const MESSAGE = { path: 'content', graphemes: 4_000, codePoints: 8_000, tooLong: messageTooLong };
const NAME = { path: 'name', graphemes: 80, codePoints: 400, tooLong: nameTooLong, isName: true };

/**
 * A message's text as it is stored.
 * @param mayBeEmpty  true if the message has files
 * @throws Problem 422 `empty_message`, `message_too_long`, `too_many_combining_marks`; 400 `forbidden_character`
 */
export function validateText(typed: string, mayBeEmpty: boolean): string {
  const content = readTyped(typed, MESSAGE);
  if (content === '' && !mayBeEmpty) throw emptyMessage();
  return content;
}

/**
 * A group's name; null if it would be invisible. It stands where names of members stand, so it may not look official.
 * @throws Problem 422 `name_too_long`, `too_many_combining_marks`; 400 `forbidden_character`
 */
export function validateName(typed: string): string | null {
  const name = readLine(typed, NAME);
  return name === '' ? null : name;
}

/** Maximum distinct members that one message mentions. */
const MAX_MENTIONS = 20;

/** Distinct usernames that a text mentions. @param parsed  the result of `parseEntities` */
export const mentionedUsernames = (parsed: readonly ParsedEntity[]): string[] =>
  [...new Set(parsed.flatMap((entity) => (entity.type === 'mention' ? [entity.username] : [])))].slice(
    0,
    MAX_MENTIONS,
  );

/** The entities to store: every link and hashtag, and mentions of participants. */
export function resolveEntities(
  parsed: readonly ParsedEntity[],
  members: ReadonlyMap<string, string>,
): Entity[] {
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
