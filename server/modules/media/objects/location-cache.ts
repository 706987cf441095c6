import { LRUCache } from 'lru-cache';
import { processState } from '../../../platform/process-state.ts';

/** Where a stored file is: its storage key and its size in bytes. */
export interface StorageLocation {
  key: string;
  size: number;
}

/** Maximum names in a process's cache, about 500 bytes each with their files; evicts the least recently used. */
export const MAX_NAMES = 20_000;

/** A process's cache of where public files are stored. */
export interface LocationCache {
  /** By name, then by file; with the time of the look-up. */
  names: LRUCache<string, Map<string, StorageLocation & { locatedAt: number }>>;
  /** Incremented by each revocation: a look-up that began before it must not be cached. */
  revocations: number;
  /** Entries older than this are stale: bus messages may have been lost since. */
  freshSince: number;
  /** Until then, the database is not queried for what is cached. */
  databaseDownUntil: number;
}

export const locationCacheOf = processState(
  'media.locations',
  (): LocationCache => ({
    names: new LRUCache({ max: MAX_NAMES }),
    revocations: 0,
    freshSince: 0,
    databaseDownUntil: 0,
  }),
);

/** Drops the cached locations of these names, or of all, and keeps look-ups in progress from being cached. */
export function invalidate(cache: LocationCache, names?: readonly string[]): void {
  cache.revocations++;
  if (names === undefined) cache.names.clear();
  else for (const name of names) cache.names.delete(name);
}
