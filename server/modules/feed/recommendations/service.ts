import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { idTime } from '../../../platform/id.ts';
import type { Post } from '../../content/index.ts';
import { type Pool, poolFor } from '../pool/memory.ts';
import { asValued, NO_SCALE, order, scaleOf, type Valued } from '../ranking/order.ts';
import { nextPosts, type Placed } from '../ranking/pages.ts';
import type { RankedPage, RankedPost, RankedQuery, Reason } from '../ranking/schemas.ts';
import type { Score } from '../ranking/score.ts';
import { begin, goOn, keepSession, type Session } from '../ranking/sessions.ts';
import { COLLEAGUE, cohort, FEW_FOLLOWS, language, recency, USUAL_WEIGHTS } from '../ranking/signals.ts';
import { likedByFollowees, type RankingRow, rankingFacts } from './queries.ts';

const FRESH_MS = 3_600_000;
const DAY_MS = 86_400_000;
const RANKED = 100;
/** So much shared taste is full marks. */
const FULL_TASTE = 5_000;
/** Taste leads, what all like and one's own department follow: docs/ranking.md. */
const WEIGHTS = { similar: 2, popularity: 0.7, cohort: 0.5, recency: 0.5, newcomer: 2, language: 0.3 };
const WEIGHED = ['similar', 'popularity', 'cohort', 'recency', 'newcomer', 'language'];

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
  const pool = await poolFor(ctx, viewer.universityId);
  const known = await goOn(ctx, viewer.id, 'recommendations', cursor);
  const { session, mutesWords } = known
    ? { session: known, mutesWords: true }
    : await begun(ctx, viewer, pool);
  const placed = await nextPosts(ctx, viewer, session, { limit, mutesWords });
  const [items, nextCursor] = await Promise.all([
    explained(ctx, viewer, placed),
    keepSession(ctx, viewer.id, 'recommendations', session),
  ]);
  return { items, nextCursor };
}

async function begun(
  ctx: Context,
  viewer: Viewer,
  pool: Pool,
): Promise<{ session: Session; mutesWords: boolean }> {
  const now = ctx.clock().getTime();
  // A like of what is in the pool is younger than the post; of other tastes the job knew those of an hour ago.
  const oldest = pool.posts.reduce((least, { at }) => Math.min(least, at), now - DAY_MS);
  const [facts] = await rankingFacts(ctx.db, { id: viewer.id, since: new Date(oldest) });
  if (facts === undefined) throw new Error('a select without from gives a row');
  await keepTastesSince(ctx, viewer.id, facts.tastesAt);
  return { session: ranked(viewer, pool, facts, now), mutesWords: facts.mutesWords };
}

/** Has a reader's tastes worked out anew, for the next time, where they are an hour old. */
export async function keepTastesSince(ctx: Context, userId: string, at: Date | null): Promise<void> {
  if (at === null || ctx.clock().getTime() - at.getTime() > FRESH_MS)
    await ctx.jobs.add('feed.computeTastes', { userId }, { key: `tastes:${userId}` });
}

/** What others like who are like the reader. */
export interface Taste {
  id: string;
  points: number;
  authorId: string;
  isOfColleague: boolean;
}

/** As `tastesOf` writes them. */
export function tastesIn(row: string | null): Taste[] {
  const words = row?.split(' ') ?? [];
  const tastes: Taste[] = [];
  for (let index = 0; index + 3 < words.length; index += 4) {
    const [id = '', points, authorId = '', isOfColleague] = words.slice(index, index + 4);
    tastes.push({ id, points: Number(points), authorId, isOfColleague: isOfColleague === '1' });
  }
  return tastes;
}

function ranked(viewer: Viewer, pool: Pool, facts: RankingRow, now: number): Session {
  const tastes = new Map(tastesIn(facts.tastes).map((taste) => [taste.id, taste]));
  const followees = new Set(facts.followees?.split(' '));
  const liked = new Set(facts.liked?.split(' '));
  const similar = (id: string): number =>
    1_000 * Math.min(1, Math.sqrt((tastes.get(id)?.points ?? 0) / FULL_TASTE));
  const candidates: Valued[] = [];
  const isOpen = (id: string, authorId: string): boolean =>
    authorId !== viewer.id && !followees.has(authorId) && !liked.has(id);
  const isNew = facts.follows < FEW_FOLLOWS;
  for (const post of pool.posts) {
    const { id, authorId, at } = post;
    if (!isOpen(id, authorId)) continue;
    candidates.push({
      id,
      authorId,
      values: [
        similar(id),
        post.popularity,
        cohort(facts, post),
        recency(now - at),
        post.newcomer,
        isNew ? language(facts.language, post.language) : 0,
      ],
    });
  }
  for (const { id, authorId, isOfColleague } of tastes.values()) {
    if (pool.byId.has(id) || !isOpen(id, authorId)) continue;
    const values = [similar(id), 0, isOfColleague ? COLLEAGUE : 0, recency(now - idTime(id)), 0, 0];
    candidates.push({ id, authorId, values });
  }
  if (facts.ranking === false) {
    candidates.sort((one, other) => (one.id < other.id ? 1 : -1));
    return begin(
      NO_SCALE,
      candidates.slice(0, RANKED).map(({ id }) => ({ id, values: [] })),
    );
  }
  const { diversity } = { ...USUAL_WEIGHTS, ...facts.weights };
  const scale = scaleOf(WEIGHED, { ...WEIGHTS, diversity });
  return begin(scale, order(scale, candidates, asValued, RANKED));
}

async function explained(ctx: Context, viewer: Viewer, placed: readonly Placed[]): Promise<RankedPost[]> {
  const { id, universityId } = viewer;
  const ids = placed.map((place) => place.id);
  const liked = new Map(
    (ids.length === 0 ? [] : await likedByFollowees(ctx.db, { id, universityId, ids })).map((row) => [
      row.id,
      row,
    ]),
  );
  return placed.map(({ post, score }) => {
    const by = liked.get(post.id);
    const reason: Reason = by
      ? { kind: 'liked_by', members: by.members, count: by.count }
      : reasonOf(post, score);
    return { ...post, reason, score };
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
    return { kind: (of('cohort')?.value ?? 0) >= COLLEAGUE ? 'same_department' : 'same_university' };
  return { kind: 'recent' };
}
