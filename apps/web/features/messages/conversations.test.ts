import { expect, test } from 'vitest';
import { isReadOnOtherDevice, needsRecount, withMessage, withReceipt } from './conversations.ts';
import type { Conversation, Message } from './types.ts';

// Only what these rules look at.
const cached = {
  lastSeq: 5,
  readSeq: 3,
  unreadCount: 2,
  markedUnread: false,
  mentioned: false,
} as Conversation;
const makeIncoming = (extra: Partial<Message>) =>
  ({
    id: 'six',
    seq: 6,
    senderId: 'bora',
    type: 'text',
    entities: [],
    redacted: false,
    senderBlocked: false,
    deletedAt: null,
    createdAt: '2026-11-21T10:00:00.000Z',
    ...extra,
  }) as Message;

test('what somebody writes is unread, what happens to the group and what is not for me is not', () => {
  expect(withMessage(cached, makeIncoming({}), 'ayse')).toMatchObject({
    unreadCount: 3,
    readSeq: 3,
    lastSeq: 6,
  });
  for (const extra of [
    { type: 'notice' as const },
    { type: 'notice' as const, senderId: 'ayse' },
    { redacted: true },
  ])
    expect(withMessage(cached, makeIncoming(extra), 'ayse')).toMatchObject({
      unreadCount: 2,
      readSeq: 3,
      lastSeq: 6,
    });
});

test('who writes has read everything, on whatever device', () => {
  const marked = { ...cached, markedUnread: true, mentioned: true };
  expect(withMessage(marked, makeIncoming({ senderId: 'ayse' }), 'ayse')).toMatchObject({
    unreadCount: 0,
    readSeq: 6,
    markedUnread: false,
    mentioned: false,
  });
});

test('a message that names me is marked at once', () => {
  const entities = [
    { type: 'mention', start: 0, end: 5, username: 'ayse', userId: 'ayse' },
  ] as Message['entities'];
  expect(withMessage(cached, makeIncoming({ entities }), 'ayse').mentioned).toBe(true);
  expect(withMessage(cached, makeIncoming({ entities }), 'can').mentioned).toBe(false);
});

test('the server is asked where an unread message has gone, or the last one', () => {
  const deletedAt = '2026-11-21T10:00:00.000Z';
  expect(needsRecount(cached, makeIncoming({ seq: 4, deletedAt }))).toBe(true);
  expect(needsRecount(cached, makeIncoming({ seq: 4, redacted: true }))).toBe(true);
  expect(needsRecount(cached, makeIncoming({ seq: 4 }))).toBe(false);
  expect(needsRecount(cached, makeIncoming({ seq: 3, deletedAt }))).toBe(false);
  const last = { ...cached, readSeq: 5, lastMessage: makeIncoming({ id: 'five', seq: 5 }) };
  expect(needsRecount(last, makeIncoming({ id: 'five', seq: 5, redacted: true }))).toBe(true);
});

test('the server is asked where another device of mine has read a part, or what I marked', () => {
  const receipt = { conversationId: 'c', userId: 'ayse', deliveredSeq: 5, readSeq: 4 };
  expect(isReadOnOtherDevice(cached, receipt)).toBe(true);
  expect(isReadOnOtherDevice(cached, { ...receipt, readSeq: 5 })).toBe(false);
  expect(withReceipt(cached, { ...receipt, readSeq: 5 }, 'ayse').unreadCount).toBe(0);
  expect(isReadOnOtherDevice({ ...cached, markedUnread: true }, { ...receipt, readSeq: 3 })).toBe(true);
});
