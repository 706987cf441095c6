import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { say } from '../conversations/notices.ts';
import { holdSeat } from '../conversations/seats.queries.ts';
import { tell, tellMember } from '../live.ts';
import { holdMessage } from '../messages/changing.queries.ts';
import { presentMessages } from '../messages/present.ts';
import { messagesAt } from '../messages/queries.ts';
import { spanOf } from '../messages/spans.queries.ts';
import {
  adminsOnly,
  conversationNotFound,
  messageDeleted,
  messageNotFound,
  tooManyPins,
} from '../problems.ts';
import type { Message } from '../schemas.ts';
import { refuseChanges } from '../standing.ts';
import { dropPin, pinnedSeqs, setPin } from './queries.ts';

const PINS_MOST = 20;

/**
 * Messages that are pinned in a conversation, the last pinned first; those that the viewer may not read are left out.
 * @throws Problem 404 `conversation_not_found`
 */
export async function pins(
  ctx: Context,
  viewer: Viewer,
  conversationId: string,
): Promise<{ items: Message[] }> {
  const now = ctx.clock();
  if ((await spanOf(ctx.db, viewer, conversationId)) === undefined) throw conversationNotFound();
  const seqs = await pinnedSeqs(ctx.db, viewer, conversationId, now);
  const places = seqs.map((seq) => ({ conversationId, seq }));
  const found = await presentMessages(ctx, await messagesAt(ctx.db, viewer, places, now));
  const bySeq = new Map(found.map((message) => [message.seq, message]));
  return {
    items: seqs.flatMap((seq) => {
      const message = bySeq.get(seq);
      return message === undefined || message.withheld || message.deletedAt !== null ? [] : [message];
    }),
  };
}

/**
 * Pins a message for everybody in its conversation, or takes the pin away; in a group where only admins write, admins alone.
 * Again changes nothing. Between two, what the blocked one pins or takes away is so for them alone.
 *
 * @throws Problem 404 `message_not_found`; 403 `admins_only`, `request_not_accepted`, `request_pending`, `you_block_them`; 410 `message_deleted`; 422 `too_many_pins`
 */
export function pin(ctx: Context, viewer: Viewer, id: string, on: boolean): Promise<{ items: Message[] }> {
  return ctx.transaction(async (tx) => {
    const message = await holdMessage(tx.db, viewer, id, tx.clock(), 'everything');
    if (message === undefined || message.type === 'notice') throw messageNotFound();
    if (on && message.gone) throw messageDeleted();
    const { conversationId, seq } = message;
    const held = await holdSeat(tx.db, viewer, conversationId);
    if (held === undefined) throw messageNotFound();
    refuseChanges(held.standing);
    if (held.whoWrites === 'admins' && !held.leads) throw adminsOnly();
    const { isUnheard } = held.standing;
    const pinned = on ? await pinnedSeqs(tx.db, viewer, conversationId, tx.clock()) : [];
    if (pinned.length >= PINS_MOST && !pinned.includes(seq)) throw tooManyPins(PINS_MOST);
    const isChanged =
      isUnheard && !on
        ? await dropPin(tx.db, message, viewer)
        : await setPin(tx.db, message, viewer, on, tx.clock());
    if (isChanged) {
      if (on) await say(tx, viewer, conversationId, { kind: 'pinned', seq, people: [] }, isUnheard);
      if (isUnheard) tellMember(tx, viewer.id, conversationId, 'changed');
      else tell(tx, 'messaging.conversation', { conversationId, change: 'changed' });
    }
    return pins(tx, viewer, conversationId);
  });
}
