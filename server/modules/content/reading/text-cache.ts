import { LRUCache } from 'lru-cache';
import { cacheHits } from '../../../platform/cache/hits.ts';
import type { Context } from '../../../platform/context.ts';
import { processState } from '../../../platform/process-state.ts';
import { FLAGS, type PageRow, type PostText, postTexts } from './queries.ts';

/** About 2 kB each. */
const MAX_CACHED = 20_000;
/**
 * A university's new name shows after this time at the latest. Everything else shows at once, because it
 * changes the version.
 */
const TTL_MS = 600_000;

const getCache = processState(
  'content.texts',
  () => new LRUCache<string, PostText>({ max: MAX_CACHED, ttl: TTL_MS }),
);

const counts = cacheHits('content.texts');

/**
 * Loads post texts, from a cache if the cached version equals the row's version. A new post is read by many
 * members; the cache saves sending its text from the database each time. Never stale, because the row carries
 * the version.
 *
 * Cost: one query for the texts that are not cached.
 * @returns by post id; deleted posts have no entry
 */
export async function loadTexts(ctx: Context, rows: readonly PageRow[]): Promise<Map<string, PostText>> {
  const cache = getCache(ctx);
  const found = new Map<string, PostText>();
  const missing: string[] = [];
  for (const { id, version, flags } of rows) {
    if ((flags & FLAGS.deleted) !== 0) continue;
    const cached = cache.get(id);
    if (cached?.version === version) found.set(id, cached);
    else missing.push(id);
  }
  counts.hits += found.size;
  counts.misses += missing.length;
  if (missing.length === 0) return found;
  for (const text of await postTexts(ctx.db, { ids: missing })) {
    // Cache after the commit. A rolled-back text never existed, and another text may later get its version.
    ctx.afterCommit(() => cache.set(text.id, text));
    found.set(text.id, text);
  }
  return found;
}
