'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useIsConnected, useReconnected } from '../realtime/use-reconnected.ts';
import { useMe } from '../session/session.ts';

/** Query keys of notifications, by prefix. */
export const NOTIFICATIONS = 'notifications';
export const unreadKey = [NOTIFICATIONS, 'unread'] as const;

const POLL_INTERVAL_MS = 60_000;

/**
 * The number of unread notifications: fetched at the start, then updated over the realtime connection. Without a
 * connection it is polled each minute while the page is visible.
 */
export function useUnread(): number {
  const me = useMe();
  const knownCount = me?.unread.notifications;
  const queries = useQueryClient();
  const isConnected = useIsConnected();
  useReconnected(() => void queries.invalidateQueries({ queryKey: unreadKey }));
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
