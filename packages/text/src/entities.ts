import { sliceCodePoints } from './characters.ts';
import { hashtagKey } from './fold.ts';
import { graphemeCount } from './graphemes.ts';
import { INVISIBLE } from './invisible.ts';
import { findLinks, isBareDomain } from './links.ts';

// Offsets count code points of the parsed text; `end` is exclusive.
export type MentionEntity = { type: 'mention'; start: number; end: number; username: string };
export type HashtagEntity = { type: 'hashtag'; start: number; end: number; tag: string; key: string };
export type LinkEntity = { type: 'link'; start: number; end: number; url: string };
export type Entity = MentionEntity | HashtagEntity | LinkEntity;

const HASHTAG_MAX_GRAPHEMES = 50;

const INVISIBLE_RUN = `[${INVISIBLE}]*`;
/**
 * Matches where a mention or hashtag may begin: not after a word, and not after the characters of an address
 * or another entity.
 */
const notAfter = (characters: string) =>
  `(?<!(?![${INVISIBLE}])[\\p{L}\\p{N}_${characters}][\\p{M}${INVISIBLE}]*)`;

// Letters are listed: with the flags `iu`, [a-z] also matches ſ and the Kelvin sign.
const MENTION = new RegExp(
  `${notAfter('@')}@([A-Za-z0-9_]{3,20})(?!${INVISIBLE_RUN}(?![${INVISIBLE}])[\\p{L}\\p{M}\\p{N}_@])`,
  'gu',
);

/** Maximum length of a host name that may follow the @: "@itu.edu.tr" is not a mention. */
const HOST_MAX = 253;
const HOST_RUN = /[A-Za-z0-9.-]{1,254}/y;

// Letters with their marks, digits and underscores. Invisible characters between these belong to the tag,
// such as the joiners of Persian and a soft hyphen. The marks that make an emoji of a digit do not ("#️⃣",
// "1️⃣").
const TAG_FIRST = `(?![${INVISIBLE}])[\\p{L}\\p{Nd}_]`;
const TAG_VISIBLE = `(?![${INVISIBLE}\\u20e3])(?:[\\p{L}\\p{M}_]|\\p{Nd}(?!\\ufe0f?\\u20e3))`;
const HASHTAG = new RegExp(
  `${notAfter('#&/')}#((?=${TAG_FIRST})(?:${TAG_VISIBLE}|[${INVISIBLE}]+(?=${TAG_VISIBLE}))+)`,
  'gu',
);
const JOINER = /[\u200c\u200d]/u;
const INVISIBLE_INSIDE = new RegExp(`[${INVISIBLE}]+`, 'gu');
const LETTER = /\p{L}/u;

/**
 * The mentions, hashtags and links of a text, in order and without overlap. Never throws.
 *
 * - A mention is @ and a username on its own: not inside a word, an email address or a domain.
 * - A hashtag is # and letters, digits or underscores of any script, with at least one letter, 50 graphemes
 *   at most. Invisible characters between them belong to its range; its `tag` keeps only joiners, its `key`
 *   none.
 * - A link is an http or https address, or a plausible bare domain, which opens with https. Punctuation at
 *   the end of a sentence and an unpaired bracket do not belong to it.
 *
 * Cost: linear in the text. Callers limit the text first (`POST_MAX_CODE_POINTS`).
 */
export function parseEntities(text: string): Entity[] {
  // Offsets are UTF-16 units until the last step, because regular expressions use these.
  const links: Entity[] = findLinks(text).map((link) => ({ type: 'link', ...link }));
  const names = [...mentions(text), ...hashtags(text)].sort((a, b) => a.start - b.start);
  return inCodePoints(text, mergeAroundLinks(links, names));
}

/** The part of `text` that an entity covers. It must be the parsed text. */
export function entityText(text: string, entity: Pick<Entity, 'start' | 'end'>): string {
  return sliceCodePoints(text, entity.start, entity.end);
}

function* mentions(text: string): Generator<Entity> {
  if (!text.includes('@')) return;
  for (const match of text.matchAll(MENTION)) {
    const name = match[1]!;
    if (!isPartOfDomain(text, match.index + 1, name)) {
      const end = match.index + match[0].length;
      yield { type: 'mention', start: match.index, end, username: name.toLowerCase() };
    }
  }
}

function isPartOfDomain(text: string, start: number, name: string): boolean {
  if (text[start + name.length] !== '.') return false;
  HOST_RUN.lastIndex = start;
  const host = HOST_RUN.exec(text)?.[0].replace(/[.-]+$/, '') ?? '';
  return host.length > name.length && host.length <= HOST_MAX && isBareDomain(host);
}

function* hashtags(text: string): Generator<Entity> {
  if (!text.includes('#')) return;
  for (const match of text.matchAll(HASHTAG)) {
    const tag = visibleTag(match[1]!);
    const key = hashtagKey(tag);
    if (!LETTER.test(key) || graphemeCount(tag) > HASHTAG_MAX_GRAPHEMES) continue;
    yield { type: 'hashtag', start: match.index, end: match.index + match[0].length, tag, key };
  }
}

/**
 * A tag for display: of the invisible characters, only the joiners stay that Persian and Indic scripts need.
 */
function visibleTag(tag: string): string {
  return tag.replace(INVISIBLE_INSIDE, (run) => JOINER.exec(run)?.[0] ?? '');
}

/** Merges two lists, each in order and without overlap. Where they overlap, the link stays. */
function mergeAroundLinks(links: Entity[], names: Entity[]): Entity[] {
  const merged: Entity[] = [];
  let next = 0;
  for (const name of names) {
    while (next < links.length && links[next]!.end <= name.start) merged.push(links[next++]!);
    const link = links[next];
    if (link === undefined || name.end <= link.start) merged.push(name);
  }
  merged.push(...links.slice(next));
  return merged;
}

/** Converts UTF-16 offsets to code points, in one pass over the text. */
function inCodePoints(text: string, entities: Entity[]): Entity[] {
  let unit = 0;
  let count = 0;
  const codePointsBefore = (target: number): number => {
    while (unit < target) {
      unit += text.codePointAt(unit)! > 0xffff ? 2 : 1;
      count += 1;
    }
    return count;
  };
  return entities.map((entity) => {
    const start = codePointsBefore(entity.start);
    return { ...entity, start, end: codePointsBefore(entity.end) };
  });
}
