import type { Events } from '../../../../packages/client/src/realtime/protocol.ts';
import { veiled } from '../../../../packages/client/src/veiled.ts';
import { type Hearers, type Live, messaging } from '../../../modules/messaging/index.ts';
import type { JsonValue } from '../../../platform/bus/types.ts';
import type { Context } from '../../../platform/context.ts';
import type { Connections } from '../connections.ts';
import { Outgoing } from '../frames.ts';
import type { RealtimeMetrics } from '../metrics.ts';
import type { Recipients } from './recipients.ts';

/** `only` as in `Live`; `except` those who are not to hear of it. */
export type TypingWord = Events['typing'] & Hearers;

interface TellWord {
  userIds: string[];
  type: string;
  data: JsonValue;
}

/** What `realtime.tell` may carry: other events have topics of their own. */
const TOLD = new Set(['notification', 'counts', 'message', 'receipt', 'conversation']);

/**
 * Hears the bus and passes on what concerns members who are connected here: one text for all their sockets.
 * @param missed  called when something could not be delivered: clients must ask for it
 * @returns what ends it
 */
export async function openDelivery(
  ctx: Context,
  parts: {
    connections: Connections;
    recipients: Recipients;
    metrics: RealtimeMetrics;
  },
  missed: () => void,
): Promise<() => Promise<void>> {
  const { connections, recipients, metrics } = parts;
  const turns = new Map<string, Promise<void>>();

  const give = (memberIds: readonly string[], event: Outgoing, except: readonly string[] = []) => {
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

  /** One after the other within a conversation, at once where nothing has to be read. */
  const inTurn = (conversationId: string, work: () => Promise<void>): void => {
    const turn = (turns.get(conversationId) ?? Promise.resolve())
      .then(work)
      .catch((error: unknown) => {
        ctx.log.error({ err: error }, 'realtime.not_delivered');
        missed();
      })
      .finally(() => {
        if (turns.get(conversationId) === turn) turns.delete(conversationId);
      });
    turns.set(conversationId, turn);
  };
  /** Whom it concerns, at once where they are known and nothing else of the conversation is waited for. */
  const withMembers = (
    conversationId: string,
    only: string[] | undefined,
    work: (memberIds: readonly string[]) => void,
  ) => {
    const known = turns.has(conversationId) ? undefined : (only ?? recipients.known(conversationId));
    if (known) return work(known);
    inTurn(conversationId, async () => work(only ?? (await recipients.of(conversationId))));
  };
  const toConversation = (conversationId: string, event: Outgoing, only?: string[], except?: string[]) =>
    withMembers(conversationId, only, (memberIds) => give(memberIds, event, except));

  const onMessage = (word: Live['messaging.message']) => {
    const { conversationId, seq, message, perMember, only, veiledFor } = word;
    if (message && !perMember) {
      toConversation(conversationId, new Outgoing('message', message), only, veiledFor);
      if (veiledFor)
        withMembers(conversationId, only, (memberIds) => {
          const theirs = memberIds.filter((id) => veiledFor.includes(id));
          give(theirs, new Outgoing('message', veiled(message)));
        });
      return;
    }
    inTurn(conversationId, async () => {
      const ids = only ?? (await recipients.of(conversationId));
      const here = ids.filter((id) => connections.of(id) !== undefined);
      if (here.length === 0) return;
      for (const { memberId, message: theirs } of await messaging.eventsFor(ctx, conversationId, seq, here))
        give([memberId], new Outgoing('message', theirs));
    });
  };
  const onReceipt = ({ only, ...receipt }: Live['messaging.receipt']) =>
    toConversation(receipt.conversationId, new Outgoing('receipt', receipt), only);
  const onConversation = ({ conversationId, change, memberIds = [] }: Live['messaging.conversation']) => {
    recipients.drop(conversationId);
    const event = new Outgoing('conversation', { conversationId, change });
    inTurn(conversationId, async () => {
      // Removed is what somebody takes off their own list: the others go on, and must not learn of it.
      const ids = change === 'removed' ? [] : await recipients.of(conversationId);
      give([...new Set([...ids, ...memberIds])], event);
    });
  };
  const onTides = ({ tides }: Live['messaging.tides']) => {
    for (const { only, ...tide } of tides)
      toConversation(tide.conversationId, new Outgoing('tide', tide), only);
  };
  const onTyping = ({ only, except = [], ...typing }: TypingWord) =>
    withMembers(typing.conversationId, only, (memberIds) => {
      // Who hears somebody is remembered for some seconds, in which they may have been taken out of the group.
      if (only === undefined && !memberIds.includes(typing.userId)) return;
      give(memberIds, new Outgoing('typing', typing), [typing.userId, ...except]);
    });
  const onTell = ({ userIds, type, data }: TellWord) => {
    if (TOLD.has(type)) give(userIds, new Outgoing(type, data));
    else ctx.log.warn({ type }, 'realtime.unknown_event');
  };

  // As their senders write them: messaging, notifications, and the frame `typing`.
  const topics: [topic: string, hear: (word: never) => void][] = [
    ['messaging.message', onMessage],
    ['messaging.receipt', onReceipt],
    ['messaging.conversation', onConversation],
    ['messaging.tides', onTides],
    ['realtime.typing', onTyping],
    ['realtime.tell', onTell],
  ];
  const leave: (() => Promise<void>)[] = [];
  for (const [topic, hear] of topics)
    leave.push(await ctx.bus.subscribe(topic, (payload) => hear(payload as never)));
  return async () => {
    for (const stop of leave) await stop();
    await Promise.all(turns.values());
  };
}
