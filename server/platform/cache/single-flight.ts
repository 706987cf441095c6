import type { Cache } from './types.ts';

/** Builds `remember` from a driver's `get` and `set`. Concurrent callers share one load. */
export function singleFlight(cache: Pick<Cache, 'get' | 'set'>): {
  remember: Cache['remember'];
  /** Invalidates running loads of these keys, which may have read stale data: they are neither shared further nor stored. */
  forget(keys: string[]): void;
} {
  const inFlight = new Map<string, Promise<unknown>>();
  return {
    async remember<T>(key: string, ttlSeconds: number, load: () => Promise<T>): Promise<T> {
      const found = await cache.get<T>(key);
      if (found !== undefined) return found;
      const pendingLoad = inFlight.get(key) as Promise<T> | undefined; // stored below by a caller of the same key
      if (pendingLoad) return pendingLoad;
      const isCurrent = () => inFlight.get(key) === loading;
      const loading = load()
        .then(async (value) => {
          if (isCurrent()) await cache.set(key, value as Parameters<Cache['set']>[1], ttlSeconds);
          return value;
        })
        .finally(() => {
          if (isCurrent()) inFlight.delete(key);
        });
      inFlight.set(key, loading);
      return loading;
    },
    forget(keys) {
      for (const key of keys) inFlight.delete(key);
    },
  };
}
