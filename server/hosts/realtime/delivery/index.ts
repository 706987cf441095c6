import type { Events } from '@chitlaq/protocol';
import { redact } from '@chitlaq/protocol';
import { type MessagingTopics, messaging, type TypingRecipients } from '../../../modules/messaging/index.ts';
import type { JsonValue } from '../../../platform/bus/types.ts';
import type { Context } from '../../../platform/context.ts';
import type { Connections } from '../connections.ts';
import { OutgoingEvent } from '../frames.ts';
import type { RealtimeMetrics } from '../metrics.ts';
import type { Recipients } from './recipients.ts';

/** `only` as in `MessagingTopics`; `except` lists members who do not get it. */
export type TypingPayload = Events['typing'] & TypingRecipients;

interface MemberEvent {
  userIds: string[];
  type: string;
  data: JsonValue;
}

/** Event types that `realtime.member_event` may carry; other events have topics of their own. */
const MEMBER_EVENT_TYPES = new Set(['notification', 'counts', 'message', 'receipt', 'conversation']);

/**
 * Subscribes to the bus and delivers events to connected members. An event is serialized once for all
 * sockets.
 * @param onMissed  called if something could not be delivered, so clients must sync
 * @returns a function that unsubscribes
 */
export async function openDelivery(
  ctx: Context,
  parts: {
    connections: Connections;
    recipients: Recipients;
    metrics: RealtimeMetrics;
  },
  onMissed: () => void,
): Promise<() => Promise<void>> {
  const { connections, recipients, metrics } = parts;
  const queues = new Map<string, Promise<void>>();

  const deliver = (memberIds: readonly string[], event: OutgoingEvent, except: readonly string[] = []) => {
    let count = 0;
    for (const id of memberIds) {
      if (except.includes(id)) continue;
      for (let device = connections.of(id) ?? null; device !== null; device = device.older) {
        device.send(event);
        count++;
      }
    }
    if (count > 0) metrics.deliveries.inc({ type: event.type }, count);
  };

  /** Runs work of a conversation one after the other. */
  const enqueue = (conversationId: string, work: () => Promise<void>): void => {
    const queue = (queues.get(conversationId) ?? Promise.resolve())
      .then(work)
      .catch((error: unknown) => {
        ctx.log.error({ err: error }, 'realtime.delivery_failed');
        onMissed();
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

  const onMessage = (payload: MessagingTopics['messaging.message']) => {
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
      const connectedIds = ids.filter((id) => connections.of(id) !== undefined);
      if (connectedIds.length === 0) return;
      for (const { memberId, message: view } of await messaging.eventsFor(
        ctx,
        conversationId,
        seq,
        connectedIds,
      ))
        deliver([memberId], new OutgoingEvent('message', view));
    });
  };
  const onReceipt = ({ only, ...receipt }: MessagingTopics['messaging.receipt']) =>
    toConversation(receipt.conversationId, new OutgoingEvent('receipt', receipt), only);
  const onConversation = ({
    conversationId,
    change,
    memberIds = [],
  }: MessagingTopics['messaging.conversation']) => {
    recipients.invalidate(conversationId);
    const event = new OutgoingEvent('conversation', { conversationId, change });
    enqueue(conversationId, async () => {
      // `removed` means that a member removed the conversation from their own list; others must not learn of
      // it.
      const ids = change === 'removed' ? [] : await recipients.get(conversationId);
      deliver([...new Set([...ids, ...memberIds])], event);
    });
  };
  const onPositions = ({ positions }: MessagingTopics['messaging.positions']) => {
    for (const { only, ...position } of positions)
      toConversation(position.conversationId, new OutgoingEvent('position', position), only);
  };
  const onTyping = ({ only, except = [], ...typing }: TypingPayload) =>
    withMembers(typing.conversationId, only, (memberIds) => {
      // Typing recipients are cached for some seconds, in which the member may have been removed from the
      // group.
      if (only === undefined && !memberIds.includes(typing.userId)) return;
      deliver(memberIds, new OutgoingEvent('typing', typing), [typing.userId, ...except]);
    });
  const onMemberEvent = ({ userIds, type, data }: MemberEvent) => {
    if (MEMBER_EVENT_TYPES.has(type)) deliver(userIds, new OutgoingEvent(type, data));
    else ctx.log.warn({ type }, 'realtime.unknown_event');
  };

  // As published by messaging, by notifications, and by the frame `typing`.
  const topics: [topic: string, hear: (payload: never) => void][] = [
    ['messaging.message', onMessage],
    ['messaging.receipt', onReceipt],
    ['messaging.conversation', onConversation],
    ['messaging.positions', onPositions],
    ['realtime.typing', onTyping],
    ['realtime.member_event', onMemberEvent],
  ];
  const unsubscribes: (() => Promise<void>)[] = [];
  for (const [topic, handle] of topics)
    unsubscribes.push(await ctx.bus.subscribe(topic, (payload) => handle(payload as never)));
  return async () => {
    for (const stop of unsubscribes) await stop();
    await Promise.all(queues.values());
  };
}
