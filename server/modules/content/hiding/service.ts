import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { clearStoredResponse } from '../../../platform/idempotency.ts';
import { auth } from '../../auth/index.ts';
import { media } from '../../media/index.ts';
import { decrementPostCount, incrementPostCounts, lockPostCount } from '../../profiles/index.ts';
import { MAX_PINS } from '../pins/service.ts';
import { postNotFound } from '../problems.ts';
import {
  adjustReferenceCounts,
  eraseTombstone,
  findExistingPost,
  lockPosts,
  type PostToDelete,
} from '../queries.ts';
import {
  findHiddenPost,
  type HiddenPost,
  hidePostRow,
  setEraseAt,
  takeDuePost,
  unhidePostRow,
} from './queries.ts';

/** How long a post that moderators removed can come back. Its author may appeal as long. */
export const HELD_MS = 30 * 86_400_000;

const referencesOf = (post: HiddenPost): string[] =>
  [post.id, post.replyToId, post.quoteOfId].filter((id) => id !== null);

/**
 * Removes a post by a decision of moderators, in the caller's transaction: a tombstone for everybody, as if it were deleted. It can
 * come back for 30 days.
 * @throws Problem 404 `post_not_found`, also if it is deleted already; 403 `forbidden`
 */
export async function hidePost(tx: Context, viewer: Viewer, postId: string, origin: Origin): Promise<void> {
  const post = await findExistingPost(tx.db, postId);
  if (post === undefined || !(await makeTombstone(tx, post, new Date(tx.clock().getTime() + HELD_MS))))
    throw postNotFound();
  await auth.audit(tx, {
    event: 'post_deleted_by_moderator',
    actorId: viewer.id,
    permission: 'reports.resolve',
    subject: { type: 'post', id: post.id },
    origin,
    details: { authorId: post.authorId },
  });
  await tx.emit('content.hidden', { postId: post.id, authorId: post.authorId });
}

/**
 * Hides a post because of an automatic rule, in the caller's transaction, until somebody decides about it.
 * @returns false if it is deleted or hidden already
 */
export async function holdPost(tx: Context, postId: string): Promise<boolean> {
  const post = await findExistingPost(tx.db, postId);
  if (post === undefined || !(await makeTombstone(tx, post, null))) return false;
  await tx.emit('content.hidden', { postId: post.id, authorId: post.authorId });
  return true;
}

/** @returns false if it was deleted meanwhile */
async function makeTombstone(tx: Context, post: PostToDelete, eraseAt: Date | null): Promise<boolean> {
  await lockPosts(tx.db, referencesOf(post));
  await lockPostCount(tx.db, post.authorId);
  if (!(await hidePostRow(tx.db, post.id, tx.clock(), eraseAt))) return false;
  await decrementPostCount(tx.db, post.authorId);
  await clearStoredResponse(tx, post.authorId, post.id);
  await adjustReferenceCounts(tx.db, [post], -1);
  await media.hide(tx, { type: 'post', id: post.id });
  return true;
}

/**
 * Brings a hidden post back, in the caller's transaction, with its files, replies and reactions, and its pin if a place is free.
 * @returns false if it was erased meanwhile, or is not hidden
 */
export async function unhidePost(tx: Context, postId: string): Promise<boolean> {
  const post = await findHiddenPost(tx.db, postId);
  if (post === undefined) return false;
  await lockPosts(tx.db, referencesOf(post));
  await incrementPostCounts(tx.db, [post.authorId], { waitsForLocks: true });
  if (!(await unhidePostRow(tx.db, postId, MAX_PINS))) {
    await decrementPostCount(tx.db, post.authorId);
    return false;
  }
  await adjustReferenceCounts(tx.db, [post], 1);
  await media.unhide(tx, { type: 'post', id: postId });
  await tx.emit('content.unhidden', { postId, authorId: post.authorId });
  return true;
}

/** While an appeal is open, a hidden post is not erased. @returns false if it is gone */
export const keepHiddenPost = (tx: Context, postId: string): Promise<boolean> =>
  setEraseAt(tx.db, postId, null);

/** A hidden post that will not come back is erased by the next job. */
export const releaseHiddenPost = (tx: Context, postId: string): Promise<boolean> =>
  setEraseAt(tx.db, postId, tx.clock());

/** A held post that somebody removed is erased in 30 days. @returns false if it is not hidden */
export const eraseHiddenLater = (tx: Context, postId: string): Promise<boolean> =>
  setEraseAt(tx.db, postId, new Date(tx.clock().getTime() + HELD_MS));

/** Job: erases what is left of hidden posts whose time is over, one transaction for each. */
export async function eraseHiddenPosts(ctx: Context): Promise<void> {
  for (;;) {
    const isErased = await ctx.transaction(async (tx) => {
      const post = await takeDuePost(tx.db, tx.clock());
      if (post === undefined) return false;
      await eraseTombstone(tx.db, post.id);
      await media.erase(tx, { type: 'post', id: post.id });
      await media.eraseLinkPictures(tx, [post.id]);
      await tx.emit('content.deleted', { postId: post.id, authorId: post.authorId });
      return true;
    });
    if (!isErased) return;
  }
}
