import type { QueryClient } from '@tanstack/react-query';
import { NOTIFICATIONS } from './unread.ts';

/** Beyond this scroll position the list is being read, and new rows at the top would make it jump. */
const AT_TOP_PX = 100;

/** A notification was created or changed: refetch a list that is open at its top; mark other lists as stale. */
export function refreshNotifications(queries: QueryClient): void {
  void queries.invalidateQueries({
    queryKey: [NOTIFICATIONS, 'list'],
    refetchType: window.scrollY < AT_TOP_PX ? 'active' : 'none',
  });
}
