import type { Cache } from './types.ts';

type Count = ReturnType<Cache['increment']>;

/**
 * Wraps a cache so that retries do not count twice. An attempt gets the counts of the attempt before it, in the same order,
 * instead of incrementing again.
 * @returns the cache, and `rewind`, which must be called before each attempt
 */
export function withIdempotentIncrements(cache: Cache): { cache: Cache; rewind(): void } {
  const countsByName = new Map<string, Count[]>();
  const positions = new Map<string, number>();
  return {
    cache: {
      ...cache,
      increment(key, windowSeconds, by = 1) {
        const name = `${by} ${key}`;
        const position = positions.get(name) ?? 0;
        positions.set(name, position + 1);
        const counts = countsByName.get(name) ?? [];
        countsByName.set(name, counts);
        const count = counts[position] ?? cache.increment(key, windowSeconds, by);
        counts[position] = count;
        return count;
      },
    },
    rewind: () => positions.clear(),
  };
}
