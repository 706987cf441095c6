import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { runIdempotent } from '../../platform/idempotency.ts';
import { postNotFound } from './problems.ts';
import { presentPosts } from './reading/present.ts';
import type { Post } from './schemas.ts';

/**
 * Publishes once for a member and an Idempotency-Key. Kept for a retry is the id alone, and the post is read anew: what it quotes is somebody
 * else's, and may be deleted, narrowed or behind a block by then.
 *
 * @param request  what the key stands for
 * @throws Problem as `once` and `work`
 */
export async function publishOnce(
  ctx: Context,
  viewer: Viewer,
  key: string | undefined,
  request: unknown,
  work: (tx: Context) => Promise<Post>,
): Promise<Post> {
  let made: Post | undefined;
  const { id } = await runIdempotent(ctx, viewer.id, key, request, async (tx) => {
    made = await work(tx);
    return { id: made.id };
  });
  // A transaction that is run again may find that another request was first.
  return made?.id === id ? made : postAgain(ctx, viewer, id);
}

/**
 * A post that was made before, as it is now.
 * @throws Problem 404 `post_not_found`
 */
export async function postAgain(ctx: Context, viewer: Viewer, id: string): Promise<Post> {
  const [post] = await presentPosts(ctx, viewer, [id]);
  if (post === undefined) throw postNotFound();
  return post;
}
