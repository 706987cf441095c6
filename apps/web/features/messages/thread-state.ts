import { serverNow } from '@chitlaq/client';
import { hasExpired } from '../offline/expiry.ts';
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
 * Picks the newer of two versions of a message by `changedAt`. Responses and realtime events race: the answer to a
 * send may arrive after the event that adds its link preview.
 */
export const latestOf = (current: Message | undefined, incoming: Message): Message =>
  current && (incoming.changedAt ?? '') < (current.changedAt ?? '') ? current : incoming;

/** The first and the last sequence number of a range. */
export const edges = ({ items }: Thread): [number, number] => [items[0]?.seq ?? 0, items.at(-1)?.seq ?? 0];

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
