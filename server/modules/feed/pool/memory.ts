import type { Context } from '../../../platform/context.ts';
import { type PoolPost, poolComputedAt, readPool } from './queries.ts';

/** So long a process goes without asking whether there is a newer pool. */
const ASK_MS = 20_000;

interface Kept {
  askedAt: number;
  computedAt: number;
  /** Of each university: what its members may be shown. */
  byUniversity: Map<string, PoolPost[]>;
  all: PoolPost[];
}
const kept = new WeakMap<object, Kept>();

/**
 * The posts of the pool that members of a university may see, from memory. Whether this reader may see each is asked when
 * it is shown.
 *
 * Cost: nothing, and every 20 s one small query for a process; memory some 300 bytes a post.
 */
export async function poolFor(ctx: Context, universityId: string): Promise<readonly PoolPost[]> {
  const pool = await current(ctx);
  let own = pool.byUniversity.get(universityId);
  if (own === undefined) {
    own = pool.all.filter((post) => post.isPublic || post.universityId === universityId);
    pool.byUniversity.set(universityId, own);
  }
  return own;
}

async function current(ctx: Context): Promise<Kept> {
  const known = kept.get(ctx.config);
  const now = ctx.clock().getTime();
  if (known !== undefined && now - known.askedAt < ASK_MS) return known;
  const computedAt = (await poolComputedAt(ctx.db))?.getTime() ?? 0;
  if (known !== undefined && known.computedAt === computedAt) {
    known.askedAt = now;
    return known;
  }
  const fresh = { askedAt: now, computedAt, byUniversity: new Map(), all: await readPool(ctx.db) };
  kept.set(ctx.config, fresh);
  return fresh;
}
