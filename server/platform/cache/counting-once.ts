import type { Cache } from './types.ts';

type Count = ReturnType<Cache['increment']>;

/**
 * The same cache for a work that may be run several times and counts as one: what an earlier run has counted, the next one does
 * not count again, and is told the same.
 * @returns `rewind`, to be called before each run
 */
export function countingOnce(cache: Cache): { cache: Cache; rewind(): void } {
  const counted = new Map<string, Count[]>();
  const places = new Map<string, number>();
  return {
    cache: {
      ...cache,
      increment(key, windowSeconds, by = 1) {
        const name = `${by} ${key}`;
        const place = places.get(name) ?? 0;
        places.set(name, place + 1);
        const counts = counted.get(name) ?? [];
        counted.set(name, counts);
        const count = counts[place] ?? cache.increment(key, windowSeconds, by);
        counts[place] = count;
        return count;
      },
    },
    rewind: () => places.clear(),
  };
}
