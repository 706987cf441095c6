import { sliceCodePoints } from './characters.ts';
import { hashtagKey } from './fold.ts';
import { graphemeCount } from './graphemes.ts';
import { INVISIBLE } from './invisible.ts';
import { findLinks, isBareDomain } from './links.ts';

// Offsets count code points of the text that was parsed; `end` is exclusive.
export type MentionEntity = { type: 'mention'; start: number; end: number; username: string };
export type HashtagEntity = { type: 'hashtag'; start: number; end: number; tag: string; key: string };
export type LinkEntity = { type: 'link'; start: number; end: number; url: string };
export type Entity = MentionEntity | HashtagEntity | LinkEntity;

const HASHTAG_MAX_GRAPHEMES = 50;

const INVISIBLE_RUN = `[${INVISIBLE}]*`;
/** What a name or a tag begins behind: no word, and not the signs that speak of an address or an entity. */
const notAfter = (signs: string) => `(?<!(?![${INVISIBLE}])[\\p{L}\\p{N}_${signs}][\\p{M}${INVISIBLE}]*)`;

// Letters are spelt out: with the flags `iu`, [a-z] would also match ſ and the Kelvin sign.
const MENTION = new RegExp(
  `${notAfter('@')}@([A-Za-z0-9_]{3,20})(?!${INVISIBLE_RUN}(?![${INVISIBLE}])[\\p{L}\\p{M}\\p{N}_@])`,
  'gu',
);

/** What could still be a host name from a mention's name on: in "@itu.edu.tr" nobody is meant. */
const HOST_MAX = 253;
const HOST_RUN = /[A-Za-z0-9.-]{1,254}/y;

// Letters with their marks, digits and underscores. Invisible characters count between these, as the joiners of Persian
// and a soft hyphen do; the marks that make an emoji of a digit do not ("#️⃣", "1️⃣").
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
 * - a mention is @ and a username that stands alone: not inside a word, an e-mail address or a domain;
 * - a hashtag is # and letters, digits or underscores of any script, at least one letter, 50 graphemes at most. It spans
 *   invisible characters between them; its `tag` has none but joiners, its `key` has none at all;
 * - a link is an http or https address, or a bare domain that is plausible as one, which opens with https.
 *   Punctuation that ends the sentence and an unpaired bracket stay outside.
 *
 * Cost: linear in the text. Callers bound the text first (`POST_MAX_CODE_POINTS`).
 */
export function parseEntities(text: string): Entity[] {
  // Offsets are UTF-16 units until the last step, because that is what regular expressions speak.
  const links: Entity[] = findLinks(text).map((link) => ({ type: 'link', ...link }));
  const names = [...mentions(text), ...hashtags(text)].sort((a, b) => a.start - b.start);
  return inCodePoints(text, mergeAroundLinks(links, names));
}

/** The part of `text` that an entity covers; the text must be the one that was parsed. */
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

/** A tag as it is shown: of what is not drawn, only the joiners stay that Persian and Indic scripts need. */
function visibleTag(tag: string): string {
  return tag.replace(INVISIBLE_INSIDE, (run) => JOINER.exec(run)?.[0] ?? '');
}

/** Both lists are in order and free of overlap in themselves; where they meet, the link stays. */
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

/** From UTF-16 units to code points, in one walk over the text. */
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
