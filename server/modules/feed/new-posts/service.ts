import type { Context } from '../../../platform/context.ts';
import { type HomeViewer, findNewHomePosts as rows } from './queries.ts';

/**
 * Which of these posts are new in which viewers' home, newest first, for viewers with home open. One query.
 * @returns post ids by member; members without new posts have no entry
 */
export async function findNewHomePosts(
  ctx: Context,
  viewers: readonly HomeViewer[],
  postIds: readonly string[],
): Promise<Map<string, string[]>> {
  const byMember = new Map<string, string[]>();
  if (viewers.length === 0 || postIds.length === 0) return byMember;
  for (const { memberId, postId } of await rows(ctx.db, viewers, postIds)) {
    const ids = byMember.get(memberId);
    if (ids) ids.push(postId);
    else byMember.set(memberId, [postId]);
  }
  return byMember;
}
