import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { lockMembership } from '../conversations/memberships.queries.ts';
import { addNotice } from '../conversations/notices.ts';
import { lockMessage } from '../messages/changes.queries.ts';
import { presentMessages } from '../messages/present.ts';
import { findMessagesAt } from '../messages/queries.ts';
import { readableRange } from '../messages/readable-range.queries.ts';
import {
  adminsOnly,
  conversationNotFound,
  messageDeleted,
  messageNotFound,
  tooManyPins,
} from '../problems.ts';
import { requireCanChange } from '../relationship.ts';
import type { Message } from '../schemas.ts';
import { publish, publishToMember } from '../topics.ts';
import { findPinnedSeqs, setPin, unpinForSelf } from './queries.ts';

const MAX_PINS = 20;

/**
 * Pinned messages of a conversation, latest pin first. Leaves out those that the viewer may not read.
 * @throws Problem 404 `conversation_not_found`
 */
export async function listPins(
  ctx: Context,
  viewer: Viewer,
  conversationId: string,
): Promise<{ items: Message[] }> {
  const now = ctx.clock();
  if ((await readableRange(ctx.db, viewer, conversationId)) === undefined) throw conversationNotFound();
  const seqs = await findPinnedSeqs(ctx.db, viewer, conversationId, now);
  const messageKeys = seqs.map((seq) => ({ conversationId, seq }));
  const found = await presentMessages(ctx, await findMessagesAt(ctx.db, viewer, messageKeys, now));
  const bySeq = new Map(found.map((message) => [message.seq, message]));
  return {
    items: seqs.flatMap((seq) => {
      const message = bySeq.get(seq);
      return message === undefined || message.redacted || message.deletedAt !== null ? [] : [message];
    }),
  };
}

/**
 * Pins or unpins a message for everyone in its conversation. In a group where only admins write, only admins
 * may. Idempotent. In a direct conversation, a blocked participant's change applies to that participant only.
 *
 * @throws Problem 404 `message_not_found`; 403 `admins_only`, `request_not_accepted`, `request_pending`,
 *   `recipient_blocked`; 410 `message_deleted`; 422 `too_many_pins`
 */
export function setPinned(
  ctx: Context,
  viewer: Viewer,
  id: string,
  isPinning: boolean,
): Promise<{ items: Message[] }> {
  return ctx.transaction(async (tx) => {
    const message = await lockMessage(tx.db, viewer, id, tx.clock(), 'everything');
    if (message === undefined || message.type === 'notice') throw messageNotFound();
    if (isPinning && message.isGone) throw messageDeleted();
    const { conversationId, seq } = message;
    const membership = await lockMembership(tx.db, viewer, conversationId, { unmuted: isPinning });
    if (membership === undefined) throw messageNotFound();
    requireCanChange(membership.relationship);
    if (membership.whoWrites === 'admins' && !membership.isGroupAdmin) throw adminsOnly();
    const { isBlockedByOther } = membership.relationship;
    const pinned = isPinning ? await findPinnedSeqs(tx.db, viewer, conversationId, tx.clock()) : [];
    if (pinned.length >= MAX_PINS && !pinned.includes(seq)) throw tooManyPins(MAX_PINS);
    const hasChanged =
      isBlockedByOther && !isPinning
        ? await unpinForSelf(tx.db, message, viewer)
        : await setPin(tx.db, message, viewer, isPinning, tx.clock());
    if (hasChanged) {
      if (isPinning)
        await addNotice(tx, viewer, conversationId, { kind: 'pinned', seq, people: [] }, isBlockedByOther);
      if (isBlockedByOther) publishToMember(tx, viewer.id, conversationId, 'changed');
      else publish(tx, 'messaging.conversation', { conversationId, change: 'changed' });
    }
    return listPins(tx, viewer, conversationId);
  });
}
