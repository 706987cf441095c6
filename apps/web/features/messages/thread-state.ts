import { refreshQuote, serverNow } from '@chitlaq/client';
import { hasExpired } from '../offline/disappearing.ts';
import type { Message } from './types.ts';

/** A range of a conversation without gaps, oldest first. */
export interface Thread {
  items: Message[];
  hasBefore: boolean;
  hasAfter: boolean;
}
export type MessageRange = Thread;

/**
 * Merges two ranges of a conversation. If there is a gap between them, the second replaces the first.
 * @param isNext  the second was requested as the neighbour of the first: missing numbers between them are not visible
 *   to this viewer
 */
export function mergeRanges(current: Thread | undefined, incoming: MessageRange, isNext = false): Thread {
  if (!current || current.items.length === 0) return incoming;
  if (incoming.items.length === 0) return { ...current, hasAfter: current.hasAfter && incoming.hasAfter };
  const [from, to] = edges(current);
  const [firstSeq, lastSeq] = edges(incoming);
  if (!isNext && (firstSeq > to + 1 || lastSeq < from - 1)) return incoming;
  const bySeq = new Map(current.items.map((message) => [message.seq, message]));
  for (const message of incoming.items) bySeq.set(message.seq, latestOf(bySeq.get(message.seq), message));
  return {
    items: [...bySeq.values()].sort((left, right) => left.seq - right.seq),
    hasBefore: firstSeq < from ? incoming.hasBefore : current.hasBefore,
    hasAfter: lastSeq > to ? incoming.hasAfter : current.hasAfter,
  };
}

/**
 * The thread after a message was created or changed; quotes of it are updated.
 * @returns undefined if a message before it is missing: fetch it
 */
export function withIncoming(current: Thread, message: Message): Thread | undefined {
  const thread = withUpdatedQuotes(current, message);
  const [from, to] = edges(thread);
  const isEmpty = thread.items.length === 0;
  if (!isEmpty && message.seq >= from && message.seq <= to)
    return {
      ...thread,
      items: thread.items.map((item) => (item.seq === message.seq ? latestOf(item, message) : item)),
    };
  if (!isEmpty && message.seq < from) return thread;
  if (thread.hasAfter) return thread; // loaded when the viewer scrolls there
  if (!isEmpty && message.seq !== to + 1) return undefined;
  return { ...thread, items: [...thread.items, message] };
}

/** The thread with quotes of a message updated. An older version of the message changes nothing. */
function withUpdatedQuotes(thread: Thread, message: Message): Thread {
  if (!thread.items.some(({ replyToId }) => replyToId === message.id)) return thread;
  const latest = latestOf(
    thread.items.find(({ id }) => id === message.id),
    message,
  );
  return { ...thread, items: thread.items.map((item) => refreshQuote(item, latest)) };
}

/**
 * Picks the newer of two versions of a message by `changedAt`. Responses and realtime events race: the answer to a
 * send may arrive after the event that adds its link preview.
 */
const latestOf = (current: Message | undefined, incoming: Message): Message =>
  current && (incoming.changedAt ?? '') < (current.changedAt ?? '') ? current : incoming;

const edges = ({ items }: Thread): [number, number] => [items[0]?.seq ?? 0, items.at(-1)?.seq ?? 0];

export const containsSeq = (thread: Thread | undefined, seq: number): boolean =>
  thread?.items.some((item) => item.seq === seq) ?? false;

/** Whether a message has a row. Messages that the viewer cannot see and expired ones have none. */
const isVisible = (message: Message): boolean => !message.redacted && !hasExpired(message);

/** The sequence number to scroll to: the first visible message that matches, or else the last one. */
export function nearestVisible(
  { items }: MessageRange,
  isFrom: (message: Message) => boolean,
): number | undefined {
  const shown = items.filter(isVisible);
  return (shown.find(isFrom) ?? shown.at(-1))?.seq;
}

const DAY_MS = 86_400_000;
/** Whether the sender may still edit the message. */
export const isEditable = ({ createdAt, deletedAt, type }: Message): boolean =>
  !deletedAt && type !== 'notice' && serverNow() - Date.parse(createdAt) < DAY_MS;
