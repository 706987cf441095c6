import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { idTime } from '../../../platform/id.ts';
import type { Post } from '../../content/index.ts';
import { getPool, type Pool } from '../pool/cache.ts';
import { type SessionPost, takeNextPosts } from '../ranking/pages.ts';
import {
  copyValues,
  createScale,
  EMPTY_SCALE,
  rankCandidates,
  type ScoredCandidate,
} from '../ranking/rank.ts';
import type { RankedPage, RankedPost, RankedQuery, Reason } from '../ranking/schemas.ts';
import type { Score } from '../ranking/score.ts';
import { createSession, persistSession, resumeSession, type Session } from '../ranking/sessions.ts';
import {
  cohort,
  DEFAULT_WEIGHTS,
  FEW_FOLLOWS,
  language,
  recency,
  SAME_DEPARTMENT_POINTS,
} from '../ranking/signals.ts';
import { findLikingFollowees, findRankingFacts, type RankingRow } from './queries.ts';

const MAX_AGE_MS = 3_600_000;
const DAY_MS = 86_400_000;
const MAX_RANKED = 100;
/** Shared taste, in thousandths, that scores full points. */
const FULL_TASTE = 5_000;
/** Taste leads; popularity and the viewer's own department follow: docs/ranking.md. */
const WEIGHTS = { similar: 2, popularity: 0.7, cohort: 0.5, recency: 0.5, newcomer: 2, language: 0.3 };
const WEIGHED_SIGNALS = ['similar', 'popularity', 'cohort', 'recency', 'newcomer', 'language'];

/**
 * One page of recommended posts: what members with similar likes like; until the viewer has liked something,
 * what people around them take part in. Not by followees, and not already liked.
 *
 * Cost: as explore; a job computes the tastes, an hour old at most.
 * @throws Problem 400 `invalid_cursor`
 */
export async function recommendPosts(
  ctx: Context,
  viewer: Viewer,
  { limit, cursor }: RankedQuery,
): Promise<RankedPage> {
  const pool = await getPool(ctx, viewer.universityId);
  const resumed = await resumeSession(ctx, viewer.id, 'recommendations', cursor);
  const { session, mutesWords } = resumed
    ? { session: resumed, mutesWords: true }
    : await openSession(ctx, viewer, pool);
  const sessionPosts = await takeNextPosts(ctx, viewer, session, { limit, mutesWords });
  const [items, nextCursor] = await Promise.all([
    addReasons(ctx, viewer, sessionPosts),
    persistSession(ctx, viewer.id, 'recommendations', session),
  ]);
  return { items, nextCursor };
}

async function openSession(
  ctx: Context,
  viewer: Viewer,
  pool: Pool,
): Promise<{ session: Session; mutesWords: boolean }> {
  const now = ctx.clock().getTime();
  // A like is younger than its pool post. For other posts, the job has excluded likes older than an hour.
  const oldest = pool.posts.reduce((oldestAt, { at }) => Math.min(oldestAt, at), now - DAY_MS);
  const [facts] = await findRankingFacts(ctx.db, { id: viewer.id, since: new Date(oldest) });
  if (facts === undefined) throw new Error('a select without from gives a row');
  await refreshTastesIfStale(ctx, viewer.id, facts.tastesAt);
  return { session: rankPool(viewer, pool, facts, now), mutesWords: facts.mutesWords };
}

/** Queues a job that recomputes a member's tastes, if they are an hour old. The next read gets the result. */
export async function refreshTastesIfStale(ctx: Context, userId: string, at: Date | null): Promise<void> {
  if (at === null || ctx.clock().getTime() - at.getTime() > MAX_AGE_MS)
    await ctx.jobs.add('feed.computeTastes', { userId }, { key: `tastes:${userId}` });
}

/** A post that members with similar tastes like. */
export interface Taste {
  id: string;
  points: number;
  authorId: string;
  isSameDepartment: boolean;
}

/** Parses the text of `tastesSql`. */
export function parseTastes(row: string | null): Taste[] {
  const words = row?.split(' ') ?? [];
  const tastes: Taste[] = [];
  for (let index = 0; index + 3 < words.length; index += 4) {
    const [id = '', points, authorId = '', isSameDepartment] = words.slice(index, index + 4);
    tastes.push({ id, points: Number(points), authorId, isSameDepartment: isSameDepartment === '1' });
  }
  return tastes;
}

function rankPool(viewer: Viewer, pool: Pool, facts: RankingRow, now: number): Session {
  const tastes = new Map(parseTastes(facts.tastes).map((taste) => [taste.id, taste]));
  const followees = new Set(facts.followees?.split(' '));
  const liked = new Set(facts.liked?.split(' '));
  const similar = (id: string): number =>
    1_000 * Math.min(1, Math.sqrt((tastes.get(id)?.points ?? 0) / FULL_TASTE));
  const candidates: ScoredCandidate[] = [];
  const isEligible = (id: string, authorId: string): boolean =>
    authorId !== viewer.id && !followees.has(authorId) && !liked.has(id);
  const isNewcomer = facts.follows < FEW_FOLLOWS;
  for (const post of pool.posts) {
    const { id, authorId, at } = post;
    if (!isEligible(id, authorId)) continue;
    candidates.push({
      id,
      authorId,
      values: [
        similar(id),
        post.popularity,
        cohort(facts, post),
        recency(now - at),
        post.newcomer,
        isNewcomer ? language(facts.language, post.language) : 0,
      ],
    });
  }
  for (const { id, authorId, isSameDepartment } of tastes.values()) {
    if (pool.byId.has(id) || !isEligible(id, authorId)) continue;
    const values = [
      similar(id),
      0,
      isSameDepartment ? SAME_DEPARTMENT_POINTS : 0,
      recency(now - idTime(id)),
      0,
      0,
    ];
    candidates.push({ id, authorId, values });
  }
  if (facts.ranking === false) {
    candidates.sort((a, b) => (a.id < b.id ? 1 : -1));
    return createSession(
      EMPTY_SCALE,
      candidates.slice(0, MAX_RANKED).map(({ id }) => ({ id, values: [] })),
    );
  }
  const { diversity } = { ...DEFAULT_WEIGHTS, ...facts.weights };
  const scale = createScale(WEIGHED_SIGNALS, { ...WEIGHTS, diversity });
  return createSession(scale, rankCandidates(scale, candidates, copyValues, MAX_RANKED));
}

async function addReasons(
  ctx: Context,
  viewer: Viewer,
  sessionPosts: readonly SessionPost[],
): Promise<RankedPost[]> {
  const { id, universityId } = viewer;
  const ids = sessionPosts.map((post) => post.id);
  const liked = new Map(
    (ids.length === 0 ? [] : await findLikingFollowees(ctx.db, { id, universityId, ids })).map((row) => [
      row.id,
      row,
    ]),
  );
  return sessionPosts.map(({ post, score }) => {
    const by = liked.get(post.id);
    const reason: Reason = by
      ? { kind: 'liked_by', members: by.members, count: by.count }
      : chooseReason(post, score);
    return { ...post, reason, score };
  });
}

function chooseReason(post: Post, { parts }: Score): Reason {
  const of = (signal: string) => parts.find((part) => part.signal === signal);
  const people = post.counts.likes + post.counts.reposts + post.counts.replies;
  const [similar, popularity, cohort] = ['similar', 'popularity', 'cohort'].map(
    (name) => of(name)?.contribution ?? 0,
  );
  if ((similar ?? 0) > 0 && (similar ?? 0) >= Math.max(popularity ?? 0, cohort ?? 0))
    return { kind: 'similar' };
  if (people > 0 && (popularity ?? 0) >= (cohort ?? 0)) return { kind: 'rising', people };
  if ((cohort ?? 0) > 0)
    return {
      kind: (of('cohort')?.value ?? 0) >= SAME_DEPARTMENT_POINTS ? 'same_department' : 'same_university',
    };
  return { kind: 'recent' };
}
