import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { lockPostCount } from '../../profiles/index.ts';
import { lockVisiblePost } from '../editing/queries.ts';
import { postNotFound } from '../problems.ts';
import { pinNotAllowed, tooManyPins } from './problems.ts';
import { findPins, pinPost, unpinPost } from './queries.ts';
import type { PinState } from './schemas.ts';

export const MAX_PINS = 3;

/**
 * Pins the viewer's own post to the top of their profile; the last pinned comes first. Idempotent.
 * @throws Problem 404 `post_not_found`; 403 `not_your_post`; 422 `too_many_pins`
 */
export function pin(ctx: Context, viewer: Viewer, postId: string): Promise<PinState> {
  return ctx.transaction(async (tx) => {
    await lockOwnPost(tx, viewer, postId);
    // Serialises changes of a member's pins. Lock order: after the posts.
    await lockPostCount(tx.db, viewer.id);
    const pins = await findPins(tx.db, viewer.id);
    if (!pins.includes(postId)) {
      if (pins.length >= MAX_PINS) throw tooManyPins(MAX_PINS);
      await pinPost(tx.db, postId, tx.clock());
    }
    return { pinned: true };
  });
}

/**
 * Unpins a post. It stays at its usual position in the profile. Idempotent.
 * @throws Problem 404 `post_not_found`; 403 `not_your_post`
 */
export function unpin(ctx: Context, viewer: Viewer, postId: string): Promise<PinState> {
  return ctx.transaction(async (tx) => {
    await lockOwnPost(tx, viewer, postId);
    await unpinPost(tx.db, postId);
    return { pinned: false };
  });
}

async function lockOwnPost(tx: Context, viewer: Viewer, postId: string): Promise<void> {
  const post = await lockVisiblePost(tx.db, viewer, postId);
  if (post === undefined) throw postNotFound();
  if (post.authorId !== viewer.id) throw pinNotAllowed();
}
