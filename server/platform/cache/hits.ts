import { Counter } from 'prom-client';

/** How often a cache of this process had what was asked for. Plain numbers, because hot paths count here. */
export interface CacheHits {
  hits: number;
  misses: number;
}

const caches = new Map<string, CacheHits>();

/** The counts of a cache, by name. Equal names share them. */
export function cacheHits(name: string): CacheHits {
  let counts = caches.get(name);
  if (counts === undefined) {
    counts = { hits: 0, misses: 0 };
    caches.set(name, counts);
  }
  return counts;
}

export const cacheRequests = new Counter({
  name: 'cache_requests_total',
  help: 'Look-ups in a cache of this process, by cache and result',
  labelNames: ['cache', 'result'],
  registers: [],
  collect() {
    this.reset();
    for (const [cache, { hits, misses }] of caches) {
      this.inc({ cache, result: 'hit' }, hits);
      this.inc({ cache, result: 'miss' }, misses);
    }
  },
});
