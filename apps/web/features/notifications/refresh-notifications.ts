import type { QueryClient } from '@tanstack/react-query';
import { NOTIFICATIONS } from './unread.ts';

/** Further down than this one reads, and a list that grows on top would jump. */
const AT_TOP_PX = 100;

/** There is a new notification, or one has grown: a list that is open at its top shows it, another asks when it is next seen. */
export function refreshNotifications(queries: QueryClient): void {
  void queries.invalidateQueries({
    queryKey: [NOTIFICATIONS, 'list'],
    refetchType: window.scrollY < AT_TOP_PX ? 'active' : 'none',
  });
}
