import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { type PageQuery, readCursor, toPage } from '../../../platform/page.ts';
import { type Relation, relations, requireConnectionsVisible } from '../../social/index.ts';
import type { FamiliarFollowers, ListedMember, MemberPage } from '../schemas.ts';
import { findFamiliarFollowers, type ListName, listRows } from './queries.ts';

const noRelation: Relation = {
  following: false,
  followedBy: false,
  requested: false,
  blocking: false,
  muting: false,
  repostsHidden: false,
};

/** One page of a list of members. Two queries, whatever its length. */
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

const FAMILIAR_SHOWN = 3;

/**
 * The followers of a member whom the viewer follows: some of them, and their number.
 * @throws Problem 404 `member_not_found`; 403 `private_account` unless the viewer follows it
 */
export async function familiarFollowers(
  ctx: Context,
  viewer: Viewer,
  id: string,
): Promise<FamiliarFollowers> {
  await requireConnectionsVisible(ctx, viewer, id);
  return findFamiliarFollowers(ctx.db, viewer, id, FAMILIAR_SHOWN);
}

/**
 * A member's followers or followees, newest first.
 * @throws Problem 404 `member_not_found`; 403 `private_account` unless the viewer follows it
 */
export async function connections(
  ctx: Context,
  viewer: Viewer,
  name: 'followers' | 'following',
  id: string,
  query: PageQuery,
): Promise<MemberPage> {
  await requireConnectionsVisible(ctx, viewer, id);
  return page(ctx, viewer, name, id, query);
}

/** The viewer's own lists: follow requests, blocks, mutes. */
export const ownList = (
  ctx: Context,
  viewer: Viewer,
  name: 'requests' | 'blocks' | 'mutes',
  query: PageQuery,
): Promise<MemberPage> => page(ctx, viewer, name, viewer.id, query);
