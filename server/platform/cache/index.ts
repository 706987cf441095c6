import type { Log } from '../bus/types.ts';
import { cacheHits } from './hits.ts';
import { memoryCache } from './memory.ts';
import type { Cache } from './types.ts';

export { memoryCache } from './memory.ts';

/** Opens the Redis cache if `redisUrl` is set, else one in this process's memory. Does not fail when Redis is unreachable. */
export async function openCache(options: {
  redisUrl?: string;
  /** The address for a new connection. */
  current: (address: string) => string;
  log: Log;
}): Promise<Cache> {
  const { redisUrl, current, log } = options;
  if (redisUrl === undefined) return counted(memoryCache());
  const { redisCache } = await import('./redis.ts');
  return counted(await redisCache({ url: () => current(redisUrl), log }));
}

/** Counts hits and misses of `get` and `remember`. */
function counted(cache: Cache): Cache {
  const counts = cacheHits('shared');
  return {
    ...cache,
    async get<T>(key: string): Promise<T | undefined> {
      const value = await cache.get<T>(key);
      if (value === undefined) counts.misses++;
      else counts.hits++;
      return value;
    },
    async remember(key, ttlSeconds, load) {
      let isLoaded = false;
      try {
        return await cache.remember(key, ttlSeconds, () => {
          isLoaded = true;
          return load();
        });
      } finally {
        if (isLoaded) counts.misses++;
        else counts.hits++;
      }
    },
  };
}
