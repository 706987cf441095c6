import { expect, test, vi } from 'vitest';
import type { Pending } from './outbox.ts';
import { chunksOf, isOf, rowsOf } from './rows.ts';
import { nearestShown } from './thread-state.ts';
import type { Message } from './types.ts';

const written = (seq: number, senderId: string, minute: number, extra: Partial<Message> = {}): Message => ({
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
  withheld: false,
  fromBlocked: false,
  expiresAt: null,
  createdAt: new Date(Date.UTC(2026, 10, 20, 12, minute)).toISOString(),
  editedAt: null,
  deletedAt: null,
  changedAt: null,
  preview: null,
  ...extra,
});
const waiting = (clientId: string, minute: number): Pending => ({
  clientId,
  conversationId: 'c',
  type: 'text',
  content: 'Yolda',
  media: [],
  replyTo: null,
  createdAt: new Date(Date.UTC(2026, 10, 20, 12, minute)).toISOString(),
});
const lay = (messages: Message[], pending: Pending[] = [], unreadAfter: number | null = null) =>
  rowsOf(messages, pending, { meId: 'ayse', unreadAfter, dayOf: (at) => at.slice(0, 10) });

test('messages of one person within five minutes are one run, and a day has its line', () => {
  const rows = lay([
    written(1, 'bora', 0),
    written(2, 'bora', 2),
    written(3, 'ayse', 3),
    written(4, 'bora', 30),
  ]);
  expect(rows.map((row) => row.kind)).toEqual(['day', 'message', 'message', 'message', 'message']);
  expect(rows.slice(1).map((row) => 'isFirst' in row && [row.isFirst, row.isLast])).toEqual([
    [true, false],
    [false, true],
    [true, true],
    [true, true],
  ]);
});

test('a message that arrived is not shown a second time as one that waits', () => {
  const rows = lay([written(1, 'ayse', 0)], [waiting('client 1', 0), waiting('client 2', 1)]);
  expect(rows.map((row) => row.key)).toEqual(['day 2026-11-20', 'client 1', 'client 2']);
});

test('the line of the unread stands before the first of others, and counts them alone', () => {
  const rows = lay(
    [written(1, 'bora', 0), written(2, 'ayse', 1), written(3, 'bora', 2), written(4, 'bora', 3)],
    [],
    1,
  );
  expect(rows.map((row) => row.kind)).toEqual(['day', 'message', 'message', 'unread', 'message', 'message']);
  expect(rows[3]).toMatchObject({ count: 2 });
});

test('what somebody whom one blocks wrote is one line, until something else stands between', () => {
  const blocked = { withheld: true, fromBlocked: true };
  const rows = rowsOf(
    [
      written(1, 'bora', 0),
      written(2, 'can', 1, blocked),
      written(3, 'can', 2, { withheld: true }),
      written(4, 'can', 3, blocked),
      written(5, 'bora', 4),
      written(6, 'can', 5, blocked),
      written(7, 'can', 6, { fromBlocked: true }),
    ],
    [],
    { meId: 'ayse', unreadAfter: 0, dayOf: (at) => at.slice(0, 10) },
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
  // Who goes on after it begins anew: the line stands between.
  expect(rows[4]).toMatchObject({ isFirst: true });
});

test('what is withheld or has disappeared leaves no trace', () => {
  const rows = lay([
    written(1, 'bora', 0, { withheld: true }),
    written(2, 'bora', 0, { expiresAt: '2026-11-20T12:00:00.000Z' }),
  ]);
  expect(rows).toEqual([]);
});

test('chunks hold all rows in their order, and more at either end leaves those in between as they were', () => {
  const messages = Array.from({ length: 200 }, (_, index) =>
    written(index + 1, index % 7 ? 'a' : 'b', index),
  );
  const lay = (from: number, to: number, unreadAfter: number | null = null) =>
    rowsOf(messages.slice(from - 1, to), [], { meId: 'a', unreadAfter, dayOf: (at) => at.slice(0, 10) });
  const held = chunksOf(lay(70, 150, 100));
  expect(held.flatMap(({ rows }) => rows)).toEqual(lay(70, 150, 100));
  const more = chunksOf(lay(1, 200, 100));
  const keys = (chunks: { key: string }[]) => chunks.map(({ key }) => key);
  expect(keys(more)).toEqual(expect.arrayContaining(keys(held)));
  const rowKeys = (chunks: { key: string; rows: { key: string }[] }[], key: string) =>
    chunks.find((chunk) => chunk.key === key)?.rows.map((row) => row.key);
  for (const key of keys(held).slice(1, -1)) expect(rowKeys(more, key)).toEqual(rowKeys(held, key));
  // A line above a message is drawn with it.
  expect(held.find((chunk) => isOf(chunk, 105))?.rows.some(({ kind }) => kind === 'unread')).toBe(true);
});

test('a date that is set ahead while the page is open hides nothing; what was emptied at its time stays out', () => {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const one = written(1, 'bora', 0, { expiresAt });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30 * 3_600_000 });
  try {
    expect(lay([one])).toHaveLength(2);
    expect(nearestShown({ items: [one], hasBefore: false, hasAfter: false }, () => true)).toBe(1);
    expect(lay([{ ...one, content: '', deletedAt: expiresAt }])).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});
