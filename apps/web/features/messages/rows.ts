import { hasExpired } from '../offline/expiry.ts';
import type { PendingMessage } from './outbox.ts';
import type { Message } from './types.ts';

/** Two messages of one sender belong to the same run if they are at most this far apart. */
const RUN_GAP_MS = 5 * 60_000;

/** Shown only when the viewer asks for it. */
const isCollapsed = ({ redacted, concealed }: Message): boolean => redacted || concealed;

/** A row of a thread. */
export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unread'; key: string; count: number }
  | { kind: 'notice'; key: string; message: Message }
  | { kind: 'blocked'; key: string; messages: Message[] }
  | { kind: 'message'; key: string; message: Message; isOwn: boolean; isFirst: boolean; isLast: boolean }
  | { kind: 'pending'; key: string; pending: PendingMessage; isFirst: boolean; isLast: boolean };

/**
 * Builds the rows of a thread from messages and pending ones. Consecutive messages of blocked members, or of a request, become one row.
 * @param unreadAfter  the last read sequence number when the thread was opened; null for no unread divider
 * @param localDay  returns the local day of a moment
 */
export function buildRows(
  messages: readonly Message[],
  waiting: readonly PendingMessage[],
  {
    meId,
    unreadAfter,
    localDay,
  }: { meId: string; unreadAfter: number | null; localDay: (at: string) => string },
): Row[] {
  const arrived = new Set(
    messages.filter(({ senderId }) => senderId === meId).map(({ clientId }) => clientId),
  );
  const displayed = messages.filter(
    (message) => (!message.redacted || message.senderBlocked) && !hasExpired(message),
  );
  const shown = displayed.filter((message) => !isCollapsed(message));
  const pending = waiting.filter(({ clientId }) => !arrived.has(clientId));
  const unread =
    unreadAfter === null ? [] : shown.filter(({ seq, senderId }) => seq > unreadAfter && senderId !== meId);
  const firstUnread = unread[0];

  const rows: Row[] = [];
  let day = '';
  let previous: { from: string | null; at: number } | null = null;
  const startEntry = (at: string, from: string | null): boolean => {
    const today = localDay(at);
    if (today !== day) {
      rows.push({ kind: 'day', key: `day ${today}`, at });
      day = today;
      previous = null;
    }
    const moment = Date.parse(at);
    const isFirst = previous === null || previous.from !== from || moment - previous.at > RUN_GAP_MS;
    previous = { from, at: moment };
    return isFirst;
  };
  for (const message of displayed) {
    if (isCollapsed(message)) {
      startEntry(message.createdAt, null);
      previous = null;
      const last = rows.at(-1);
      if (last?.kind === 'blocked') last.messages.push(message);
      else rows.push({ kind: 'blocked', key: `blocked ${message.id}`, messages: [message] });
      continue;
    }
    let isFirst = startEntry(
      message.createdAt,
      message.type === 'notice' ? null : (message.senderId ?? 'former-member'),
    );
    if (message === firstUnread) {
      rows.push({ kind: 'unread', key: 'unread', count: unread.length });
      isFirst = true;
    }
    if (message.type === 'notice') {
      rows.push({ kind: 'notice', key: message.id, message });
      previous = null;
      continue;
    }
    const isOwn = message.senderId === meId;
    // Keyed by client id, so that the row stays mounted when the pending message is sent.
    const key = isOwn ? message.clientId : message.id;
    rows.push({ kind: 'message', key, message, isOwn, isFirst, isLast: false });
  }
  for (const item of pending) {
    const isFirst = startEntry(item.createdAt, meId);
    rows.push({ kind: 'pending', key: item.clientId, pending: item, isFirst, isLast: false });
  }
  for (const [index, row] of rows.entries()) {
    if (row.kind !== 'message' && row.kind !== 'pending') continue;
    const next = rows[index + 1];
    row.isLast = !next || (next.kind !== 'message' && next.kind !== 'pending') || next.isFirst;
  }
  return rows;
}

/** Rows that are rendered, and left out far from the viewport, together. */
export interface Chunk {
  key: string;
  rows: Row[];
}
/** Sequence numbers per chunk. */
const CHUNK_SIZE = 30;

/**
 * Groups rows by sequence number, so that loading more changes only the first and the last chunk. A day or unread
 * divider belongs to the chunk of the row below it. Pending messages form a chunk of their own.
 */
export function chunkRows(rows: readonly Row[]): Chunk[] {
  const chunks: Chunk[] = [];
  let leadingRows: Row[] = [];
  for (const row of rows) {
    if (row.kind === 'day' || row.kind === 'unread') {
      leadingRows.push(row);
      continue;
    }
    const key = row.kind === 'pending' ? 'waiting' : String(Math.floor(seqOf(row) / CHUNK_SIZE));
    const last = chunks.at(-1);
    if (last?.key === key) last.rows.push(...leadingRows, row);
    else chunks.push({ key, rows: [...leadingRows, row] });
    leadingRows = [];
  }
  return chunks;
}

const seqOf = (row: Extract<Row, { kind: 'notice' | 'message' | 'blocked' }>): number =>
  row.kind === 'blocked' ? (row.messages[0]?.seq ?? 0) : row.message.seq;

/** Whether the chunk contains this sequence number. */
export const isInChunk = (chunk: Chunk, seq: number | undefined): boolean =>
  seq !== undefined && chunk.key === String(Math.floor(seq / CHUNK_SIZE));
