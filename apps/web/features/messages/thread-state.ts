import { refreshQuote, serverNow } from '@chitlaq/client';
import { hasExpired } from './disappearing.ts';
import type { Message } from './types.ts';

/** A stretch of a conversation without a gap, the oldest first. */
export interface Thread {
  items: Message[];
  hasBefore: boolean;
  hasAfter: boolean;
}
export type MessageRange = Thread;

/**
 * Two stretches in one. Where they neither overlap nor touch, the second takes the place of the first: between them is a
 * hole that nobody has loaded.
 * @param isNext  the second was asked for as what follows or precedes the first: numbers between them are not for this reader
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
 * A thread after a message came or changed; where it is quoted, the quotes say what it says now.
 * @returns undefined where something before it is missing: ask for it
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
  if (thread.hasAfter) return thread; // it comes when one scrolls there
  if (!isEmpty && message.seq !== to + 1) return undefined;
  return { ...thread, items: [...thread.items, message] };
}

/** A thread whose answers to a message quote what it says now: what arrives late takes nothing back here either. */
function withUpdatedQuotes(thread: Thread, message: Message): Thread {
  if (!thread.items.some(({ replyToId }) => replyToId === message.id)) return thread;
  const latest = latestOf(
    thread.items.find(({ id }) => id === message.id),
    message,
  );
  return { ...thread, items: thread.items.map((item) => refreshQuote(item, latest)) };
}

/**
 * Of two states of a message the one that changed last. Answers and live words come by different ways: what the server says of a
 * message that was just sent may arrive after the word that a preview hangs on it.
 */
const latestOf = (current: Message | undefined, incoming: Message): Message =>
  current && (incoming.changedAt ?? '') < (current.changedAt ?? '') ? current : incoming;

const edges = ({ items }: Thread): [number, number] => [items[0]?.seq ?? 0, items.at(-1)?.seq ?? 0];

export const containsSeq = (thread: Thread | undefined, seq: number): boolean =>
  thread?.items.some((item) => item.seq === seq) ?? false;

/** What of a stretch is read: numbers that are not for this reader, and what has disappeared, are not laid out. */
const isVisible = (message: Message): boolean => !message.redacted && !hasExpired(message);

/** The number that stands where one wants to go: this one, or where it is not laid out the nearest one, rather a later. */
export function nearestVisible(
  { items }: MessageRange,
  isFrom: (message: Message) => boolean,
): number | undefined {
  const shown = items.filter(isVisible);
  return (shown.find(isFrom) ?? shown.at(-1))?.seq;
}

const DAY_MS = 86_400_000;
/** Whether a message of one's own may still be changed. */
export const isEditable = ({ createdAt, deletedAt, type }: Message): boolean =>
  !deletedAt && type !== 'notice' && serverNow() - Date.parse(createdAt) < DAY_MS;
