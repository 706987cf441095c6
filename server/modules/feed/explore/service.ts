import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { idTime } from '../../../platform/id.ts';
import { refreshAffinitiesIfStale } from '../affinities/service.ts';
import { getPool, groupPosts, type Pool, type PooledPost } from '../pool/cache.ts';
import { WINDOW_MS } from '../pool/queries.ts';
import { tailOf, tailSet } from '../ranking/packing.ts';
import { type SessionPost, takeNextPosts } from '../ranking/pages.ts';
import { createScale, EMPTY_SCALE, type Ranked, rankCandidates } from '../ranking/rank.ts';
import { explainPosts } from '../ranking/reasons.ts';
import type { RankedPage, RankedPost, RankedQuery } from '../ranking/schemas.ts';
import {
  createSession,
  persistSession,
  REMEMBER_MS,
  recentTails,
  resumeSession,
  type Session,
} from '../ranking/sessions.ts';
import {
  affinity,
  cohort,
  DEFAULT_WEIGHTS,
  engagement,
  FEW_FOLLOWS,
  hashtag,
  language,
  recency,
  SIGNALS,
} from '../ranking/signals.ts';
import { parseTastes, refreshTastesIfStale, type Taste } from '../recommendations/service.ts';
import { findRankingFacts, findViewerFacts, type RankingRow, type ViewerRow } from './queries.ts';

/** Posts per session. */
const MAX_RANKED = 200;
/** The signals with weights of the viewer's choice, then those with fixed weights: docs/ranking.md. */
const WEIGHED_SIGNALS = [
  ...SIGNALS.filter((signal) => signal !== 'diversity'),
  'newcomer',
  'cohort',
  'language',
];
const WEIGHTS = { newcomer: 2, cohort: 0.6, language: 0.3 };

/**
 * One page of posts by members whom the viewer does not follow, without liked posts. Ranked once, when the
 * session begins: no post repeats in a session, and in another session within half an hour only after all new
 * ones.
 *
 * Cost: the first page takes one statement for the facts about the viewer, a sort of some hundred posts in
 * memory, a page of posts and one row written. Each further page takes the session's row, a page of posts and
 * an update of the position. If common friends are a reason, their names. Nothing grows with the campus.
 *
 * @throws Problem 400 `invalid_cursor`
 */
export async function explore(
  ctx: Context,
  viewer: Viewer,
  { limit, cursor }: RankedQuery,
): Promise<RankedPage> {
  const pool = await getPool(ctx, viewer.universityId);
  const [resumed, row] = await Promise.all([
    resumeSession(ctx, viewer.id, 'explore', cursor),
    cursor === undefined ? undefined : findViewerFacts(ctx.db, { id: viewer.id }),
  ]);
  const { session, viewerFacts } =
    resumed && row?.[0] ? { session: resumed, viewerFacts: row[0] } : await openSession(ctx, viewer, pool);
  const sessionPosts = await takeNextPosts(ctx, viewer, session, {
    limit,
    mutesWords: viewerFacts.mutesWords,
  });
  const [items, nextCursor] = await Promise.all([
    addReasons(ctx, viewer, sessionPosts, { viewerFacts, pool }),
    persistSession(ctx, viewer.id, 'explore', session),
  ]);
  return { items, nextCursor };
}

async function openSession(
  ctx: Context,
  viewer: Viewer,
  pool: Pool,
): Promise<{ session: Session; viewerFacts: ViewerRow }> {
  const since = new Date(ctx.clock().getTime() - REMEMBER_MS);
  const [facts] = await findRankingFacts(ctx.db, {
    id: viewer.id,
    since,
    oldest: new Date(ctx.clock().getTime() - WINDOW_MS),
  });
  if (facts === undefined) throw new Error('a select without from gives a row');
  await refreshAffinitiesIfStale(ctx, viewer.id, facts.affinitiesAt);
  await refreshTastesIfStale(ctx, viewer.id, facts.tastesAt);
  const { servedTails, served, scale } = facts;
  const alreadySeen =
    servedTails !== null && served !== null && scale !== null
      ? recentTails({ servedTails, served, scale })
      : Buffer.alloc(0);
  return { session: rankPool(ctx, viewer, pool, { facts, alreadySeen }), viewerFacts: facts };
}

function rankPool(
  ctx: Context,
  viewer: Viewer,
  pool: Pool,
  { facts, alreadySeen }: { facts: RankingRow; alreadySeen: Buffer },
): Session {
  const seen = tailSet(alreadySeen);
  const now = ctx.clock().getTime();
  const tastes = parseTastes(facts.tastes);
  const followees = facts.followees?.split(' ') ?? [];
  const liked = facts.liked?.split(' ') ?? [];
  const isExcluded = new Uint8Array(pool.posts.length);
  for (const authorId of [viewer.id, ...followees])
    for (const { index } of pool.byAuthor.get(authorId) ?? []) isExcluded[index] = 1;
  for (const id of liked) {
    const post = pool.byId.get(id);
    if (post !== undefined) isExcluded[post.index] = 1;
  }
  const fresh: PooledPost[] = [];
  const stale: PooledPost[] = [];
  const classify = (post: PooledPost) => (seen.has(post.tail) ? stale : fresh).push(post);
  for (const post of pool.posts) if (isExcluded[post.index] === 0) classify(post);
  const excludedAuthors = new Set([viewer.id, ...followees]);
  const excludedIds = new Set(liked);
  const outside = postsOutsidePool(tastes, pool, now).filter(
    ({ id, authorId }) => !excludedAuthors.has(authorId) && !excludedIds.has(id),
  );
  outside.forEach(classify);
  if (facts.ranking === false) {
    return createSession(EMPTY_SCALE, [...sortByTime(fresh), ...sortByTime(stale)].slice(0, MAX_RANKED), {
      servedTails: alreadySeen,
    });
  }
  const scale = createScale(WEIGHED_SIGNALS, { ...WEIGHTS, ...DEFAULT_WEIGHTS, ...facts.weights });
  const isNewcomer = facts.follows < FEW_FOLLOWS;
  const points = measureFacts(facts, pool, tastes, outside);
  const measure = (post: PooledPost, out: number[]) => {
    out[0] = recency(now - post.at);
    out[1] = engagement(post.popularity, points.taste[post.index]);
    out[2] = points.nearness[post.index] ?? 0;
    out[3] = post.isSameUniversity ? 1_000 : 0;
    out[4] = points.hashtag[post.index] ?? 0;
    out[5] = post.rising;
    out[6] = post.newcomer;
    out[7] = isNewcomer ? cohort(facts, post) : 0;
    out[8] = isNewcomer ? language(facts.language, post.language) : 0;
  };
  const first = rankCandidates(scale, fresh, measure, MAX_RANKED);
  const rest = rankCandidates(scale, stale, measure, MAX_RANKED - first.length);
  return createSession(scale, [...first, ...rest], { servedTails: alreadySeen });
}

/**
 * What the viewer's facts say about posts, by index. Looked up from the facts, which are few, and not from the
 * posts.
 */
function measureFacts(
  facts: RankingRow,
  pool: Pool,
  tastes: readonly Taste[],
  outside: readonly PooledPost[],
): { taste: Float64Array; nearness: Float64Array; hashtag: Float64Array } {
  const count = pool.posts.length + outside.length;
  const [taste, nearness, tag] = [
    new Float64Array(count),
    new Float64Array(count),
    new Float64Array(count),
  ] as const;
  const outsideById = new Map(outside.map((post) => [post.id, post]));
  for (const { id, points } of tastes) {
    const post = pool.byId.get(id) ?? outsideById.get(id);
    if (post !== undefined) taste[post.index] = points;
  }
  const outsideByAuthor = groupPosts(outside, ({ authorId }) => [authorId]);
  for (const [authorId, points] of parseCounts(facts.affinities)) {
    const near = affinity(points);
    for (const { index } of pool.byAuthor.get(authorId) ?? []) nearness[index] = near;
    for (const { index } of outsideByAuthor.get(authorId) ?? []) nearness[index] = near;
  }
  const setHashtag = (key: string, points: number) => {
    for (const { index } of pool.byHashtag.get(key) ?? []) tag[index] = Math.max(tag[index] ?? 0, points);
  };
  for (const [key, likes] of parseCounts(facts.likedTags)) setHashtag(key, hashtag(false, likes));
  for (const key of facts.tags) setHashtag(key, hashtag(true, 0));
  return { taste, nearness, hashtag: tag };
}

/**
 * Posts of the last days that are liked by members with similar tastes and are not in the pool. Of their
 * signals only the author and the tastes are known.
 */
function postsOutsidePool(tastes: readonly Taste[], pool: Pool, now: number): PooledPost[] {
  return tastes
    .map(({ id, authorId }) => ({ id, authorId, at: idTime(id) }))
    .filter(({ id, at }) => !pool.byId.has(id) && now - at < WINDOW_MS)
    .map((post, index) => ({
      ...post,
      index: pool.posts.length + index,
      tail: tailOf(post.id),
      isSameUniversity: false,
      department: null,
      graduationYear: null,
      language: null,
      people: 0,
      hashtags: [],
      popularity: 0,
      rising: 0,
      newcomer: 0,
    }));
}

/** Numbers by name, from a text that alternates both. */
function parseCounts(text: string | null): Map<string, number> {
  const words = text?.split(' ') ?? [];
  const counts = new Map<string, number>();
  for (let index = 0; index + 1 < words.length; index += 2)
    counts.set(words[index] ?? '', Number(words[index + 1]));
  return counts;
}

/** Ranking is off: newest first, with an empty score. */
const sortByTime = (posts: readonly PooledPost[]): Ranked[] =>
  posts.map(({ id }) => ({ id, values: [] })).sort((a, b) => (a.id < b.id ? 1 : -1));

function addReasons(
  ctx: Context,
  viewer: Viewer,
  sessionPosts: readonly SessionPost[],
  { viewerFacts, pool }: { viewerFacts: ViewerRow; pool: Pool },
): Promise<RankedPost[]> {
  const tags = new Set(viewerFacts.tags);
  const people = new Map<string, number>();
  const hashtags = new Map<string, string>();
  for (const { id } of sessionPosts) {
    const post = pool.byId.get(id);
    if (post === undefined) continue;
    people.set(id, post.people);
    const tag = post.hashtags.find((key) => tags.has(key));
    if (tag !== undefined) hashtags.set(id, tag);
  }
  return explainPosts(ctx, viewer, sessionPosts, { people, hashtags });
}
