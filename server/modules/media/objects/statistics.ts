import type { Context } from '../../../platform/context.ts';
import type { StorageStatistics } from '../schemas.ts';
import { findStorageTotals } from './queries.ts';

const CACHE_SECONDS = 60;

/** Totals of the storage. Cost: scans all objects, so one result is cached for a minute for everybody. */
export const storageStatistics = (ctx: Context): Promise<StorageStatistics> =>
  ctx.cache.remember('media:storage', CACHE_SECONDS, async () => ({
    at: ctx.clock().toISOString(),
    ...(await findStorageTotals(ctx.db)),
  }));
