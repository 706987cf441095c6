import type { Context } from '../../platform/context.ts';
import { publishToMember } from '../../platform/realtime.ts';

/** Publishes a member's unread count to their devices. */
export const publishCounts = (ctx: Context, userId: string, notifications: number): void =>
  publishToMember(ctx, userId, 'counts', { notifications });

/** There is a new notification, or one has new activities. */
export const publishNotification = (
  ctx: Context,
  userId: string,
  data: { id: string; groupId: string; kind: string },
): void => publishToMember(ctx, userId, 'notification', data);
