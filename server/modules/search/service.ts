import { fold, hashtagKey } from '@chitlaq/text';
import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { type ListedMember, relations } from '../social/index.ts';
import { type FoundMember, hashtagsBeginning, membersNamed } from './queries.ts';
import type { FoundHashtags, FoundMembers, SearchQuery, Suggestions } from './schemas.ts';

/** Of each kind, while one types. */
const SUGGESTED = 5;

/** What is looked for when somebody types this: without the sign of a handle, in one spelling, single spaces. */
const wordOf = (typed: string): string => fold(typed.replace(/^@/, '')).replace(/\s+/g, ' ').trim();

/** Members by name or username, the best first. Two queries. */
export async function findMembers(
  ctx: Context,
  viewer: Viewer,
  { q, limit }: SearchQuery,
): Promise<FoundMembers> {
  const word = wordOf(q);
  const found = word === '' ? [] : await membersNamed(ctx.db, viewer, word, limit);
  return { items: await listed(ctx, viewer, found), nextCursor: null };
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
