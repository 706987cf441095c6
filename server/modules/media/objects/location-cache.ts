import { LRUCache } from 'lru-cache';
import type { Context } from '../../../platform/context.ts';

/** A stored file: its key in the storage, and its bytes. */
export interface StorageLocation {
  key: string;
  size: number;
}

/** Names that are remembered in a process, some 500 bytes each with their files; what nobody has looked at for longest goes first. */
export const MAX_NAMES = 20_000;

/** What a process remembers of where public files lie. */
export interface LocationCache {
  /** By name, then by file; with when it was asked for. */
  names: LRUCache<string, Map<string, StorageLocation & { locatedAt: number }>>;
  /** Rises with each closing that is heard of: what was asked before it is not remembered. */
  closings: number;
  /** What was asked before is not fresh: words may have been lost since. */
  freshSince: number;
  /** The database is not asked for what is known. */
  databaseDownUntil: number;
}

const caches = new WeakMap<object, LocationCache>();

export function locationCacheOf({ config }: Context): LocationCache {
  let cache = caches.get(config);
  if (!cache) {
    cache = { names: new LRUCache({ max: MAX_NAMES }), closings: 0, freshSince: 0, databaseDownUntil: 0 };
    caches.set(config, cache);
  }
  return cache;
}

/** What was known of these names' files, or of all, is not known any more, nor is what is being asked for just now. */
export function invalidate(cache: LocationCache, names?: readonly string[]): void {
  cache.closings++;
  if (names === undefined) cache.names.clear();
  else for (const name of names) cache.names.delete(name);
}
