import type { Context } from '../../../platform/context.ts';
import { mutedTextMatcher } from '../../content/index.ts';
import { messaging } from '../../messaging/index.ts';
import { reachable } from './queries.ts';
import { notify } from './service.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    /** Messages were written in these conversations. */
    'notifications.messages': { conversationIds: string[] };
  }
}

/**
 * Notifies the members of some conversations of unread messages: one notification per conversation, none if
 * it is muted, and one in all for a message request. A failure for one member does not affect the others.
 *
 * Cost: one query over the members, one for who is reachable, one for what these have not read, then `notify`
 * for each.
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
    if (muted || (request && (await hasHiddenWord(ctx, memberId, preview.text)))) continue;
    await notify(ctx, {
      userId: memberId,
      kind: 'message',
      ...(request ? { topic: 'request' as const } : {}),
      subjectId: conversationId,
      actorId: preview.senderId,
      cause: request ? `request:${conversationId}` : `message:${conversationId}:${preview.seq}`,
      seq: preview.seq,
    }).catch((error: unknown) => failures.push(error));
  }
  // The job runs again and skips members who were notified.
  if (failures.length > 0) throw failures[0];
}

/** Whether a message request contains a word that its recipient hides. */
const hasHiddenWord = async (ctx: Context, memberId: string, text: string): Promise<boolean> =>
  ((await mutedTextMatcher(ctx, { id: memberId }))?.(text) ?? null) !== null;
