import type { Context } from '../../platform/context.ts';
import { hasPermission, type Origin, type Viewer } from '../../platform/http/viewer.ts';
import { newId } from '../../platform/id.ts';
import { clearStoredResponse } from '../../platform/idempotency.ts';
import { auth } from '../auth/index.ts';
import { media } from '../media/index.ts';
import { decrementPostCount, lockPostCount } from '../profiles/index.ts';
import { hidePost } from './hiding/service.ts';
import { notYourPost, postNotFound } from './problems.ts';
import {
  adjustReferenceCounts,
  findExistingPost,
  findPostToDelete,
  lockPostKey,
  lockPosts,
  type PostToDelete,
  tombstonePost,
} from './queries.ts';

/**
 * Deletes a post: its content is deleted at once, and a tombstone stays in threads and quotes. By a moderator, it is hidden and can
 * come back.
 *
 * @param origin  where a moderator's request came from, for the audit log
 * @throws Problem 404 `post_not_found`, also if it is deleted already; 403 `not_your_post`
 */
export async function deletePost(
  ctx: Context,
  viewer: Viewer,
  postId: string,
  origin: Origin,
): Promise<void> {
  const isModerator = hasPermission(viewer, 'reports.resolve');
  await ctx.transaction(async (tx) => {
    const post = isModerator
      ? await findExistingPost(tx.db, postId)
      : await findPostToDelete(tx.db, viewer, postId);
    if (post === undefined) throw postNotFound();
    if (post.authorId !== viewer.id) {
      if (!isModerator) throw notYourPost();
      // Beyond their university, a moderator learns no more than a member.
      if (!(await auth.isCovered(tx, viewer, 'reports.resolve', post.authorId)))
        throw (await findPostToDelete(tx.db, viewer, postId)) ? notYourPost() : postNotFound();
      await hidePost(tx, viewer, post.id, origin);
      await tx.emit('content.removed_by_moderator', {
        postId: post.id,
        authorId: post.authorId,
        moderatorId: viewer.id,
        decisionId: newId(),
      });
      return;
    }

    if (!(await removePost(tx, post))) throw postNotFound();
  });
}

/**
 * Turns a post into a tombstone, with counters and event, in the caller's transaction.
 * @returns false if it was deleted meanwhile
 */
export async function removePost(tx: Context, post: PostToDelete): Promise<boolean> {
  await lockPosts(
    tx.db,
    [post.id, post.replyToId, post.quoteOfId].filter((id) => id !== null),
  );
  // Lock the counter before the key. A reply locks its author's counter first and then the thread's root by
  // foreign key; the same order here avoids a deadlock.
  await lockPostCount(tx.db, post.authorId);
  await lockPostKey(tx.db, post.id);
  if (!(await tombstonePost(tx.db, post.id, tx.clock()))) return false;
  // Only now: of two deletions at once, one is not counted.
  await decrementPostCount(tx.db, post.authorId);
  await clearStoredResponse(tx, post.authorId, post.id);
  await media.erase(tx, { type: 'post', id: post.id });
  await media.eraseLinkPictures(tx, [post.id]);
  await adjustReferenceCounts(tx.db, [post], -1);
  await tx.emit('content.deleted', { postId: post.id, authorId: post.authorId });
  return true;
}
