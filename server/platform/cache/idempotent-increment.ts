import type { Cache } from './types.ts';

type Count = ReturnType<Cache['increment']>;

/**
 * The same cache for a work that may be run several times and counts as one: what an earlier run has counted, the next one does
 * not count again, and is told the same.
 * @returns `rewind`, to be called before each run
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
