import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { idTime } from '../../../platform/id.ts';
import { keepNearSince } from '../affinities/service.ts';
import { type Pool, type PooledPost, poolFor } from '../pool/memory.ts';
import { WINDOW_MS } from '../pool/queries.ts';
import { NO_SCALE, order, type Ranked, scaleOf } from '../ranking/order.ts';
import { tailOf, tailSet } from '../ranking/packing.ts';
import { nextPosts, type Placed } from '../ranking/pages.ts';
import { withReasons } from '../ranking/reasons.ts';
import type { RankedPage, RankedPost, RankedQuery } from '../ranking/schemas.ts';
import { begin, goOn, keepSession, LASTS_MS, remembered, type Session } from '../ranking/sessions.ts';
import {
  affinity,
  cohort,
  engagement,
  FEW_FOLLOWS,
  hashtag,
  language,
  recency,
  SIGNALS,
  USUAL_WEIGHTS,
} from '../ranking/signals.ts';
import { keepTastesSince, type Taste, tastesIn } from '../recommendations/service.ts';
import { exploring, type RankingRow, type ReaderRow, rankingFacts } from './queries.ts';

/** So many posts are ranked for one session. */
const RANKED = 200;
/** What the reader weighs, and after it what has a weight of its own: docs/ranking.md. */
const WEIGHED = [...SIGNALS.filter((signal) => signal !== 'diversity'), 'newcomer', 'cohort', 'language'];
const WEIGHTS = { newcomer: 2, cohort: 0.6, language: 0.3 };

/**
 * One page of posts by people whom the reader does not follow, that they have not liked, ranked once when its session begins: the same posts do not
 * come twice in a session, and in another within half an hour only after all that is new.
 *
 * Cost: the first page one statement of the reader's facts, a sort of some hundred posts from memory, a page of posts and
 * one row written; each further one the session's row, a page of posts and how far it went. Where common friends are a
 * reason, their names. Nothing of it grows with the campus.
 *
 * @throws Problem 400 `invalid_cursor`
 */
export async function explore(
  ctx: Context,
  viewer: Viewer,
  { limit, cursor }: RankedQuery,
): Promise<RankedPage> {
  const pool = await poolFor(ctx, viewer.universityId);
  const [known, row] = await Promise.all([
    goOn(ctx, viewer.id, 'explore', cursor),
    cursor === undefined ? undefined : exploring(ctx.db, { id: viewer.id }),
  ]);
  const { session, reader } =
    known && row?.[0] ? { session: known, reader: row[0] } : await begun(ctx, viewer, pool);
  const placed = await nextPosts(ctx, viewer, session, { limit, mutesWords: reader.mutesWords });
  const [items, nextCursor] = await Promise.all([
    explained(ctx, viewer, placed, { reader, pool }),
    keepSession(ctx, viewer.id, 'explore', session),
  ]);
  return { items, nextCursor };
}

async function begun(
  ctx: Context,
  viewer: Viewer,
  pool: Pool,
): Promise<{ session: Session; reader: ReaderRow }> {
  const since = new Date(ctx.clock().getTime() - LASTS_MS);
  const [facts] = await rankingFacts(ctx.db, {
    id: viewer.id,
    since,
    oldest: new Date(ctx.clock().getTime() - WINDOW_MS),
  });
  if (facts === undefined) throw new Error('a select without from gives a row');
  await keepNearSince(ctx, viewer.id, facts.nearAt);
  await keepTastesSince(ctx, viewer.id, facts.tastesAt);
  const { seen, handed, scale } = facts;
  const before =
    seen !== null && handed !== null && scale !== null
      ? remembered({ seen, handed, scale })
      : Buffer.alloc(0);
  return { session: ranked(ctx, viewer, pool, { facts, before }), reader: facts };
}

function ranked(
  ctx: Context,
  viewer: Viewer,
  pool: Pool,
  { facts, before }: { facts: RankingRow; before: Buffer },
): Session {
  const followees = new Set(facts.followees?.split(' '));
  const liked = new Set(facts.liked?.split(' '));
  const seen = tailSet(before);
  const now = ctx.clock().getTime();
  const tastes = new Map(tastesIn(facts.tastes).map((taste) => [taste.id, taste]));
  const fresh: PooledPost[] = [];
  const stale: PooledPost[] = [];
  const sortOut = (post: PooledPost) => {
    if (post.authorId !== viewer.id && !followees.has(post.authorId) && !liked.has(post.id))
      (seen.has(post.tail) ? stale : fresh).push(post);
  };
  pool.posts.forEach(sortOut);
  ownPosts(tastes, pool, now).forEach(sortOut);
  if (facts.ranking === false) {
    return begin(NO_SCALE, [...byTime(fresh), ...byTime(stale)].slice(0, RANKED), { seen: before });
  }
  const scale = scaleOf(WEIGHED, { ...WEIGHTS, ...USUAL_WEIGHTS, ...facts.weights });
  const isNew = facts.follows < FEW_FOLLOWS;
  const tags = new Set(facts.tags);
  const likedTags = countsIn(facts.likedTags);
  const nearness = new Map([...countsIn(facts.near)].map(([id, points]) => [id, affinity(points)]));
  const measure = (post: PooledPost, into: number[]) => {
    into[0] = recency(now - post.at);
    into[1] = engagement(post.popularity, tastes.get(post.id)?.points);
    into[2] = nearness.get(post.authorId) ?? 0;
    into[3] = post.isOfUniversity ? 1_000 : 0;
    into[4] = hashtag(
      post.hashtags.some((key) => tags.has(key)),
      post.hashtags.reduce((most, key) => Math.max(most, likedTags.get(key) ?? 0), 0),
    );
    into[5] = post.rising;
    into[6] = post.newcomer;
    into[7] = isNew ? cohort(facts, post) : 0;
    into[8] = isNew ? language(facts.language, post.language) : 0;
  };
  const first = order(scale, fresh, measure, RANKED);
  const rest = order(scale, stale, measure, RANKED - first.length);
  return begin(scale, [...first, ...rest], { seen: before });
}

/** What those like who like what the reader likes, of the last days and not of the pool: known by little but its author. */
function ownPosts(tastes: ReadonlyMap<string, Taste>, pool: Pool, now: number): PooledPost[] {
  return [...tastes.values()]
    .map(({ id, authorId }) => ({ id, authorId, at: idTime(id) }))
    .filter(({ id, at }) => !pool.byId.has(id) && now - at < WINDOW_MS)
    .map((post) => ({
      ...post,
      tail: tailOf(post.id),
      isOfUniversity: false,
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

/** Numbers by name, from one text of both in turn. */
function countsIn(text: string | null): Map<string, number> {
  const words = text?.split(' ') ?? [];
  const counts = new Map<string, number>();
  for (let index = 0; index + 1 < words.length; index += 2)
    counts.set(words[index] ?? '', Number(words[index + 1]));
  return counts;
}

/** Ranking is off: the newest first, with a score of nothing. */
const byTime = (posts: readonly PooledPost[]): Ranked[] =>
  posts.map(({ id }) => ({ id, values: [] })).sort((one, other) => (one.id < other.id ? 1 : -1));

function explained(
  ctx: Context,
  viewer: Viewer,
  placed: readonly Placed[],
  { reader, pool }: { reader: ReaderRow; pool: Pool },
): Promise<RankedPost[]> {
  const tags = new Set(reader.tags);
  const people = new Map<string, number>();
  const hashtags = new Map<string, string>();
  for (const { id } of placed) {
    const post = pool.byId.get(id);
    if (post === undefined) continue;
    people.set(id, post.people);
    const tag = post.hashtags.find((key) => tags.has(key));
    if (tag !== undefined) hashtags.set(id, tag);
  }
  return withReasons(ctx, viewer, placed, { people, hashtags });
}
