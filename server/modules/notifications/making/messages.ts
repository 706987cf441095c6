import type { Context } from '../../../platform/context.ts';
import { messaging } from '../../messaging/index.ts';
import { reachable } from './queries.ts';
import { tell } from './service.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    /** Something was written in a conversation; added with a key, so that what is written on is told with it. */
    'notifications.messages': { conversationId: string };
  }
}

/**
 * Tells each member of a conversation of what they have not read: one notification a conversation, none where it is muted, a
 * stranger's request once.
 *
 * Cost: one query over the members, one for whom it would reach at all, then `tell` for each of these.
 */
export async function tellMessages(
  ctx: Context,
  { conversationId }: { conversationId: string },
): Promise<void> {
  const seats = (await messaging.unreadFor(ctx, conversationId)).filter(({ muted }) => !muted);
  const reached = await reachable(
    ctx.db,
    seats.map(({ memberId }) => memberId),
  );
  for (const { memberId, request, preview } of seats) {
    if (!reached.has(memberId)) continue;
    await tell(ctx, {
      userId: memberId,
      kind: 'message',
      ...(request ? { topic: 'request' } : {}),
      subjectId: conversationId,
      actorId: preview.senderId,
      cause: request ? `request:${conversationId}` : `message:${conversationId}:${preview.seq}`,
      seq: preview.seq,
    });
  }
}
