import { fold, hashtagKey } from '@chitlaq/text';
import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { type ListedMember, relations } from '../social/index.ts';
import { fromTop, type PeoplePlace, readPeoplePlace, writePeoplePlace } from './people.ts';
import {
  bestNamed,
  type FoundMember,
  hashtagsBeginning,
  membersAgain,
  membersBeyond,
  membersNamed,
  RANKED,
} from './queries.ts';
import type { FoundHashtags, FoundMembers, PeopleSearchQuery, SearchQuery, Suggestions } from './schemas.ts';

/** Of each kind, while one types. */
const SUGGESTED = 5;

/** What is looked for when somebody types this: without the sign of a handle, in one spelling, single spaces. */
const wordOf = (typed: string): string => fold(typed.replace(/^@/, '')).replace(/\s+/g, ' ').trim();

/**
 * Members by name or username: the fifty best, and then all others of the 500 nearest names, the nearest first. Two queries; where one
 * comes to the end of the best, one more.
 *
 * @throws Problem 400 `invalid_cursor`
 */
export async function findMembers(
  ctx: Context,
  viewer: Viewer,
  { q, limit, cursor }: PeopleSearchQuery,
): Promise<FoundMembers> {
  const word = wordOf(q);
  if (word === '') return { items: [], nextCursor: null };
  const below = (place: PeoplePlace, take: number) => membersBeyond(ctx.db, viewer, word, { ...place, take });
  if (cursor === undefined) {
    const { items, ranked } = await bestNamed(ctx.db, viewer, word, limit);
    const place = { ...fromTop(ranked), listed: items.length };
    const isMore =
      items.length < ranked.length || (ranked.length === RANKED && (await below(place, 1)).length > 0);
    return {
      items: await listed(ctx, viewer, items),
      nextCursor: isMore ? writePeoplePlace(place) : null,
    };
  }
  const place = readPeoplePlace(cursor);
  const best = place.ranked.slice(place.listed, place.listed + limit);
  const others = await below(place, limit - best.length + 1);
  const page = others.slice(0, limit - best.length);
  const last = page.at(-1);
  const next = {
    ...place,
    listed: place.listed + best.length,
    ...(last ? { match: last.match, after: last.id } : {}),
  };
  const isMore = next.listed < place.ranked.length || others.length > page.length;
  const cards = best.length > 0 ? await membersAgain(ctx.db, viewer, best) : [];
  return {
    items: await listed(ctx, viewer, [...cards, ...page]),
    nextCursor: isMore ? writePeoplePlace(next) : null,
  };
}

/** Members with how the viewer stands to them. */
async function listed(ctx: Context, viewer: Viewer, found: readonly FoundMember[]): Promise<ListedMember[]> {
  const standing = await relations(
    ctx,
    viewer,
    found.map(({ id }) => id),
  );
  return found.flatMap((member) => {
    const relation = standing.get(member.id);
    return relation ? [{ ...member, viewer: relation }] : [];
  });
}

/** Hashtags that begin so. One query. */
export async function findHashtags(
  ctx: Context,
  viewer: Viewer,
  { q, limit }: SearchQuery,
): Promise<FoundHashtags> {
  const key = hashtagKey(q.replace(/^#/, '').trim());
  return { items: key === '' ? [] : await hashtagsBeginning(ctx.db, viewer, key, limit), nextCursor: null };
}

/** A few of each while one types; `@` and `#` ask for one kind alone. Two queries side by side, and one where there are members. */
export async function suggest(ctx: Context, viewer: Viewer, q: string): Promise<Suggestions> {
  const word = wordOf(q);
  const key = hashtagKey(q.replace(/^#/, '').trim());
  const [members, hashtags] = await Promise.all([
    q.startsWith('#') || word === '' ? [] : membersNamed(ctx.db, viewer, word, SUGGESTED),
    q.startsWith('@') || key === '' ? [] : hashtagsBeginning(ctx.db, viewer, key, SUGGESTED),
  ]);
  return {
    users: members.length === 0 ? [] : await listed(ctx, viewer, members),
    hashtags,
  };
}
