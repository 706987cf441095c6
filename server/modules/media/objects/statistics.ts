import type { Context } from '../../../platform/context.ts';
import type { StorageFigures } from '../schemas.ts';
import { storageTotals } from './queries.ts';

const CACHE_SECONDS = 60;

/** What lies in the storage and what it stands for. Cost: reads all objects, so one answer serves everybody for a minute. */
export const storageStatistics = (ctx: Context): Promise<StorageFigures> =>
  ctx.cache.remember('media:storage', CACHE_SECONDS, async () => ({
    at: ctx.clock().toISOString(),
    ...(await storageTotals(ctx.db)),
  }));
