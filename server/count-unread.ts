import type { CountUnread } from './platform/context.ts';

/** Counted by the module that owns it, loaded when it is first asked for. */
export const countUnread: CountUnread = async (ctx, viewer) => {
  const { notifications } = await import('./modules/notifications/index.ts');
  return notifications.unread(ctx, viewer);
};
