import type { Log } from '../bus/types.ts';
import { memoryCache } from './memory.ts';
import type { Cache } from './types.ts';

export { memoryCache } from './memory.ts';

/** Opens the Redis cache if `redisUrl` is set, else one in this process's memory. Does not fail when Redis is unreachable. */
export async function openCache(options: { redisUrl?: string; log: Log }): Promise<Cache> {
  if (options.redisUrl === undefined) return memoryCache();
  const { redisCache } = await import('./redis.ts');
  return redisCache({ url: options.redisUrl, log: options.log });
}
