import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withIncoming } from './thread-incoming.ts';
import { mergeRanges, type Thread } from './thread-state.ts';
import type { Message } from './types.ts';

const message = (seq: number, content = `İleti ${seq}`): Message => ({
  id: `id ${seq}`,
  conversationId: 'c',
  seq,
  senderId: 'bora',
  sender: { id: 'bora', username: 'bora', displayName: 'Bora', avatarUrl: null, official: null },
  clientId: `client ${seq}`,
  type: 'text',
  content,
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
  createdAt: '2026-11-20T12:00:00.000Z',
  editedAt: null,
  deletedAt: null,
  changedAt: null,
  preview: null,
});
const makeRange = (from: number, to: number, last = 100): Thread => ({
  items: Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => message(from + index)),
  hasBefore: from > 1,
  hasAfter: to < last,
});
const seqsOf = ({ items }: Thread) => items.map(({ seq }) => seq);
const hasNoGap = (thread: Thread) =>
  seqsOf(thread).every((seq, index, all) => index === 0 || seq === (all[index - 1] ?? 0) + 1);

test('adjacent or overlapping ranges merge, each message once', () => {
  expect(mergeRanges(makeRange(51, 100), makeRange(1, 50))).toMatchObject({
    hasBefore: false,
    hasAfter: false,
  });
  expect(seqsOf(mergeRanges(makeRange(3, 6), makeRange(5, 8)))).toEqual([3, 4, 5, 6, 7, 8]);
});

test('a range after a gap replaces the previous one', () => {
  expect(seqsOf(mergeRanges(makeRange(1, 4), makeRange(10, 12)))).toEqual([10, 11, 12]);
});

test('merging any ranges in any order never leaves a gap', () => {
  const range = fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 30 }));
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 12 }), (ranges) => {
      const thread = ranges.reduce<Thread | undefined>(
        (currentThread, [from, length]) =>
          mergeRanges(currentThread, makeRange(from, Math.min(100, from + length))),
        undefined,
      );
      const [first, last] = [seqsOf(thread!)[0], seqsOf(thread!).at(-1)];
      expect(hasNoGap(thread!)).toBe(true);
      expect([thread!.hasBefore, thread!.hasAfter]).toEqual([first !== 1, last !== 100]);
    }),
  );
});

test('a new message is appended, a changed one replaced, and after a missed one the caller has to fetch', () => {
  const thread = makeRange(95, 100);
  expect(seqsOf(withIncoming(thread, message(101))!).at(-1)).toBe(101);
  expect(withIncoming(thread, message(97, 'Düzeltildi'))!.items[2]?.content).toBe('Düzeltildi');
  expect(withIncoming(thread, message(103))).toBeUndefined();
});

test('a thread that does not reach the newest message ignores new ones', () => {
  expect(seqsOf(withIncoming(makeRange(10, 20), message(101))!).at(-1)).toBe(20);
});

test('a late response does not overwrite a newer version of a message', () => {
  const sent = makeRange(1, 3, 3);
  const changed = { ...message(3), changedAt: '2026-11-20T12:00:01.000Z', content: 'Önizlemesiyle' };
  const now = withIncoming(sent, changed) ?? sent;
  expect(withIncoming(now, message(3))?.items.at(-1)).toEqual(changed);
  expect(mergeRanges(now, sent).items.at(-1)).toEqual(changed);
  const again = { ...changed, content: 'Yine', changedAt: '2026-11-20T12:00:02.000Z' };
  expect(withIncoming(now, again)?.items.at(-1)).toEqual(again);
  // An optimistic change keeps `changedAt` of the version that it is based on.
  const ahead = { ...changed, content: 'Hemen' };
  expect(withIncoming(now, ahead)?.items.at(-1)).toEqual(ahead);
});

test('a reply quotes the current text of the message, even if that message is not loaded', () => {
  const replyTo = {
    id: 'id 2',
    seq: 2,
    senderId: 'bora',
    senderName: 'Bora',
    type: 'text' as const,
    excerpt: 'İleti 2',
    expiresAt: null,
    senderBlocked: false,
    concealed: false,
  };
  const answer = { ...message(5), replyToId: 'id 2', replyTo };
  const excerptOf = (thread: Thread | undefined) =>
    thread?.items.find(({ seq }) => seq === 5)?.replyTo?.excerpt;
  for (const from of [1, 4]) {
    const currentThread = makeRange(from, 6);
    const thread = {
      ...currentThread,
      items: currentThread.items.map((item) => (item.seq === 5 ? answer : item)),
    };
    const edited = { ...message(2, 'Düzeltildi'), changedAt: '2026-11-20T12:00:02.000Z' };
    const after = withIncoming(thread, edited);
    expect(excerptOf(after)).toBe('Düzeltildi');
    expect(excerptOf(withIncoming(thread, { ...edited, content: '', deletedAt: edited.changedAt }))).toBe('');
    if (from === 1) expect(excerptOf(withIncoming(after!, message(2)))).toBe('Düzeltildi');
  }
});
