import type { JsonValue } from '../../platform/bus/types.ts';
import type { Context } from '../../platform/context.ts';

/**
 * Publishes an event to a member's connected devices after commit. A lost event is harmless: clients reload.
 */
function publish(ctx: Context, userId: string, type: 'notification' | 'counts', data: JsonValue): void {
  ctx.afterCommit(() => {
    ctx.bus.publish('realtime.member_event', { userIds: [userId], type, data }).catch((error: unknown) => {
      ctx.log.warn({ err: error, type }, 'notifications.publish_failed');
    });
  });
}

export const publishCounts = (ctx: Context, userId: string, notifications: number): void =>
  publish(ctx, userId, 'counts', { notifications });

/** There is a new notification, or one has new activities. */
export const publishNotification = (
  ctx: Context,
  userId: string,
  data: { id: string; groupId: string; kind: string },
): void => publish(ctx, userId, 'notification', data);
