import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { poolFor } from '../pool/memory.ts';
import { asValued, NO_SCALE, order, scaleOf, type Valued } from '../ranking/order.ts';
import { nextPosts } from '../ranking/pages.ts';
import { withReasons } from '../ranking/reasons.ts';
import { begin } from '../ranking/sessions.ts';
import { cohort, FEW_FOLLOWS, language, recency } from '../ranking/signals.ts';
import type { HomeEntry } from '../schemas.ts';
import { cohortFacts } from './queries.ts';

/** So many posts fill a short home at most. */
const MOST = 20;
const SIGNALS = ['cohort', 'language', 'popularity', 'recency', 'newcomer'];
const WEIGHTS = { cohort: 1.5, language: 0.5, popularity: 0.7, recency: 0.5, newcomer: 2, diversity: 1 };

/**
 * Posts of the reader's department, year, university and language, for a home that is short because they follow fewer than
 * five members; nothing for others. Each says that it was not asked for, and why it is there.
 *
 * Cost: one look-up for anybody with a short home; for the new a sort of some hundred posts from memory and a page of posts.
 * @param shown  posts that are at home already
 */
export async function fromCohort(
  ctx: Context,
  viewer: Viewer,
  shown: ReadonlySet<string>,
  take: number,
): Promise<HomeEntry[]> {
  const [facts] = await cohortFacts(ctx.db, { id: viewer.id });
  if (facts === undefined || facts.follows >= FEW_FOLLOWS) return [];
  const now = ctx.clock().getTime();
  const { posts, byId } = await poolFor(ctx, viewer.universityId);
  const candidates = posts
    .filter((post) => post.isOfUniversity && post.authorId !== viewer.id && !shown.has(post.id))
    .map(
      (post): Valued => ({
        id: post.id,
        authorId: post.authorId,
        values: [
          cohort(facts, post),
          language(facts.language, post.language),
          post.popularity,
          recency(now - post.at),
          post.newcomer,
        ],
      }),
    );
  const scale = scaleOf(SIGNALS, WEIGHTS);
  const session =
    facts.ranking === false
      ? begin(
          NO_SCALE,
          candidates.map(({ id }) => ({ id, values: [] })),
        )
      : begin(scale, order(scale, candidates, asValued, 2 * MOST));
  const placed = await nextPosts(ctx, viewer, session, {
    limit: Math.min(take, MOST),
    mutesWords: facts.mutesWords,
  });
  const people = new Map(placed.map(({ id }) => [id, byId.get(id)?.people ?? 0]));
  const explained = await withReasons(ctx, viewer, placed, { people, hashtags: new Map() });
  return explained.map((post) => ({
    ...post,
    entryId: post.id,
    repostedBy: null,
    followedHashtag: null,
    source: 'cohort',
  }));
}
