import { LRUCache } from 'lru-cache';
import { cacheHits } from '../../../platform/cache/hits.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { processState } from '../../../platform/process-state.ts';
import type { AccessClaims } from './tokens.ts';
import type { ViewerChange } from './viewer-changes.ts';

/**
 * How long a cached viewer is used, which bounds the effect of a lost bus message. Writes have lasting effects, so they accept a
 * viewer of at most one second; a busy session then queries the database once a second.
 */
const MAX_AGE_MS = { read: 10_000, write: 1_000 };

/** A viewer that is being read. */
export interface Reading {
  readonly userId: string;
  readonly sessionId: string;
  /** A change arrived since the read began: its result may be out of date. */
  isStale: boolean;
}

/** What a process has cached about its callers. */
export interface ViewerCache {
  /** Claims of tokens whose signature was checked. A check costs about 100 µs, a look-up less than 1 µs. */
  claims: LRUCache<string, AccessClaims>;
  get(sessionId: string, forWrite: boolean): Viewer | undefined;
  set(sessionId: string, viewer: Viewer): void;
  /** Begins to read a viewer; `end` must follow in every case. */
  begin(session: { userId: string; sessionId: string }): Reading;
  end(reading: Reading): void;
  invalidate(change: ViewerChange): void;
  invalidateAll(): void;
}

function createViewerCache(): ViewerCache {
  const entries = new LRUCache<string, { viewer: Viewer; readAt: number }>({
    max: 20_000,
    ttl: MAX_AGE_MS.read,
    ttlResolution: 0, // ask the clock each time: a time cached for a millisecond may be older than a change
  });
  const readings = new Set<Reading>();
  const counts = cacheHits('auth.viewers');
  return {
    claims: new LRUCache({ max: 20_000 }),
    get(sessionId, forWrite) {
      const entry = entries.get(sessionId);
      const isFresh =
        entry !== undefined && !(forWrite && performance.now() - entry.readAt > MAX_AGE_MS.write);
      if (isFresh) counts.hits++;
      else counts.misses++;
      return isFresh ? entry.viewer : undefined;
    },
    set(sessionId, viewer) {
      entries.set(sessionId, { viewer, readAt: performance.now() });
    },
    begin({ userId, sessionId }) {
      const reading = { userId, sessionId, isStale: false };
      readings.add(reading);
      return reading;
    },
    end(reading) {
      readings.delete(reading);
    },
    invalidate({ userId, sessionId }) {
      for (const reading of readings)
        if (reading.sessionId === sessionId || reading.userId === userId) reading.isStale = true;
      if (sessionId) entries.delete(sessionId);
      if (userId)
        for (const [id, { viewer }] of entries.entries()) if (viewer.id === userId) entries.delete(id);
    },
    invalidateAll() {
      for (const reading of readings) reading.isStale = true;
      entries.clear();
    },
  };
}

export const viewerCacheOf = processState('auth.viewers', createViewerCache);
