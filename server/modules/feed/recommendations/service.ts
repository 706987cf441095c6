import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { idTime } from '../../../platform/id.ts';
import type { Post } from '../../content/index.ts';
import { presentAuthors } from '../../profiles/index.ts';
import { poolFor } from '../pool/memory.ts';
import { wishesOf } from '../preferences/service.ts';
import { type Candidate, order, type Ranked } from '../ranking/order.ts';
import { followedAmong } from '../ranking/pages.queries.ts';
import { nextPosts } from '../ranking/pages.ts';
import type { RankedPage, RankedPost, RankedQuery, Reason } from '../ranking/schemas.ts';
import { type Score, scoreOf } from '../ranking/score.ts';
import { keepSession, sessionFor } from '../ranking/sessions.ts';
import { engagement, recency } from '../ranking/signals.ts';
import {
  authorsOf,
  colleaguesAmong,
  likedAmong,
  likedByFollowees,
  tastesComputedAt,
  tastesOf,
} from './queries.ts';

const FRESH_MS = 3_600_000;
const RANKED = 100;
/** So much shared taste is full marks. */
const FULL_TASTE = 5_000;
/** Taste leads, what all like and one's own department follow: docs/ranking.md. */
const WEIGHTS = { similar: 2, popularity: 0.7, cohort: 0.5, recency: 0.5 };

/**
 * One page of posts chosen for the reader: what those like who like what they like; until they have liked something, what
 * people around them take part in. Of others than those whom they follow, and nothing that they have liked.
 *
 * Cost: as explore; the tastes are worked out by a job, an hour old at most.
 * @throws Problem 400 `invalid_cursor`
 */
export async function recommendations(
  ctx: Context,
  viewer: Viewer,
  { limit, cursor }: RankedQuery,
): Promise<RankedPage> {
  const session = await sessionFor(ctx, viewer.id, 'recommendations', cursor, () => rankFor(ctx, viewer));
  const posts = await nextPosts(ctx, viewer, session, limit);
  const scores = new Map(session.ranked.map(({ id, score }) => [id, score]));
  const [items, nextCursor] = await Promise.all([
    explained(ctx, viewer, posts, scores),
    keepSession(ctx, viewer.id, 'recommendations', session),
  ]);
  return { items, nextCursor };
}

async function freshTastes(ctx: Context, userId: string): Promise<Map<string, number>> {
  const at = await tastesComputedAt(ctx.db, userId);
  if (at === null || ctx.clock().getTime() - at.getTime() > FRESH_MS) {
    await ctx.jobs.add('feed.computeTastes', { userId }, { key: `tastes:${userId}` });
  }
  return tastesOf(ctx.db, userId);
}

async function rankFor(ctx: Context, viewer: Viewer): Promise<Ranked[]> {
  const [pool, tastes, wishes] = await Promise.all([
    poolFor(ctx, viewer.universityId),
    freshTastes(ctx, viewer.id),
    wishesOf(ctx, viewer.id),
  ]);
  const inPool = new Map(pool.map((post) => [post.id, post]));
  const liked = await authorsOf(
    ctx.db,
    [...tastes.keys()].filter((id) => !inPool.has(id)),
  );
  const all = [...pool, ...liked];
  const authors = [...new Set(all.map(({ authorId }) => authorId))];
  const [followees, known, colleagues] = await Promise.all([
    followedAmong(ctx.db, viewer.id, authors),
    likedAmong(
      ctx.db,
      viewer.id,
      all.map(({ id }) => id),
    ),
    colleaguesAmong(ctx.db, viewer, authors),
  ]);
  const open = all.filter(
    ({ id, authorId }) => authorId !== viewer.id && !followees.has(authorId) && !known.has(id),
  );
  if (!wishes.ranking) {
    return open
      .map(({ id }) => ({ id, score: scoreOf([]) }))
      .sort((one, other) => (one.id < other.id ? 1 : -1))
      .slice(0, RANKED);
  }
  const now = ctx.clock().getTime();
  const candidates = open.map(({ id, authorId }): Candidate => {
    const post = inPool.get(id);
    const ofOwn = post?.peopleByUniversity[viewer.universityId] ?? 0;
    const isNear = post?.universityId === viewer.universityId;
    return {
      id,
      authorId,
      values: {
        similar: 1_000 * Math.min(1, Math.sqrt((tastes.get(id) ?? 0) / FULL_TASTE)),
        popularity: engagement(post?.people ?? 0, ofOwn),
        cohort: colleagues.has(authorId) ? 1_000 : isNear ? 500 : 0,
        recency: recency(now - idTime(id)),
      },
    };
  });
  return order(candidates, { ...WEIGHTS, diversity: wishes.weights.diversity }, RANKED);
}

async function explained(
  ctx: Context,
  viewer: Viewer,
  posts: readonly Post[],
  scores: ReadonlyMap<string, Score>,
): Promise<RankedPost[]> {
  const ids = posts.map(({ id }) => id);
  const liked = new Map((await likedByFollowees(ctx.db, viewer, ids)).map((row) => [row.id, row]));
  const cards = await presentAuthors(
    ctx,
    [...liked.values()].flatMap(({ members }) => members),
  );
  return posts.flatMap((post) => {
    const score = scores.get(post.id);
    if (!score) return [];
    const by = liked.get(post.id);
    const reason: Reason = by
      ? { kind: 'liked_by', members: by.members.flatMap((id) => cards.get(id) ?? []), count: by.count }
      : reasonOf(post, score);
    return [{ ...post, reason, score }];
  });
}

function reasonOf(post: Post, { parts }: Score): Reason {
  const of = (signal: string) => parts.find((part) => part.signal === signal);
  const people = post.counts.likes + post.counts.reposts + post.counts.replies;
  const [similar, popularity, cohort] = ['similar', 'popularity', 'cohort'].map(
    (name) => of(name)?.contribution ?? 0,
  );
  if ((similar ?? 0) > 0 && (similar ?? 0) >= Math.max(popularity ?? 0, cohort ?? 0))
    return { kind: 'similar' };
  if (people > 0 && (popularity ?? 0) >= (cohort ?? 0)) return { kind: 'rising', people };
  if ((cohort ?? 0) > 0)
    return { kind: of('cohort')?.value === 1_000 ? 'same_department' : 'same_university' };
  return { kind: 'recent' };
}
