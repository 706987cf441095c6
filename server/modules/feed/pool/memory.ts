import type { Context } from '../../../platform/context.ts';
import { idTime } from '../../../platform/id.ts';
import { tailOf } from '../ranking/packing.ts';
import { newcomer, popularity, rising } from '../ranking/signals.ts';
import { type PoolPost, poolVersion, readPool, risingFor } from './queries.ts';

/** So long a process goes without asking whether there is a newer pool. */
const ASK_MS = 20_000;

/** A post of the pool for members of one university, with what of its score is the same for all of them. */
export interface PooledPost {
  id: string;
  /** As `tailOf` gives it. */
  tail: number;
  authorId: string;
  /** When it was published, in milliseconds. */
  at: number;
  isOfUniversity: boolean;
  department: string | null;
  graduationYear: number | null;
  language: string | null;
  people: number;
  hashtags: readonly string[];
  /** In points, as the functions of these names give them. */
  popularity: number;
  rising: number;
  newcomer: number;
}

export interface Pool {
  /** The newest first. */
  posts: readonly PooledPost[];
  byId: ReadonlyMap<string, PooledPost>;
}

interface Kept {
  askedAt: number;
  version: string;
  all: PoolPost[];
  byUniversity: Map<string, Promise<Pool>>;
}
const kept = new WeakMap<object, Promise<Kept>>();

/**
 * The posts of the pool that members of a university may see, from memory. Whether this reader may see each is asked when
 * it is shown.
 *
 * Cost: nothing; every 20 s a small query for a process; where a job has chosen anew, the pool and some milliseconds for each
 * university. Memory some 400 bytes a post.
 */
export async function poolFor(ctx: Context, universityId: string): Promise<Pool> {
  const { all, byUniversity } = await current(ctx);
  const own = byUniversity.get(universityId) ?? prepared(ctx, all, universityId);
  byUniversity.set(universityId, own);
  // What failed is tried again, by whoever comes next.
  own.catch(() => byUniversity.delete(universityId));
  return own;
}

async function prepared(ctx: Context, all: readonly PoolPost[], universityId: string): Promise<Pool> {
  const rises = await risingFor(ctx.db, universityId);
  const posts = all
    .filter((post) => post.isPublic || post.universityId === universityId)
    .map((post) => ({
      id: post.id,
      tail: tailOf(post.id),
      authorId: post.authorId,
      at: idTime(post.id),
      isOfUniversity: post.universityId === universityId,
      department: post.department,
      graduationYear: post.graduationYear,
      language: post.language,
      people: post.people,
      hashtags: post.hashtags,
      popularity: popularity(post.voices, post.voicesByUniversity[universityId] ?? 0),
      rising: rising(rises.get(post.id) ?? 0),
      newcomer: newcomer(post.authorStanding, post.voices),
    }))
    .sort((one, other) => (one.id < other.id ? 1 : -1));
  return { posts, byId: new Map(posts.map((post) => [post.id, post])) };
}

/** The pool, read anew where there is a newer one; asked for once by however many come meanwhile. */
async function current(ctx: Context): Promise<Kept> {
  const asked = kept.get(ctx.config);
  const known = await asked;
  const now = ctx.clock().getTime();
  if (known !== undefined && now - known.askedAt < ASK_MS) return known;
  if (kept.get(ctx.config) !== asked) return current(ctx);
  const fresh = renewed(ctx, known, now);
  kept.set(ctx.config, fresh);
  fresh.catch(() => kept.delete(ctx.config));
  return fresh;
}

async function renewed(ctx: Context, known: Kept | undefined, now: number): Promise<Kept> {
  const version = await poolVersion(ctx.db);
  if (known?.version === version) return { ...known, askedAt: now };
  return { askedAt: now, version, all: await readPool(ctx.db), byUniversity: new Map() };
}
