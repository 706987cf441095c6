import { refreshQuote, serverNow } from '@chitlaq/client';
import { hasExpired } from './disappearing.ts';
import type { Message } from './types.ts';

/** A stretch of a conversation without a gap, the oldest first. */
export interface Thread {
  items: Message[];
  hasBefore: boolean;
  hasAfter: boolean;
}
export type Stretch = Thread;

/**
 * Two stretches in one. Where they neither overlap nor touch, the second takes the place of the first: between them is a
 * hole that nobody has loaded.
 * @param isNext  the second was asked for as what follows or precedes the first: numbers between them are not for this reader
 */
export function joined(held: Thread | undefined, came: Stretch, isNext = false): Thread {
  if (!held || held.items.length === 0) return came;
  if (came.items.length === 0) return { ...held, hasAfter: held.hasAfter && came.hasAfter };
  const [from, to] = edges(held);
  const [first, last] = edges(came);
  if (!isNext && (first > to + 1 || last < from - 1)) return came;
  const each = new Map(held.items.map((message) => [message.seq, message]));
  for (const message of came.items) each.set(message.seq, later(each.get(message.seq), message));
  return {
    items: [...each.values()].sort((one, other) => one.seq - other.seq),
    hasBefore: first < from ? came.hasBefore : held.hasBefore,
    hasAfter: last > to ? came.hasAfter : held.hasAfter,
  };
}

/**
 * A thread after a message came or changed; where it is quoted, the quotes say what it says now.
 * @returns undefined where something before it is missing: ask for it
 */
export function withNews(held: Thread, message: Message): Thread | undefined {
  const thread = quotingNow(held, message);
  const [from, to] = edges(thread);
  const isEmpty = thread.items.length === 0;
  if (!isEmpty && message.seq >= from && message.seq <= to)
    return {
      ...thread,
      items: thread.items.map((item) => (item.seq === message.seq ? later(item, message) : item)),
    };
  if (!isEmpty && message.seq < from) return thread;
  if (thread.hasAfter) return thread; // it comes when one scrolls there
  if (!isEmpty && message.seq !== to + 1) return undefined;
  return { ...thread, items: [...thread.items, message] };
}

/** A thread whose answers to a message quote what it says now: what arrives late takes nothing back here either. */
function quotingNow(thread: Thread, message: Message): Thread {
  if (!thread.items.some(({ replyToId }) => replyToId === message.id)) return thread;
  const latest = later(
    thread.items.find(({ id }) => id === message.id),
    message,
  );
  return { ...thread, items: thread.items.map((item) => refreshQuote(item, latest)) };
}

/**
 * Of two states of a message the one that changed last. Answers and live words come by different ways: what the server says of a
 * message that was just sent may arrive after the word that a preview hangs on it.
 */
const later = (held: Message | undefined, came: Message): Message =>
  held && (came.changedAt ?? '') < (held.changedAt ?? '') ? held : came;

const edges = ({ items }: Thread): [number, number] => [items[0]?.seq ?? 0, items.at(-1)?.seq ?? 0];

export const holds = (thread: Thread | undefined, seq: number): boolean =>
  thread?.items.some((item) => item.seq === seq) ?? false;

/** What of a stretch is read: numbers that are not for this reader, and what has disappeared, are not laid out. */
const isShown = (message: Message): boolean => !message.withheld && !hasExpired(message);

/** The number that stands where one wants to go: this one, or where it is not laid out the nearest one, rather a later. */
export function nearestShown({ items }: Stretch, isFrom: (message: Message) => boolean): number | undefined {
  const shown = items.filter(isShown);
  return (shown.find(isFrom) ?? shown.at(-1))?.seq;
}

const DAY_MS = 86_400_000;
/** Whether a message of one's own may still be changed. */
export const isEditable = ({ createdAt, deletedAt, type }: Message): boolean =>
  !deletedAt && type !== 'notice' && serverNow() - Date.parse(createdAt) < DAY_MS;
