import type { Context } from '../../../platform/context.ts';
import { messaging } from '../../messaging/index.ts';
import { reachable } from './queries.ts';
import { notify } from './service.ts';

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
export async function notifyOfMessages(
  ctx: Context,
  { conversationIds }: { conversationIds: string[] },
): Promise<void> {
  const memberIdsBehind = await messaging.membersBehind(ctx, conversationIds);
  const reachableIds = await reachable(ctx.db, memberIdsBehind);
  if (reachableIds.size === 0) return;
  const memberships = await messaging.unreadFor(ctx, conversationIds, [...reachableIds]);
  const failures: unknown[] = [];
  for (const { conversationId, memberId, muted, request, preview } of memberships) {
    if (muted) continue;
    await notify(ctx, {
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
