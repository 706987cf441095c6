import type { JsonValue } from '../../platform/bus/types.ts';
import type { Context } from '../../platform/context.ts';

/** Sends an event to all devices of a member that are connected now, after the transaction. What is lost is read again anyway. */
function publish(ctx: Context, userId: string, type: 'notification' | 'counts', data: JsonValue): void {
  ctx.afterCommit(() => {
    ctx.bus.publish('realtime.tell', { userIds: [userId], type, data }).catch((error: unknown) => {
      ctx.log.warn({ err: error, type }, 'notifications.not_told');
    });
  });
}

/** The number of unread notifications has changed. */
export const publishCounts = (ctx: Context, userId: string, notifications: number): void =>
  publish(ctx, userId, 'counts', { notifications });

/** There is a new one, or one has grown. */
export const publishNotification = (
  ctx: Context,
  userId: string,
  data: { id: string; groupId: string; kind: string },
): void => publish(ctx, userId, 'notification', data);
