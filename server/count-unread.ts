import type { CountUnread } from './platform/context.ts';

/** The notifications module counts; it is loaded at the first call. */
export const countUnread: CountUnread = async (ctx, viewer) => {
  const { notifications } = await import('./modules/notifications/index.ts');
  return notifications.unread(ctx, viewer);
};
