import { LRUCache } from 'lru-cache';
import type { Context } from '../../../platform/context.ts';
import { MARKS, type PageRow, type PostText, postTexts } from './queries.ts';

/** Some 2 kB each. */
const MAX_CACHED = 20_000;
/** A university's new name shows after this long; all else shows at once, by its version. */
const TTL_MS = 600_000;

const caches = new WeakMap<object, LRUCache<string, PostText>>();

function getCache(ctx: Context): LRUCache<string, PostText> {
  let cache = caches.get(ctx.config);
  if (!cache) {
    cache = new LRUCache({ max: MAX_CACHED, ttl: TTL_MS });
    caches.set(ctx.config, cache);
  }
  return cache;
}

/**
 * The texts of posts whose rows the viewer may see, from memory where the version is still that of the row: what is new
 * on a campus is read by many, and its text need not leave the database for each. Never stale: the row says the version.
 *
 * Cost: one query where some are not known yet, none otherwise.
 * @returns by the post's id; a deleted post has none
 */
export async function loadTexts(ctx: Context, rows: readonly PageRow[]): Promise<Map<string, PostText>> {
  const cache = getCache(ctx);
  const found = new Map<string, PostText>();
  const missing: string[] = [];
  for (const { id, version, marks } of rows) {
    if ((marks & MARKS.deleted) !== 0) continue;
    const cached = cache.get(id);
    if (cached?.version === version) found.set(id, cached);
    else missing.push(id);
  }
  if (missing.length === 0) return found;
  for (const text of await postTexts(ctx.db, { ids: missing })) {
    // What is read in a transaction that is taken back has never been: its version is another text's by and by.
    ctx.afterCommit(() => cache.set(text.id, text));
    found.set(text.id, text);
  }
  return found;
}
