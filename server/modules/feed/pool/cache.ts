import type { Context } from '../../../platform/context.ts';
import { idTime } from '../../../platform/id.ts';
import { processState } from '../../../platform/process-state.ts';
import { tailOf } from '../ranking/packing.ts';
import { newcomer, popularity, rising } from '../ranking/signals.ts';
import { findPoolVersion, findRising, loadPool, type PoolPost } from './queries.ts';

/** Interval between a process's checks for a newer pool. */
const REFRESH_MS = 20_000;

/**
 * A post of the pool, for the members of one university, with the signals that are the same for all of them.
 */
export interface PooledPost {
  id: string;
  /** Of the post in `Pool.posts`. */
  index: number;
  /** As `tailOf` returns it. */
  tail: number;
  authorId: string;
  /** Time of publishing, in milliseconds. */
  at: number;
  isSameUniversity: boolean;
  department: string | null;
  graduationYear: number | null;
  language: string | null;
  people: number;
  hashtags: readonly string[];
  /** Signals in points, from the functions of these names. */
  popularity: number;
  rising: number;
  newcomer: number;
}

export interface Pool {
  /** Newest first. */
  posts: readonly PooledPost[];
  byId: ReadonlyMap<string, PooledPost>;
  /** The posts of each author and each hashtag. A viewer has few of either, the pool has thousands of posts. */
  byAuthor: ReadonlyMap<string, readonly PooledPost[]>;
  byHashtag: ReadonlyMap<string, readonly PooledPost[]>;
}

interface CachedPool {
  checkedAt: number;
  version: string;
  all: PoolPost[];
  byUniversity: Map<string, Promise<Pool>>;
}
const cacheOf = processState('feed.pool', (): { loading?: Promise<CachedPool> | undefined } => ({}));

/**
 * The pool posts that members of a university may see, from memory. The visibility for this viewer is checked
 * when a post is shown.
 *
 * Cost: none; one small query per process every 20 s; after a new pool, loading it and some milliseconds per
 * university. Memory: about 400 bytes per post.
 */
export async function getPool(ctx: Context, universityId: string): Promise<Pool> {
  const { all, byUniversity } = await currentPool(ctx);
  const own = byUniversity.get(universityId) ?? buildPool(ctx, all, universityId);
  byUniversity.set(universityId, own);
  // A failed computation is not cached; the next caller tries again.
  own.catch(() => byUniversity.delete(universityId));
  return own;
}

async function buildPool(ctx: Context, all: readonly PoolPost[], universityId: string): Promise<Pool> {
  const risingById = await findRising(ctx.db, universityId);
  const posts = all
    .filter((post) => post.isPublic || post.universityId === universityId)
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .map((post, index) => ({
      id: post.id,
      index,
      tail: tailOf(post.id),
      authorId: post.authorId,
      at: idTime(post.id),
      isSameUniversity: post.universityId === universityId,
      department: post.department,
      graduationYear: post.graduationYear,
      language: post.language,
      people: post.people,
      hashtags: post.hashtags,
      popularity: popularity(post.voteWeight, post.voteWeightByUniversity[universityId] ?? 0),
      rising: rising(risingById.get(post.id) ?? 0),
      newcomer: newcomer(post.authorStanding, post.voteWeight),
    }));
  return {
    posts,
    byId: new Map(posts.map((post) => [post.id, post])),
    byAuthor: groupPosts(posts, ({ authorId }) => [authorId]),
    byHashtag: groupPosts(posts, ({ hashtags }) => hashtags),
  };
}

/** The posts of each key. A post may have several, or none. */
export function groupPosts(
  posts: readonly PooledPost[],
  keysOf: (post: PooledPost) => readonly string[],
): Map<string, PooledPost[]> {
  const groups = new Map<string, PooledPost[]>();
  for (const post of posts) {
    for (const key of keysOf(post)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [post]);
      else group.push(post);
    }
  }
  return groups;
}

/** The current pool, reloaded if there is a newer one. Concurrent callers share one load. */
async function currentPool(ctx: Context): Promise<CachedPool> {
  const cache = cacheOf(ctx);
  const { loading } = cache;
  const cached = await loading;
  const now = ctx.clock().getTime();
  if (cached !== undefined && now - cached.checkedAt < REFRESH_MS) return cached;
  if (cache.loading !== loading) return currentPool(ctx);
  const refreshed = refreshPool(ctx, cached, now);
  cache.loading = refreshed;
  refreshed.catch(() => {
    cache.loading = undefined;
  });
  return refreshed;
}

async function refreshPool(ctx: Context, cached: CachedPool | undefined, now: number): Promise<CachedPool> {
  const version = await findPoolVersion(ctx.db);
  if (cached?.version === version) return { ...cached, checkedAt: now };
  return { checkedAt: now, version, all: await loadPool(ctx.db), byUniversity: new Map() };
}
