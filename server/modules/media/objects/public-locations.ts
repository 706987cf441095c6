import type { Context } from '../../../platform/context.ts';
import { isUnavailable } from '../../../platform/db.ts';
import { TimeoutError, withTimeout } from '../../../platform/timeout.ts';
import { auth } from '../../auth/index.ts';
import { invalidate, locationCacheOf, type StorageLocation } from './location-cache.ts';
import { PUBLIC_URLS_REVOKED } from './revocation.ts';
import { locate } from './service.ts';

/** So long nothing is asked. A word on the bus says sooner that an address has ended: this bounds what a lost word can do. */
const FRESH_MS = 10_000;
/** So long what is known serves while the database does not answer. */
const MAX_STALE_MS = 15 * 60_000;
/** What the database has for its answer where an older one is at hand … */
const QUERY_TIMEOUT_MS = 1_000;
/** … and how long it is let alone with such questions after it gave none. */
const RETRY_AFTER_MS = 5_000;

/**
 * Where a stored file lies that everybody may see: as `locate`, from memory where it was asked a moment ago, and while the database
 * does not answer. Not for private files: their end must hold at once, so they are asked for each time.
 *
 * Cost: none; one query for each file and ten seconds in which somebody asks for it.
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
  if (cached === undefined || age >= MAX_STALE_MS) return locateUncached(ctx, name, file);
  const isFresh = age < FRESH_MS && cached.locatedAt >= cache.freshSince;
  if (isFresh || now < cache.databaseDownUntil) return cached;
  try {
    return await withTimeout(QUERY_TIMEOUT_MS, locateUncached(ctx, name, file));
  } catch (error) {
    if (!(error instanceof TimeoutError) && !isUnavailable(error as Error)) throw error;
    cache.databaseDownUntil = ctx.clock().getTime() + RETRY_AFTER_MS;
    return cached;
  }
}

/** As `locatePublic`, without what is known: where that has turned out wrong. */
export async function locateUncached(
  ctx: Context,
  name: string,
  file: string,
): Promise<StorageLocation | null> {
  const cache = locationCacheOf(ctx);
  const { closings: generation } = cache;
  const locatedAt = ctx.clock().getTime();
  const location = await locate(ctx, name, file, true);
  if (location === null) cache.names.get(name)?.delete(file);
  else if (cache.closings === generation) {
    const files = cache.names.get(name) ?? new Map<string, StorageLocation & { locatedAt: number }>();
    cache.names.set(name, files.set(file, { ...location, locatedAt }));
  }
  return location;
}

/**
 * Forgets files when any process says that their public addresses may have ended, and all where a member's status may have changed;
 * after a gap in the bus all are asked for again.
 */
export async function subscribeToRevocations(ctx: Context): Promise<() => Promise<void>> {
  const cache = locationCacheOf(ctx);
  const stop = await ctx.bus.subscribe(PUBLIC_URLS_REVOKED, (payload) => {
    const { names } = payload as { names?: string[] }; // as `close` sends it
    invalidate(cache, names);
  });
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
