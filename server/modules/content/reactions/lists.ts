import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { type PageQuery, readCursor, toPage } from '../../../platform/page.ts';
import type { MemberPage } from '../../profiles/index.ts';
import { memberNotFound, relations } from '../../social/index.ts';
import { likesPrivate, postNotFound } from '../problems.ts';
import { presentPosts } from '../reading/present.ts';
import { findAuthor } from '../reading/queries.ts';
import type { PostPage } from '../schemas.ts';
import {
  canSeeLikes,
  findQuotesBefore,
  findReactedPosts,
  findReactingMembers,
  findVisiblePost,
} from './queries.ts';

async function assertPostVisible(ctx: Context, viewer: Viewer, postId: string): Promise<void> {
  if ((await findVisiblePost(ctx.db, viewer, postId)) === undefined) throw postNotFound();
}

/**
 * The members who like or have reposted a post, newest first. Members whose public posts the viewer may not
 * see are left out, so the list may be shorter than the count.
 * @throws Problem 404 `post_not_found`, 400 `invalid_cursor`
 */
export async function listReactingMembers(
  ctx: Context,
  viewer: Viewer,
  kind: 'like' | 'repost',
  postId: string,
  { limit, cursor }: PageQuery,
): Promise<MemberPage> {
  const before = readCursor(cursor);
  await assertPostVisible(ctx, viewer, postId);
  const rows = await findReactingMembers(ctx.db, viewer, kind, postId, { before, take: limit + 1 });
  const { items, nextCursor } = toPage(rows, limit, (row) => row.reactionId);
  const relationById = await relations(
    ctx,
    viewer,
    items.map(({ id }) => id),
  );
  return {
    items: items.flatMap(({ reactionId: _reactionId, ...card }) => {
      const relation = relationById.get(card.id);
      return relation === undefined ? [] : [{ ...card, viewer: relation }];
    }),
    nextCursor,
  };
}

/**
 * The posts that quote a post, newest first.
 * @throws Problem 404 `post_not_found`, 400 `invalid_cursor`
 */
export async function listQuotes(
  ctx: Context,
  viewer: Viewer,
  postId: string,
  { limit, cursor }: PageQuery,
): Promise<PostPage> {
  const before = readCursor(cursor);
  await assertPostVisible(ctx, viewer, postId);
  const ids = await findQuotesBefore(ctx.db, viewer, postId, { before, take: limit + 1 });
  const { items, nextCursor } = toPage(ids, limit, (id) => id);
  return { items: await presentPosts(ctx, viewer, items), nextCursor };
}

/**
 * The viewer's bookmarks, newest first. Posts that they may no longer see are left out. @throws Problem 400
 * `invalid_cursor`
 */
export const listBookmarks = (ctx: Context, viewer: Viewer, query: PageQuery): Promise<PostPage> =>
  listReactedPosts(ctx, viewer, 'bookmark', viewer.id, query);

/**
 * The posts that a member likes, the newest like first. Others see the list only if that member shows it.
 * @param member  id or username
 * @throws Problem 404 `member_not_found`, 403 `likes_private`, 400 `invalid_cursor`
 */
export async function listLikedPosts(
  ctx: Context,
  viewer: Viewer,
  member: string,
  query: PageQuery,
): Promise<PostPage> {
  const userId = await findAuthor(ctx.db, viewer, member);
  if (userId === undefined) throw memberNotFound();
  if (!(await canSeeLikes(ctx.db, viewer, userId))) throw likesPrivate();
  return listReactedPosts(ctx, viewer, 'like', userId, query);
}

async function listReactedPosts(
  ctx: Context,
  viewer: Viewer,
  kind: 'like' | 'bookmark',
  userId: string,
  { limit, cursor }: PageQuery,
): Promise<PostPage> {
  const before = readCursor(cursor);
  const rows = await findReactedPosts(ctx.db, viewer, kind, userId, { before, take: limit + 1 });
  const { items, nextCursor } = toPage(rows, limit, (row) => row.reactionId);
  const ids = items.map(({ id }) => id);
  return { items: await presentPosts(ctx, viewer, ids), nextCursor };
}
