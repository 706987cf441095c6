import { hasSession, serverNow } from '@chitlaq/client';
import type { QueryClient } from '@tanstack/react-query';
import { clearOfflineData } from './clear-offline-data.ts';
import { type StoredQuery, storeQueries, sweepStoredQueries } from './offline-database.ts';
import { isOfflineQuery, trimForOffline } from './offline-queries.ts';

const WRITE_DELAY_MS = 1_500;

/** How far the server's clock is ahead of the device's, which the query cache uses. */
const serverOffset = (): number => serverNow() - Date.now();

/**
 * Restores the stored queries of this device's member into the cache. Never overwrites data that the server has sent
 * meanwhile.
 */
export async function restoreQueries(queries: QueryClient): Promise<void> {
  if (!hasSession()) return;
  const { queries: stored } = await sweepStoredQueries().catch(() => ({ queries: [] as StoredQuery[] }));
  const memberId = stored.find(({ key }) => key[0] === 'me')?.memberId;
  for (const { key, data, at, memberId: owner } of stored) {
    if (owner !== memberId || queries.getQueryData(key) !== undefined) continue;
    // Restore `me` last: it makes the page render the rest.
    if (key[0] !== 'me') queries.setQueryData(key, data, { updatedAt: at - serverOffset() });
  }
  const me = stored.find(({ key }) => key[0] === 'me');
  if (me && queries.getQueryData(me.key) === undefined)
    queries.setQueryData(me.key, me.data, { updatedAt: me.at - serverOffset() });
}

/** Stores the member's queries from now on. @returns stops it */
export function persistQueries(queries: QueryClient, memberId: string): () => void {
  const changed = new Map<string, StoredQuery>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isEnded = false;
  const writeChanged = () => {
    timer = undefined;
    const stored = [...changed.values()];
    changed.clear();
    // If storage is full or unavailable, the app still works online.
    if (!isEnded && stored.length > 0) void storeQueries(memberId, stored).catch(() => undefined);
  };
  const queueWrite = (
    name: string,
    key: readonly unknown[],
    state: { data: unknown; dataUpdatedAt: number },
  ) => {
    if (!isOfflineQuery(key) || state.data === undefined) return;
    const data = trimForOffline(key, state.data);
    if (data === undefined) return;
    changed.set(name, { name, key, data, at: state.dataUpdatedAt + serverOffset(), memberId });
    timer ??= setTimeout(writeChanged, WRITE_DELAY_MS);
  };
  const cache = queries.getQueryCache();
  for (const { queryHash, queryKey, state } of cache.getAll()) queueWrite(queryHash, queryKey, state);
  const unsubscribe = cache.subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return;
    const { queryHash, queryKey, state } = event.query;
    queueWrite(queryHash, queryKey, state);
  });
  const stop = () => {
    isEnded = true;
    clearTimeout(timer);
    unsubscribe();
  };
  const onSignedOut = () => {
    stop();
    void clearOfflineData();
  };
  window.addEventListener('chitlaq:signed-out', onSignedOut);
  return () => {
    window.removeEventListener('chitlaq:signed-out', onSignedOut);
    stop();
  };
}
