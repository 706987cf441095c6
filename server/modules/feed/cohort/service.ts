import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { idTime } from '../../../platform/id.ts';
import { getPool, type PooledPost } from '../pool/cache.ts';
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
import { cohort, FEW_FOLLOWS, language, newcomer, popularity, recency } from '../ranking/signals.ts';
import type { HomeEntry } from '../schemas.ts';
import { findCohortFacts, findNewPosts } from './queries.ts';

/** Maximum number of posts that fill a short home. */
const MAX_POSTS = 20;
/** A home with fewer posts of its own is filled however many members the viewer follows: these may not post yet. */
const FEW_POSTS = 10;
/** What the ranking of a post needs. */
type CohortPost = Pick<
  PooledPost,
  | 'id'
  | 'authorId'
  | 'at'
  | 'isSameUniversity'
  | 'department'
  | 'graduationYear'
  | 'language'
  | 'popularity'
  | 'newcomer'
>;
const SIGNALS = ['cohort', 'language', 'popularity', 'recency', 'newcomer'];
const WEIGHTS = { cohort: 1.5, language: 0.5, popularity: 0.7, recency: 0.5, newcomer: 2, diversity: 1 };

/**
 * Posts of the viewer's department, year, university and language, for a home that is short because the
 * viewer follows fewer than five active members or because these have written fewer than ten posts; none for
 * other viewers. Each post is marked and has a reason.
 *
 * Cost: one query for a viewer whose home ends on its first page; if it is filled also a sort of some hundred
 * posts in memory and a page of posts, and on a quiet campus a look-up of the newest posts.
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
  const pooled = posts.filter((post) => post.isSameUniversity);
  // On a quiet campus a new post must not wait some minutes for the next pool.
  const newPosts = pooled.length < MAX_POSTS ? await findUnpooledPosts(ctx, viewer, byId) : [];
  const candidates = [...newPosts, ...pooled]
    .filter(({ id, authorId }) => authorId !== viewer.id && !shown.has(id))
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
          candidates.map(({ id }) => ({ id, values: [] })).sort((a, b) => (a.id < b.id ? 1 : -1)),
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

/** Posts of the viewer's university that are not in the pool yet, in its form. Nobody has taken part in them. */
async function findUnpooledPosts(
  ctx: Context,
  { id, universityId }: Viewer,
  pooled: ReadonlyMap<string, unknown>,
): Promise<CohortPost[]> {
  const rows = await findNewPosts(ctx.db, { id, universityId });
  return rows
    .filter((row) => !pooled.has(row.id))
    .map(({ authorStanding, ...row }) => ({
      ...row,
      at: idTime(row.id),
      isSameUniversity: true,
      popularity: popularity(0, 0),
      newcomer: newcomer(authorStanding, 0),
    }));
}
