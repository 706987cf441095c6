import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { type PageQuery, readCursor, toPage } from '../../platform/page.ts';
import { type ListName, listRows } from './lists.queries.ts';
import { memberNotFound, privateAccount } from './problems.ts';
import { findVisibleMember } from './queries.ts';
import type { ListedMember, MemberPage, Relation } from './schemas.ts';
import { relations } from './service.ts';

const noRelation: Relation = {
  following: false,
  followedBy: false,
  requested: false,
  blocking: false,
  muting: false,
  repostsHidden: false,
};

/** One page of a list of members. Two queries whatever its length. */
async function page(
  ctx: Context,
  viewer: Viewer,
  name: ListName,
  of: string,
  query: PageQuery,
): Promise<MemberPage> {
  const rows = await listRows(ctx.db, viewer, name, of, readCursor(query.cursor), query.limit + 1);
  const { items, nextCursor } = toPage(rows, query.limit, (row) => row.edgeId);
  const relationById = await relations(
    ctx,
    viewer,
    items.map((row) => row.id),
  );
  const members: ListedMember[] = items.map(({ edgeId: _edge, ...row }) => ({
    ...row,
    viewer: relationById.get(row.id) ?? noRelation,
  }));
  return { items: members, nextCursor };
}

/**
 * Who follows a member, or whom they follow, newest first.
 * @throws Problem 404 `member_not_found`; 403 `private_account` unless one follows it
 */
export async function connections(
  ctx: Context,
  viewer: Viewer,
  name: 'followers' | 'following',
  id: string,
  query: PageQuery,
): Promise<MemberPage> {
  const member = await findVisibleMember(ctx.db, viewer, id);
  if (!member) throw memberNotFound();
  if (member.isPrivate && !member.isFollowed && id !== viewer.id) throw privateAccount();
  return page(ctx, viewer, name, id, query);
}

/** One's own lists: who asks to follow, whom one blocks, whom one mutes. */
export const ownList = (
  ctx: Context,
  viewer: Viewer,
  name: 'requests' | 'blocks' | 'mutes',
  query: PageQuery,
): Promise<MemberPage> => page(ctx, viewer, name, viewer.id, query);
