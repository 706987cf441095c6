import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { idTime } from '../../../platform/id.ts';
import type { Post } from '../../content/index.ts';
import { nearTo } from '../affinities/service.ts';
import { poolFor } from '../pool/memory.ts';
import type { PoolPost } from '../pool/queries.ts';
import { wishesOf } from '../preferences/service.ts';
import { type Candidate, order, type Ranked } from '../ranking/order.ts';
import { followedAmong } from '../ranking/pages.queries.ts';
import { nextPosts } from '../ranking/pages.ts';
import { withReasons } from '../ranking/reasons.ts';
import type { RankedPage, RankedPost, RankedQuery } from '../ranking/schemas.ts';
import { scoreOf } from '../ranking/score.ts';
import { keepSession, type Session, sessionFor } from '../ranking/sessions.ts';
import { affinity, engagement, recency, rising } from '../ranking/signals.ts';
import { followedTagKeys, risingFor } from './queries.ts';

/** So many posts are ranked for one session. */
const RANKED = 200;

/**
 * One page of posts by people whom the reader does not follow, ranked once when its session begins: the same posts do not
 * come twice in a session, and in another within half an hour only after all that is new.
 *
 * Cost: the first page six small look-ups, a sort of some hundred posts from memory and one row written; each further one a
 * row read and written, and a page of posts. Nothing of it grows with the campus.
 *
 * @throws Problem 400 `invalid_cursor`
 */
export async function explore(
  ctx: Context,
  viewer: Viewer,
  { limit, cursor }: RankedQuery,
): Promise<RankedPage> {
  const pool = await poolFor(ctx, viewer.universityId);
  const session = await sessionFor(ctx, viewer.id, 'explore', cursor, (seen) =>
    rankFor(ctx, viewer, pool, seen),
  );
  const posts = await nextPosts(ctx, viewer, session, limit);
  const [items, nextCursor] = await Promise.all([
    explained(ctx, viewer, posts, session, pool),
    keepSession(ctx, viewer.id, 'explore', session),
  ]);
  return { items, nextCursor };
}

async function rankFor(
  ctx: Context,
  viewer: Viewer,
  pool: readonly PoolPost[],
  seen: ReadonlySet<string>,
): Promise<Ranked[]> {
  const authors = [...new Set(pool.map(({ authorId }) => authorId))];
  const [wishes, near, followees, tags, rises] = await Promise.all([
    wishesOf(ctx, viewer.id),
    nearTo(ctx, viewer.id),
    followedAmong(ctx.db, viewer.id, authors),
    followedTagKeys(ctx.db, viewer.id),
    risingFor(ctx.db, viewer.universityId),
  ]);
  const open = pool.filter(({ authorId }) => authorId !== viewer.id && !followees.has(authorId));
  const nearness = new Map(near.map(({ memberId, points }) => [memberId, points]));
  const now = ctx.clock().getTime();
  const candidateOf = (post: PoolPost): Candidate => ({
    id: post.id,
    authorId: post.authorId,
    values: {
      recency: recency(now - idTime(post.id)),
      engagement: engagement(post.people, post.peopleByUniversity[viewer.universityId] ?? 0),
      affinity: affinity(nearness.get(post.authorId) ?? 0),
      university: post.universityId === viewer.universityId ? 1_000 : 0,
      hashtag: post.hashtags.some((key) => tags.has(key)) ? 1_000 : 0,
      rising: rising(rises.get(post.id) ?? 0),
    },
  });
  const ranked = (posts: readonly PoolPost[]): Ranked[] =>
    wishes.ranking ? order(posts.map(candidateOf), wishes.weights, RANKED) : byTime(posts);
  const [fresh, stale] = [open.filter(({ id }) => !seen.has(id)), open.filter(({ id }) => seen.has(id))];
  return [...ranked(fresh), ...ranked(stale)].slice(0, RANKED);
}

/** Ranking is off: the newest first, with a score of nothing. */
const byTime = (posts: readonly PoolPost[]): Ranked[] =>
  posts.map(({ id }) => ({ id, score: scoreOf([]) })).sort((one, other) => (one.id < other.id ? 1 : -1));

async function explained(
  ctx: Context,
  viewer: Viewer,
  posts: readonly Post[],
  session: Session,
  pool: readonly PoolPost[],
): Promise<RankedPost[]> {
  const shown = new Set(posts.map(({ id }) => id));
  const tags = await followedTagKeys(ctx.db, viewer.id);
  const known = pool.filter(({ id }) => shown.has(id));
  return withReasons(ctx, viewer, posts, new Map(session.ranked.map((item) => [item.id, item])), {
    people: new Map(known.map(({ id, people }) => [id, people])),
    hashtags: new Map(
      known.flatMap(({ id, hashtags }) => {
        const tag = hashtags.find((key) => tags.has(key));
        return tag === undefined ? [] : [[id, tag] as const];
      }),
    ),
  });
}
