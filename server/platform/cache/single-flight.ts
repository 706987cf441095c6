import type { Cache } from './types.ts';

/** `remember` over any driver's get and set: callers at the same time share one load. */
export function singleFlight(cache: Pick<Cache, 'get' | 'set'>): {
  remember: Cache['remember'];
  /** Loads under way for these keys may have read what is out of date: they are neither shared further nor kept. */
  forget(keys: string[]): void;
} {
  const flying = new Map<string, Promise<unknown>>();
  return {
    async remember<T>(key: string, ttlSeconds: number, load: () => Promise<T>): Promise<T> {
      const found = await cache.get<T>(key);
      if (found !== undefined) return found;
      const under = flying.get(key) as Promise<T> | undefined; // put there below, by a caller of the same key
      if (under) return under;
      const isCurrent = () => flying.get(key) === loading;
      const loading = load()
        .then(async (value) => {
          if (isCurrent()) await cache.set(key, value as Parameters<Cache['set']>[1], ttlSeconds);
          return value;
        })
        .finally(() => {
          if (isCurrent()) flying.delete(key);
        });
      flying.set(key, loading);
      return loading;
    },
    forget(keys) {
      for (const key of keys) flying.delete(key);
    },
  };
}
