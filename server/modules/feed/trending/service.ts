import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { auth } from '../../auth/index.ts';
import { mutedMatcher, mutedTagMatcher, presentPosts } from '../../content/index.ts';
import { computedAt, EVERYWHERE, findHashtagTrends, findPostTrends } from './queries.ts';
import type { Trending, TrendingQuery } from './schemas.ts';

/**
 * The trends of the last run of the job, without what the viewer may not see or has muted.
 *
 * Cost: three look-ups of at most 30 rows, and a page of posts.
 * @throws Problem 403 `feature_off`
 */
export async function getTrending(
  ctx: Context,
  viewer: Viewer,
  { scope, limit }: TrendingQuery,
): Promise<Trending> {
  await auth.requireFeature(ctx, 'trends');
  const scopeId = scope === 'all' ? EVERYWHERE : viewer.universityId;
  const [at, hashtags, postTrends, isMuted, isTagMuted] = await Promise.all([
    computedAt(ctx.db, scopeId),
    findHashtagTrends(ctx.db, scopeId),
    findPostTrends(ctx.db, viewer, scopeId),
    mutedMatcher(ctx, viewer, 'home'),
    mutedTagMatcher(ctx, viewer),
  ]);
  const byId = new Map(postTrends.map((post) => [post.id, post]));
  const posts = await presentPosts(ctx, viewer, [...byId.keys()]);
  return {
    scope,
    computedAt: at?.toISOString() ?? null,
    hashtags: hashtags
      .filter(({ tag }) => !isTagMuted?.(tag))
      .slice(0, limit)
      .map(({ tag, uses, people, score, history }) => ({ tag, uses, people, score, history })),
    posts: posts
      .filter((post) => !isMuted?.(post))
      .slice(0, limit)
      .flatMap((post) => {
        const found = byId.get(post.id);
        if (found === undefined) return [];
        return [{ ...post, reason: { kind: 'rising' as const, people: found.people }, score: found.score }];
      }),
  };
}
