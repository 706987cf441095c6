import type { Log } from '../bus/types.ts';
import { memoryCache } from './memory.ts';
import type { Cache } from './types.ts';

export { memoryCache } from './memory.ts';

/** Redis where its address is given, else this process's memory. Never fails for want of Redis. */
export async function openCache(options: { redisUrl?: string; log: Log }): Promise<Cache> {
  if (options.redisUrl === undefined) return memoryCache();
  const { redisCache } = await import('./redis.ts');
  return redisCache({ url: options.redisUrl, log: options.log });
}
