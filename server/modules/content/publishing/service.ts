import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { isIdempotencyKey } from '../../../platform/idempotency.ts';
import { Problem } from '../../../platform/problem.ts';
import { postNotFound } from '../problems.ts';
import type { NewPost, Post, ReplyPermission } from '../schemas.ts';
import { publishBatched } from './batcher.ts';
import { type ValidPost, validatePost } from './insert.ts';
import { findReplyPermission } from './queries.ts';
import { publishAlone, refusePollIfOff } from './transaction.ts';

/**
 * Publishes a post. Those that arrive together share one commit; a post with files or a quote has its own.
 *
 * @param key  the request's Idempotency-Key: a retry returns the post of the first request
 * @throws Problem 422 `post_too_long`, `empty_post`, `content_warning_too_long`, `visibility_too_wide`, and
 *   as `validatePoll`; 400 `forbidden_character`; 403 `reply_not_allowed`, `quote_not_allowed`, `feature_off`; 404
 *   `post_not_found` for the parent or the quoted post; 429 `too_many_posts`
 */
export async function publish(
  ctx: Context,
  viewer: Viewer,
  input: NewPost,
  key: string | undefined,
): Promise<Post> {
  const isAlone = ctx.db.isTransaction || input.quoteOfId !== undefined || (input.mediaIds?.length ?? 0) > 0;
  if (isAlone || (key !== undefined && !isIdempotencyKey(key))) return publishAlone(ctx, viewer, input, key);
  await refusePollIfOff(ctx, input);
  let post: ValidPost;
  try {
    post = validatePost(viewer, input);
  } catch (error) {
    // A key that was used for another request is refused for that first.
    if (error instanceof Problem && key !== undefined) return publishAlone(ctx, viewer, input, key);
    throw error;
  }
  return publishBatched(ctx, post, key);
}

/**
 * Whether the viewer may reply to a post now, so that the composer can say so before anything is written.
 * @throws Problem 404 `post_not_found`
 */
export async function replyPermission(
  ctx: Context,
  viewer: Viewer,
  postId: string,
): Promise<ReplyPermission> {
  const found = await findReplyPermission(ctx.db, viewer, postId, ctx.clock());
  if (found === undefined) throw postNotFound();
  return { allowed: found.isAllowed };
}
