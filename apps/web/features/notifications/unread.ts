'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useMe } from '../frame/session.ts';
import { useIsConnected, useReconnected } from '../realtime/use-reconnected.ts';

/** Lists of notifications, by the beginning of their key. */
export const NOTIFICATIONS = 'notifications';
export const unreadKey = [NOTIFICATIONS, 'unread'] as const;

const POLL_INTERVAL_MS = 60_000;

/**
 * How many notifications are unread: known from the start, then told over the connection; without one, looked at again each
 * minute that the page is in view.
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
