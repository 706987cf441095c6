import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { postNotFound, repostNotAllowed, tooManyReactions } from '../problems.ts';
import {
  deleteReaction,
  findReactionState,
  findVisiblePost,
  insertReaction,
  type ReactionStateRow,
  type ReactionTarget,
} from './queries.ts';
import type { ReactionKind, ReactionState } from './schemas.ts';

/** Reactions per member and window: more than a person needs, fewer than a script would make. */
const RATE_LIMIT = { reactions: 600, windowSeconds: 600 };

/**
 * Likes, reposts or bookmarks a post. Idempotent.
 *
 * @throws Problem 404 `post_not_found`, 403 `repost_not_allowed`, 429 `too_many_reactions`
 */
export async function react(
  ctx: Context,
  viewer: Viewer,
  kind: ReactionKind,
  postId: string,
): Promise<ReactionState> {
  await enforceRateLimit(ctx, viewer);
  const assertAllowed = kind === 'repost' ? assertRepostAllowed : undefined;
  return applyReaction(ctx, viewer, postId, assertAllowed, async (tx, post) => {
    const id = await insertReaction(tx.db, kind, post.id, viewer.id);
    if (id === undefined) return;
    const payload = { postId: post.id, authorId: post.authorId, userId: viewer.id };
    if (kind === 'like') await tx.emit('content.liked', payload);
    if (kind === 'repost') await tx.emit('content.reposted', { ...payload, repostId: id });
  });
}

/**
 * Removes a like, repost or bookmark. Idempotent.
 * @throws Problem 404 `post_not_found`
 */
export function unreact(
  ctx: Context,
  viewer: Viewer,
  kind: ReactionKind,
  postId: string,
): Promise<ReactionState> {
  return applyReaction(ctx, viewer, postId, undefined, async (tx, post) => {
    const id = await deleteReaction(tx.db, kind, post.id, viewer.id);
    if (id === undefined) return;
    if (kind !== 'repost') return;
    const { id: postId, authorId } = post;
    await tx.emit('content.unreposted', { postId, authorId, userId: viewer.id, repostId: id });
  });
}

/**
 * Reads the post again after writing the row, so that a concurrent deletion, block or narrowing counts. By
 * the foreign key of the row, a deletion and a reaction wait for each other.
 */
function applyReaction(
  ctx: Context,
  viewer: Viewer,
  postId: string,
  assertAllowed: ((viewer: Viewer, post: ReactionStateRow) => void) | undefined,
  write: (tx: Context, post: ReactionTarget) => Promise<void>,
): Promise<ReactionState> {
  return ctx.transaction(async (tx) => {
    const post = await findVisiblePost(tx.db, viewer, postId);
    if (post === undefined) throw postNotFound();
    await write(tx, post);
    const row = await findReactionState(tx.db, viewer, postId);
    if (row === undefined) throw postNotFound();
    assertAllowed?.(viewer, row);
    const { likeCount, repostCount, liked, reposted, bookmarked } = row;
    return { likeCount, repostCount, viewer: { liked, reposted, bookmarked } };
  });
}

/** Only the author may repost a post for followers. */
function assertRepostAllowed(viewer: Viewer, post: ReactionStateRow): void {
  if (post.authorId === viewer.id) return;
  if (post.visibility === 'followers' || post.authorIsPrivate) throw repostNotAllowed();
}

async function enforceRateLimit(ctx: Context, viewer: Viewer): Promise<void> {
  if (!ctx.config.rateLimits) return;
  const { count, resetsInMs } = await ctx.cache.increment(
    `content.reactions:${viewer.id}`,
    RATE_LIMIT.windowSeconds,
  );
  if (count > RATE_LIMIT.reactions) throw tooManyReactions(Math.ceil(resetsInMs / 1000));
}
