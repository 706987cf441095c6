import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { runIdempotent } from '../../platform/idempotency.ts';
import { postNotFound } from './problems.ts';
import { presentPosts } from './reading/present.ts';
import type { Post } from './schemas.ts';

/**
 * Publishes once for a member and an Idempotency-Key. Only the id is stored for a retry, and the post is read
 * again: the post that it quotes may have been deleted, narrowed or hidden by a block since then.
 *
 * @param request  what identifies the request: the same key with another request is refused
 * @throws Problem as `runIdempotent` and `work`
 */
export async function publishOnce(
  ctx: Context,
  viewer: Viewer,
  key: string | undefined,
  request: unknown,
  work: (tx: Context) => Promise<Post>,
): Promise<Post> {
  let published: Post | undefined;
  const { id } = await runIdempotent(ctx, viewer.id, key, request, async (tx) => {
    published = await work(tx);
    return { id: published.id };
  });
  // A transaction that is retried may find that another request was first.
  return published?.id === id ? published : rereadPost(ctx, viewer, id);
}

/**
 * A post that an earlier request published, as it is now.
 * @throws Problem 404 `post_not_found`
 */
export async function rereadPost(ctx: Context, viewer: Viewer, id: string): Promise<Post> {
  const [post] = await presentPosts(ctx, viewer, [id]);
  if (post === undefined) throw postNotFound();
  return post;
}
