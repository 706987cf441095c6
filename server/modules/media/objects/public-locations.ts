import { subscribe } from '../../../platform/bus/topics.ts';
import { cacheHits } from '../../../platform/cache/hits.ts';
import type { Context } from '../../../platform/context.ts';
import { isUnavailable } from '../../../platform/db.ts';
import { TimeoutError, withTimeout } from '../../../platform/timeout.ts';
import { auth } from '../../auth/index.ts';
import { invalidate, locationCacheOf, type StorageLocation } from './location-cache.ts';
import { PUBLIC_URLS_REVOKED } from './revocation.ts';
import { locate } from './service.ts';

/** How long an entry is used without a query. The bus invalidates it sooner: this bounds the effect of a lost message. */
const FRESH_MS = 10_000;
/** How long an entry may serve while the database does not answer. */
const MAX_STALE_MS = 15 * 60_000;
/** How long the database may take to answer if an older entry is available … */
const QUERY_TIMEOUT_MS = 1_000;
/** … and how long such queries pause after it did not. */
const RETRY_AFTER_MS = 5_000;

const counts = cacheHits('media.locations');

/**
 * Locates a public file, from this process's cache if the entry is younger than ten seconds. While the database is unreachable it
 * serves entries of up to 15 minutes. Never use it for private files: their access must end at once.
 *
 * Cost: at most one query per file and ten seconds.
 */
export async function locatePublic(
  ctx: Context,
  name: string,
  file: string,
): Promise<StorageLocation | null> {
  const cache = locationCacheOf(ctx);
  const now = ctx.clock().getTime();
  const cached = cache.names.get(name)?.get(file);
  const age = cached ? Math.abs(now - cached.locatedAt) : Number.POSITIVE_INFINITY;
  const isFresh = cached !== undefined && age < FRESH_MS && cached.locatedAt >= cache.freshSince;
  if (isFresh) counts.hits++;
  else counts.misses++;
  if (cached === undefined || age >= MAX_STALE_MS) return locateUncached(ctx, name, file);
  if (isFresh || now < cache.databaseDownUntil) return cached;
  try {
    return await withTimeout(QUERY_TIMEOUT_MS, locateUncached(ctx, name, file));
  } catch (error) {
    if (!(error instanceof TimeoutError) && !isUnavailable(error as Error)) throw error;
    cache.databaseDownUntil = ctx.clock().getTime() + RETRY_AFTER_MS;
    return cached;
  }
}

/** Like `locatePublic`, but bypasses the cache: for when an entry turned out to be wrong. */
export async function locateUncached(
  ctx: Context,
  name: string,
  file: string,
): Promise<StorageLocation | null> {
  const cache = locationCacheOf(ctx);
  const { revocations: generation } = cache;
  const locatedAt = ctx.clock().getTime();
  const location = await locate(ctx, name, file, 'public');
  if (location === null) cache.names.get(name)?.delete(file);
  else if (cache.revocations === generation) {
    const files = cache.names.get(name) ?? new Map<string, StorageLocation & { locatedAt: number }>();
    cache.names.set(name, files.set(file, { ...location, locatedAt }));
  }
  return location;
}

/**
 * Invalidates files when a process publishes that their public URLs may have ended, and all when a member's status may have
 * changed. After a gap in the bus all entries are stale.
 */
export async function subscribeToRevocations(ctx: Context): Promise<() => Promise<void>> {
  const cache = locationCacheOf(ctx);
  const stop = await subscribe(ctx, PUBLIC_URLS_REVOKED, ({ names }) => invalidate(cache, names));
  const stopChanges = await auth.onViewerChange(ctx, ({ userId }) => {
    if (userId !== undefined) invalidate(cache);
  });
  const stopGap = ctx.bus.onReconnect(() => {
    cache.freshSince = ctx.clock().getTime();
    cache.databaseDownUntil = 0;
  });
  return async () => {
    stopGap();
    await stopChanges();
    await stop();
  };
}
