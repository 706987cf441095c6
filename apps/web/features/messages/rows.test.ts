import { expect, test, vi } from 'vitest';
import type { PendingMessage } from './outbox.ts';
import { buildRows, chunkRows, isInChunk } from './rows.ts';
import { nearestVisible } from './thread-state.ts';
import type { Message } from './types.ts';

const makeMessage = (
  seq: number,
  senderId: string,
  minute: number,
  extra: Partial<Message> = {},
): Message => ({
  id: `id ${seq}`,
  conversationId: 'c',
  seq,
  senderId,
  sender: null,
  clientId: `client ${seq}`,
  type: 'text',
  content: `İleti ${seq}`,
  entities: [],
  media: [],
  notice: null,
  replyToId: null,
  replyTo: null,
  forwarded: false,
  reactions: [],
  status: 'sent',
  redacted: false,
  senderBlocked: false,
  concealed: false,
  expiresAt: null,
  createdAt: new Date(Date.UTC(2026, 10, 20, 12, minute)).toISOString(),
  editedAt: null,
  deletedAt: null,
  changedAt: null,
  preview: null,
  ...extra,
});
const makePending = (clientId: string, minute: number): PendingMessage => ({
  clientId,
  conversationId: 'c',
  type: 'text',
  content: 'Yolda',
  media: [],
  replyTo: null,
  createdAt: new Date(Date.UTC(2026, 10, 20, 12, minute)).toISOString(),
});
const layOut = (messages: Message[], pending: PendingMessage[] = [], unreadAfter: number | null = null) =>
  buildRows(messages, pending, { meId: 'ayse', unreadAfter, localDay: (at) => at.slice(0, 10) });

test('messages of one sender within five minutes form a run, and each day has a divider', () => {
  const rows = layOut([
    makeMessage(1, 'bora', 0),
    makeMessage(2, 'bora', 2),
    makeMessage(3, 'ayse', 3),
    makeMessage(4, 'bora', 30),
  ]);
  expect(rows.map((row) => row.kind)).toEqual(['day', 'message', 'message', 'message', 'message']);
  expect(rows.slice(1).map((row) => 'isFirst' in row && [row.isFirst, row.isLast])).toEqual([
    [true, false],
    [false, true],
    [true, true],
    [true, true],
  ]);
});

test('a message that has arrived is not shown again as pending', () => {
  const rows = layOut([makeMessage(1, 'ayse', 0)], [makePending('client 1', 0), makePending('client 2', 1)]);
  expect(rows.map((row) => row.key)).toEqual(['day 2026-11-20', 'client 1', 'client 2']);
});

test('the unread divider comes before the first unread message of others and counts only those', () => {
  const rows = layOut(
    [
      makeMessage(1, 'bora', 0),
      makeMessage(2, 'ayse', 1),
      makeMessage(3, 'bora', 2),
      makeMessage(4, 'bora', 3),
    ],
    [],
    1,
  );
  expect(rows.map((row) => row.kind)).toEqual(['day', 'message', 'message', 'unread', 'message', 'message']);
  expect(rows[3]).toMatchObject({ count: 2 });
});

test('consecutive messages of a blocked member collapse into one row until another message comes between', () => {
  const blocked = { redacted: true, senderBlocked: true };
  const rows = buildRows(
    [
      makeMessage(1, 'bora', 0),
      makeMessage(2, 'can', 1, blocked),
      makeMessage(3, 'can', 2, { redacted: true }),
      makeMessage(4, 'can', 3, blocked),
      makeMessage(5, 'bora', 4),
      makeMessage(6, 'can', 5, blocked),
      makeMessage(7, 'can', 6, { senderBlocked: true }),
    ],
    [],
    { meId: 'ayse', unreadAfter: 0, localDay: (at) => at.slice(0, 10) },
  );
  expect(rows.map(({ kind }) => kind)).toEqual([
    'day',
    'unread',
    'message',
    'blocked',
    'message',
    'blocked',
    'message',
  ]);
  expect(rows.flatMap((row) => (row.kind === 'blocked' ? [row.messages.map(({ seq }) => seq)] : []))).toEqual(
    [[2, 4], [6]],
  );
  expect(rows[1]).toMatchObject({ kind: 'unread', count: 3 });
  // The row in between ends a run.
  expect(rows[4]).toMatchObject({ isFirst: true });
});

test('redacted and expired messages get no row', () => {
  const rows = layOut([
    makeMessage(1, 'bora', 0, { redacted: true }),
    makeMessage(2, 'bora', 0, { expiresAt: '2026-11-20T12:00:00.000Z' }),
  ]);
  expect(rows).toEqual([]);
});

test('chunks hold all rows in order, and loading more at either end does not change the chunks in between', () => {
  const messages = Array.from({ length: 200 }, (_, index) =>
    makeMessage(index + 1, index % 7 ? 'a' : 'b', index),
  );
  const layOut = (from: number, to: number, unreadAfter: number | null = null) =>
    buildRows(messages.slice(from - 1, to), [], {
      meId: 'a',
      unreadAfter,
      localDay: (at) => at.slice(0, 10),
    });
  const partRows = chunkRows(layOut(70, 150, 100));
  expect(partRows.flatMap(({ rows }) => rows)).toEqual(layOut(70, 150, 100));
  const allRows = chunkRows(layOut(1, 200, 100));
  const keys = (chunks: { key: string }[]) => chunks.map(({ key }) => key);
  expect(keys(allRows)).toEqual(expect.arrayContaining(keys(partRows)));
  const rowKeys = (chunks: { key: string; rows: { key: string }[] }[], key: string) =>
    chunks.find((chunk) => chunk.key === key)?.rows.map((row) => row.key);
  for (const key of keys(partRows).slice(1, -1))
    expect(rowKeys(allRows, key)).toEqual(rowKeys(partRows, key));
  // The divider above a message belongs to its chunk.
  expect(partRows.find((chunk) => isInChunk(chunk, 105))?.rows.some(({ kind }) => kind === 'unread')).toBe(
    true,
  );
});

test('a clock set ahead while the page is open hides nothing; an emptied message stays hidden', () => {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const one = makeMessage(1, 'bora', 0, { expiresAt });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30 * 3_600_000 });
  try {
    expect(layOut([one])).toHaveLength(2);
    expect(nearestVisible({ items: [one], hasBefore: false, hasAfter: false }, () => true)).toBe(1);
    expect(layOut([{ ...one, content: '', deletedAt: expiresAt }])).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});
