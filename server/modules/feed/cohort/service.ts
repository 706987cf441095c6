import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { getPool } from '../pool/cache.ts';
import { takeNextPosts } from '../ranking/pages.ts';
import {
  copyValues,
  createScale,
  EMPTY_SCALE,
  rankCandidates,
  type ScoredCandidate,
} from '../ranking/rank.ts';
import { explainPosts } from '../ranking/reasons.ts';
import { createSession } from '../ranking/sessions.ts';
import { cohort, FEW_FOLLOWS, language, recency } from '../ranking/signals.ts';
import type { HomeEntry } from '../schemas.ts';
import { findCohortFacts } from './queries.ts';

/** Maximum number of posts that fill a short home. */
const MAX_POSTS = 20;
/** A home with fewer posts of its own is filled however many members the viewer follows: these may not post yet. */
const FEW_POSTS = 10;
const SIGNALS = ['cohort', 'language', 'popularity', 'recency', 'newcomer'];
const WEIGHTS = { cohort: 1.5, language: 0.5, popularity: 0.7, recency: 0.5, newcomer: 2, diversity: 1 };

/**
 * Posts of the viewer's department, year, university and language, for a home that is short because the
 * viewer follows fewer than five active members or because these have written fewer than ten posts; none for
 * other viewers. Each post is marked and has a reason.
 *
 * Cost: one query for a viewer whose home ends on its first page; if it is filled also a sort of some hundred
 * posts in memory and a page of posts.
 * @param shown  all posts of home itself
 */
export async function loadCohortPosts(
  ctx: Context,
  viewer: Viewer,
  shown: ReadonlySet<string>,
  take: number,
): Promise<HomeEntry[]> {
  const [facts] = await findCohortFacts(ctx.db, { id: viewer.id });
  if (facts === undefined || (facts.follows >= FEW_FOLLOWS && shown.size >= FEW_POSTS)) return [];
  const now = ctx.clock().getTime();
  const { posts, byId } = await getPool(ctx, viewer.universityId);
  const candidates = posts
    .filter((post) => post.isSameUniversity && post.authorId !== viewer.id && !shown.has(post.id))
    .map(
      (post): ScoredCandidate => ({
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
  const scale = createScale(SIGNALS, WEIGHTS);
  const session =
    facts.ranking === false
      ? createSession(
          EMPTY_SCALE,
          candidates.map(({ id }) => ({ id, values: [] })),
        )
      : createSession(scale, rankCandidates(scale, candidates, copyValues, 2 * MAX_POSTS));
  const sessionPosts = await takeNextPosts(ctx, viewer, session, {
    limit: Math.min(take, MAX_POSTS),
    mutesWords: facts.mutesWords,
  });
  const people = new Map(sessionPosts.map(({ id }) => [id, byId.get(id)?.people ?? 0]));
  const explainedPosts = await explainPosts(ctx, viewer, sessionPosts, { people, hashtags: new Map() });
  return explainedPosts.map((post) => ({
    ...post,
    entryId: post.id,
    repostedBy: null,
    followedHashtag: null,
    source: 'cohort',
  }));
}
