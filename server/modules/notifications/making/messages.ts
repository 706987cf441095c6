import type { Context } from '../../../platform/context.ts';
import { messaging } from '../../messaging/index.ts';
import { reachable } from './queries.ts';
import { tell } from './service.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    /** Something was written in each of these conversations. */
    'notifications.messages': { conversationIds: string[] };
  }
}

/**
 * Tells each member of some conversations of what they have not read: one notification a conversation, none where it is muted, a
 * stranger's request once. One who cannot be told keeps nobody else from it.
 *
 * Cost: one query over the members, one for whom it would reach at all, one for what waits for these, then `tell` for each.
 */
export async function tellMessages(
  ctx: Context,
  { conversationIds }: { conversationIds: string[] },
): Promise<void> {
  const behind = await messaging.behindIn(ctx, conversationIds);
  const reached = await reachable(ctx.db, behind);
  if (reached.size === 0) return;
  const seats = await messaging.unreadFor(ctx, conversationIds, [...reached]);
  const failures: unknown[] = [];
  for (const { conversationId, memberId, muted, request, preview } of seats) {
    if (muted) continue;
    await tell(ctx, {
      userId: memberId,
      kind: 'message',
      ...(request ? { topic: 'request' } : {}),
      subjectId: conversationId,
      actorId: preview.senderId,
      cause: request ? `request:${conversationId}` : `message:${conversationId}:${preview.seq}`,
      seq: preview.seq,
    }).catch((error: unknown) => failures.push(error));
  }
  // The job runs again; who was told is not told twice.
  if (failures.length > 0) throw failures[0];
}
