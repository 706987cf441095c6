'use client';

import { type QueryClient, useQuery } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useIsConnected } from '../realtime/use-reconnected.ts';
import { useMe } from '../session/session.ts';

/** Query keys of notifications, by prefix. */
export const NOTIFICATIONS = 'notifications';
export const unreadKey = [NOTIFICATIONS, 'unread'] as const;

const POLL_INTERVAL_MS = 60_000;

/** Sets the number that the server has just told. A response on its way is older. */
export function setUnread(queries: QueryClient, unread: number): void {
  void queries.cancelQueries({ queryKey: unreadKey });
  queries.setQueryData(unreadKey, { unread });
}

/**
 * The number of unread notifications: fetched at the start and whenever the realtime connection opens, then updated over
 * it. Without a connection it is polled each minute while the page is visible.
 */
export function useUnread(): number {
  const me = useMe();
  const knownCount = me?.unread.notifications;
  const isConnected = useIsConnected();
  const { data } = useQuery({
    queryKey: unreadKey,
    queryFn: () => api.get('/notifications/unread'),
    enabled: me !== undefined,
    ...(knownCount === undefined ? {} : { initialData: { unread: knownCount } }),
    staleTime: POLL_INTERVAL_MS,
    refetchInterval: isConnected ? false : POLL_INTERVAL_MS,
  });
  return data?.unread ?? knownCount ?? 0;
}
