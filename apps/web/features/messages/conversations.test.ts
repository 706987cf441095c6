import { expect, test } from 'vitest';
import { isReadOnOtherDevice, needsRecount, withMessage, withReceipt } from './conversation-changes.ts';
import type { Conversation, Message } from './types.ts';

// Only the fields that these rules read.
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
    concealed: false,
    deletedAt: null,
    createdAt: '2026-11-21T10:00:00.000Z',
    ...extra,
  }) as Message;

test('messages from others count as unread; notices and messages that I cannot see do not', () => {
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

test('sending a message marks the conversation as read, from any device', () => {
  const marked = { ...cached, markedUnread: true, mentioned: true };
  expect(withMessage(marked, makeIncoming({ senderId: 'ayse' }), 'ayse')).toMatchObject({
    unreadCount: 0,
    readSeq: 6,
    markedUnread: false,
    mentioned: false,
  });
});

test('an answer accepts my request, my own messages do not', () => {
  const requested = { ...cached, awaitsAcceptance: true };
  expect(withMessage(requested, makeIncoming({ senderId: 'ayse' }), 'ayse').awaitsAcceptance).toBe(true);
  expect(withMessage(requested, makeIncoming({}), 'ayse').awaitsAcceptance).toBe(false);
});

test('a message that mentions me marks the conversation at once', () => {
  const entities = [
    { type: 'mention', start: 0, end: 5, username: 'ayse', userId: 'ayse' },
  ] as Message['entities'];
  expect(withMessage(cached, makeIncoming({ entities }), 'ayse').mentioned).toBe(true);
  expect(withMessage(cached, makeIncoming({ entities }), 'can').mentioned).toBe(false);
});

test('the counts are refetched when an unread message or the last one was removed', () => {
  const deletedAt = '2026-11-21T10:00:00.000Z';
  expect(needsRecount(cached, makeIncoming({ seq: 4, deletedAt }))).toBe(true);
  expect(needsRecount(cached, makeIncoming({ seq: 4, redacted: true }))).toBe(true);
  expect(needsRecount(cached, makeIncoming({ seq: 4 }))).toBe(false);
  expect(needsRecount(cached, makeIncoming({ seq: 3, deletedAt }))).toBe(false);
  const last = { ...cached, readSeq: 5, lastMessage: makeIncoming({ id: 'five', seq: 5 }) };
  expect(needsRecount(last, makeIncoming({ id: 'five', seq: 5, redacted: true }))).toBe(true);
  // It is back after an appeal.
  const removed = { ...cached, lastMessage: makeIncoming({ id: 'five', seq: 5, deletedAt }) };
  expect(needsRecount(removed, makeIncoming({ id: 'five', seq: 5 }))).toBe(true);
  expect(needsRecount({ ...removed, readSeq: 5 }, makeIncoming({ id: 'five', seq: 5 }))).toBe(false);
});

test('the counts are refetched when another device of mine has read a part, or when I had marked it unread', () => {
  const receipt = { conversationId: 'c', userId: 'ayse', deliveredSeq: 5, readSeq: 4 };
  expect(isReadOnOtherDevice(cached, receipt)).toBe(true);
  expect(isReadOnOtherDevice(cached, { ...receipt, readSeq: 5 })).toBe(false);
  expect(withReceipt(cached, { ...receipt, readSeq: 5 }, 'ayse').unreadCount).toBe(0);
  expect(isReadOnOtherDevice({ ...cached, markedUnread: true }, { ...receipt, readSeq: 3 })).toBe(true);
});
