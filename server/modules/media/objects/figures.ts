import type { Context } from '../../../platform/context.ts';
import type { StorageFigures } from '../schemas.ts';
import { sums } from './queries.ts';

const KEEP_SECONDS = 60;

/** What lies in the storage and what it stands for. Cost: reads all objects, so one answer serves everybody for a minute. */
export const storageFigures = (ctx: Context): Promise<StorageFigures> =>
  ctx.cache.remember('media:storage', KEEP_SECONDS, async () => ({
    at: ctx.clock().toISOString(),
    ...(await sums(ctx.db)),
  }));
