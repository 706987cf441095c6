import { redact } from '@chitlaq/protocol';
import type { Topics } from '../../../platform/bus/topics.ts';
import { OutgoingEvent, type RealtimeHost, type RealtimePart } from '../../../platform/realtime.ts';
import { recipients as findRecipients } from '../delivery.ts';
import { eventsFor } from '../messages/read.ts';
import { openRecipients } from './recipients.ts';

/** Delivers this module's topics to connected members. An event is serialized once for all sockets. */
export function createDelivery({ ctx, deliver, isConnected, requestResync }: RealtimeHost) {
  const recipients = openRecipients((conversationId) => findRecipients(ctx, conversationId));
  const queues = new Map<string, Promise<void>>();

  /** Runs work of a conversation one after the other. */
  const enqueue = (conversationId: string, work: () => Promise<void>): void => {
    const queue = (queues.get(conversationId) ?? Promise.resolve())
      .then(work)
      .catch((error: unknown) => {
        ctx.log.error({ err: error }, 'realtime.delivery_failed');
        requestResync();
      })
      .finally(() => {
        if (queues.get(conversationId) === queue) queues.delete(conversationId);
      });
    queues.set(conversationId, queue);
  };
  /**
   * Calls `work` with the recipients: synchronously if they are known and nothing of the conversation is
   * queued.
   */
  const withMembers = (
    conversationId: string,
    only: string[] | undefined,
    work: (memberIds: readonly string[]) => void,
  ) => {
    const known = queues.has(conversationId) ? undefined : (only ?? recipients.cached(conversationId));
    if (known) return work(known);
    enqueue(conversationId, async () => work(only ?? (await recipients.get(conversationId))));
  };
  const toConversation = (conversationId: string, event: OutgoingEvent, only?: string[], except?: string[]) =>
    withMembers(conversationId, only, (memberIds) => deliver(memberIds, event, except));

  const onMessage = (payload: Topics['messaging.message']) => {
    const { conversationId, seq, message, perMember, only, redactedFor } = payload;
    if (message && !perMember) {
      toConversation(conversationId, new OutgoingEvent('message', message), only, redactedFor);
      if (redactedFor)
        withMembers(conversationId, only, (memberIds) => {
          const recipientIds = memberIds.filter((id) => redactedFor.includes(id));
          deliver(recipientIds, new OutgoingEvent('message', redact(message)));
        });
      return;
    }
    enqueue(conversationId, async () => {
      const ids = only ?? (await recipients.get(conversationId));
      const connectedIds = ids.filter(isConnected);
      if (connectedIds.length === 0) return;
      for (const { memberId, message: view } of await eventsFor(ctx, conversationId, seq, connectedIds))
        deliver([memberId], new OutgoingEvent('message', view));
    });
  };
  const onReceipt = ({ only, ...receipt }: Topics['messaging.receipt']) =>
    toConversation(receipt.conversationId, new OutgoingEvent('receipt', receipt), only);
  const onConversation = ({ conversationId, change, memberIds = [] }: Topics['messaging.conversation']) => {
    recipients.invalidate(conversationId);
    const event = new OutgoingEvent('conversation', { conversationId, change });
    enqueue(conversationId, async () => {
      // `removed` means that a member removed the conversation from their own list; others must not learn of
      // it.
      const ids = change === 'removed' ? [] : await recipients.get(conversationId);
      deliver([...new Set([...ids, ...memberIds])], event);
    });
  };
  const onPositions = ({ positions }: Topics['messaging.positions']) => {
    for (const { only, ...position } of positions)
      toConversation(position.conversationId, new OutgoingEvent('position', position), only);
  };
  const onTyping = ({ only, except = [], ...typing }: Topics['realtime.typing']) =>
    withMembers(typing.conversationId, only, (memberIds) => {
      // Typing recipients are cached for some seconds, in which the member may have been removed from the
      // group.
      if (only === undefined && !memberIds.includes(typing.userId)) return;
      deliver(memberIds, new OutgoingEvent('typing', typing), [typing.userId, ...except]);
    });

  return {
    topics: {
      'messaging.message': onMessage,
      'messaging.receipt': onReceipt,
      'messaging.conversation': onConversation,
      'messaging.positions': onPositions,
      'realtime.typing': onTyping,
    } satisfies RealtimePart['topics'],
    dropCaches: () => recipients.clear(),
    close: async () => void (await Promise.all(queues.values())),
  };
}
