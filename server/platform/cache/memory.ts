import { LRUCache } from 'lru-cache';
import { singleFlight } from './single-flight.ts';
import type { Cache } from './types.ts';

const MAX_ENTRIES = 20_000;
const MAX_BYTES = 32 * 1024 * 1024;

interface Window {
  count: number;
  endsAt: number;
}

/** The cache in this process's memory, limited by entries and by bytes of JSON. It evicts the least recently used entry. */
export function memoryCache(options: { maxEntries?: number; now?: () => number } = {}): Cache {
  const now = options.now ?? Date.now;
  const max = options.maxEntries ?? MAX_ENTRIES;
  // Stored as JSON, so that a caller that changes a returned object does not change the cached one, as with Redis.
  const values = new LRUCache<string, { json: string; endsAt: number }>({
    max,
    maxSize: MAX_BYTES,
    sizeCalculation: ({ json }, key) => json.length + key.length + 64,
  });
  const windows = new LRUCache<string, Window>({ max });

  const cache = {
    async get<T>(key: string): Promise<T | undefined> {
      const entry = values.get(key);
      if (!entry) return undefined;
      if (entry.endsAt <= now()) {
        values.delete(key);
        return undefined;
      }
      return JSON.parse(entry.json) as T; // written by `set` under this key
    },
    async set(key: string, value: unknown, ttlSeconds: number): Promise<void> {
      values.set(key, { json: JSON.stringify(value), endsAt: now() + ttlSeconds * 1000 });
    },
  };
  const { remember, forget } = singleFlight(cache);
  return {
    ...cache,
    remember,
    async delete(...keys) {
      forget(keys);
      for (const key of keys) values.delete(key);
    },
    async increment(key, windowSeconds, by = 1) {
      const at = now();
      let window = windows.get(key);
      if (!window || window.endsAt <= at) window = { count: 0, endsAt: at + windowSeconds * 1000 };
      window.count += by;
      windows.set(key, window);
      return { count: window.count, resetsInMs: window.endsAt - at };
    },
    async ping() {},
    async close() {
      values.clear();
      windows.clear();
    },
  };
}
