import { fold, hashtagKey } from '@chitlaq/text';
import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import type { ListedMember } from '../profiles/index.ts';
import { admitting, relations } from '../social/index.ts';
import { decodePeopleCursor, encodePeopleCursor, type PeopleCursor, startCursor } from './people-cursor.ts';
import {
  type FoundMember,
  findFirstMembers,
  findFollowedByPrefix,
  findHashtagsByPrefix,
  findMembersAfter,
  findMembersByName,
  findOwnHashtags,
  MAX_RANKED,
  reloadMembers,
} from './queries.ts';
import type {
  Completions,
  FoundHashtags,
  FoundMembers,
  PeopleSearchQuery,
  SearchQuery,
  Suggestions,
} from './schemas.ts';

/** Suggestions of each kind, while typing. */
const MAX_SUGGESTED = 5;

/** The name to search for: without the @ of a handle, folded, with single spaces. */
const normalizeName = (input: string): string => fold(input.replace(/^@/, '')).replace(/\s+/g, ' ').trim();

/**
 * Members by name or username: the fifty best, and then all others of the 500 nearest names, the nearest
 * first. Two queries; one more when a page passes the end of the best.
 *
 * @throws Problem 400 `invalid_cursor`
 */
export async function findMembers(
  ctx: Context,
  viewer: Viewer,
  { q, limit, cursor }: PeopleSearchQuery,
): Promise<FoundMembers> {
  const word = normalizeName(q);
  if (word === '') return { items: [], nextCursor: null };
  const findBelow = (lastShown: PeopleCursor, take: number) =>
    findMembersAfter(ctx.db, viewer, word, { ...lastShown, take });
  if (cursor === undefined) {
    const { items, ranked } = await findFirstMembers(ctx.db, viewer, word, limit);
    const firstPosition = { ...startCursor(ranked), listedCount: items.length };
    const hasMore =
      items.length < ranked.length ||
      (ranked.length === MAX_RANKED && (await findBelow(firstPosition, 1)).length > 0);
    return {
      items: await addRelations(ctx, viewer, items),
      nextCursor: hasMore ? encodePeopleCursor(firstPosition) : null,
    };
  }
  const position = decodePeopleCursor(cursor);
  const best = position.ranked.slice(position.listedCount, position.listedCount + limit);
  const others = await findBelow(position, limit - best.length + 1);
  const page = others.slice(0, limit - best.length);
  const last = page.at(-1);
  const next = {
    ...position,
    listedCount: position.listedCount + best.length,
    ...(last ? { match: last.match, after: last.id } : {}),
  };
  const hasNextPage = next.listedCount < position.ranked.length || others.length > page.length;
  const cards = best.length > 0 ? await reloadMembers(ctx.db, viewer, best) : [];
  return {
    items: await addRelations(ctx, viewer, [...cards, ...page]),
    nextCursor: hasNextPage ? encodePeopleCursor(next) : null,
  };
}

/** Adds the viewer's relation to members. */
async function addRelations(
  ctx: Context,
  viewer: Viewer,
  found: readonly FoundMember[],
): Promise<ListedMember[]> {
  const relationById = await relations(
    ctx,
    viewer,
    found.map(({ id }) => id),
  );
  return found.flatMap((member) => {
    const relation = relationById.get(member.id);
    return relation ? [{ ...member, viewer: relation }] : [];
  });
}

/** Hashtags with a prefix. One query. */
export async function findHashtags(
  ctx: Context,
  viewer: Viewer,
  { q, limit }: SearchQuery,
): Promise<FoundHashtags> {
  const key = hashtagKey(q.replace(/^#/, '').trim());
  return {
    items: key === '' ? [] : await findHashtagsByPrefix(ctx.db, viewer, key, limit),
    nextCursor: null,
  };
}

/**
 * A few of each kind while typing; `@` and `#` restrict to one kind. Two concurrent queries, and one more if
 * there are members.
 */
export async function suggest(ctx: Context, viewer: Viewer, q: string): Promise<Suggestions> {
  const word = normalizeName(q);
  const key = hashtagKey(q.replace(/^#/, '').trim());
  const [members, hashtags] = await Promise.all([
    q.startsWith('#') || word === '' ? [] : findMembersByName(ctx.db, viewer, word, MAX_SUGGESTED),
    q.startsWith('@') || key === '' ? [] : findHashtagsByPrefix(ctx.db, viewer, key, MAX_SUGGESTED),
  ]);
  return {
    users: members.length === 0 ? [] : await addRelations(ctx, viewer, members),
    hashtags,
  };
}

/** Completions while writing. */
const MAX_COMPLETED = 8;

/**
 * Completes a mention (`@`) or a hashtag (`#`) while writing. Members whom the viewer follows come first, then
 * the search; hashtags that the viewer has used come first. An empty prefix gives only those. Two concurrent
 * queries.
 */
export async function complete(ctx: Context, viewer: Viewer, q: string): Promise<Completions> {
  if (q.startsWith('#')) {
    const key = hashtagKey(q.slice(1).trim());
    const [own, others] = await Promise.all([
      findOwnHashtags(ctx.db, viewer, key, MAX_COMPLETED),
      key === '' ? [] : findHashtagsByPrefix(ctx.db, viewer, key, MAX_COMPLETED),
    ]);
    return { users: [], hashtags: mergeBy(({ tag }) => hashtagKey(tag), own, others) };
  }
  const word = normalizeName(q);
  const [followed, others] = await Promise.all([
    findFollowedByPrefix(ctx.db, viewer, word, MAX_COMPLETED),
    word === '' ? [] : findMembersByName(ctx.db, viewer, word, MAX_COMPLETED),
  ]);
  const members = mergeBy(({ id }) => id, followed, others).filter(({ id }) => id !== viewer.id);
  const mentionable = await admitting(
    ctx,
    'mention',
    viewer.id,
    members.map(({ id }) => id),
  );
  return {
    users: members.map(({ id, username, displayName, avatarUrl, university, universityTr, official }) => ({
      id,
      username,
      displayName,
      avatarUrl,
      university,
      universityTr,
      official,
      mentionable: mentionable.has(id),
    })),
    hashtags: [],
  };
}

/** The first items of two lists, each item once. */
const mergeBy = <Item>(keyOf: (item: Item) => string, first: Item[], second: Item[]): Item[] => {
  const byKey = new Map<string, Item>();
  for (const item of [...first, ...second]) if (!byKey.has(keyOf(item))) byKey.set(keyOf(item), item);
  return [...byKey.values()].slice(0, MAX_COMPLETED);
};
