import type { Cache } from './index.ts';

/** `remember` over any driver's get and set: callers at the same time share one load. */
export function singleFlight(cache: Pick<Cache, 'get' | 'set'>): Cache['remember'] {
  const flying = new Map<string, Promise<unknown>>();
  return async <T>(key: string, ttlSeconds: number, load: () => Promise<T>): Promise<T> => {
    const found = await cache.get<T>(key);
    if (found !== undefined) return found;
    const under = flying.get(key) as Promise<T> | undefined; // put there below, by a caller of the same key
    if (under) return under;
    const loading = load()
      .then(async (value) => {
        await cache.set(key, value as Parameters<Cache['set']>[1], ttlSeconds);
        return value;
      })
      .finally(() => flying.delete(key));
    flying.set(key, loading);
    return loading;
  };
}
