import { QueryClient } from '@tanstack/react-query';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { filePathsOf, sweep } from '../offline/disappearing.ts';
import { type StoredQuery, sweepQueries } from '../offline/offline-database.ts';
import { trimForOffline } from '../offline/offline-queries.ts';
import { startSweeper } from './expiry-sweeper.ts';
import type { Message } from './types.ts';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const DAY_MS = 86_400_000;
const at = (ms: number) => new Date(NOW + ms).toISOString();

const makeMessage = (seq: number, extra: Partial<Message> = {}): Message => ({
  id: `id ${seq}`,
  conversationId: 'c',
  seq,
  senderId: 'bora',
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
  createdAt: at(-DAY_MS),
  editedAt: null,
  deletedAt: null,
  changedAt: null,
  preview: null,
  ...extra,
});
const makeQuote = ({ id, seq, senderId, type, content, expiresAt }: Message) => ({
  id,
  seq,
  senderId,
  senderName: 'Bora',
  type,
  excerpt: content,
  senderBlocked: false,
  concealed: false,
  expiresAt,
});

const expiringMessage = makeMessage(1, { content: 'gizli', expiresAt: at(1_000) });
const reply = makeMessage(2, { replyTo: makeQuote(expiringMessage), replyToId: expiringMessage.id });
const thread = { items: [expiringMessage, reply], hasBefore: false, hasAfter: false };
const conversation = { id: 'c', lastMessage: expiringMessage, lastSeq: 2, readSeq: 2 };
/** Every kind of cached query that contains messages. */
const cachedQueries: [readonly unknown[], unknown][] = [
  [['messages', 'c'], thread],
  [['conversations', 'detail', 'c'], conversation],
  [['conversations', 'folder', 'inbox'], { pages: [{ items: [conversation] }], pageParams: [null] }],
  [['conversations', 'folder', 'archived'], { pages: [{ items: [conversation] }], pageParams: [null] }],
  [['conversations', 'pins', 'c'], { items: [expiringMessage] }],
  [
    ['conversations', 'search', 'c', 'giz'],
    { pages: [{ items: [{ ...expiringMessage, matches: [] }] }], pageParams: [null] },
  ],
];

test('an expired message is removed from every query, and a thread keeps its sequence numbers', () => {
  for (const [key, data] of cachedQueries) {
    const before = sweep(data, NOW, key[0] === 'messages');
    expect(before.data).toBe(data);
    expect(before.next).toBe(NOW + 1_000);
    const after = sweep(data, NOW + 1_000, key[0] === 'messages');
    expect(JSON.stringify(after.data)).not.toContain('gizli');
    expect(after.expired).toHaveLength(1);
    expect(after.next).toBe(Number.POSITIVE_INFINITY);
    const again = sweep(after.data, NOW + 1_000, key[0] === 'messages');
    expect(again.data).toBe(after.data);
    expect(again.expired).toEqual([]);
  }
  const swept = sweep(thread, NOW + 1_000, true).data;
  expect(swept.items.map(({ seq }) => seq)).toEqual([1, 2]);
  expect(swept.items[1]).toMatchObject({ content: reply.content, replyTo: { excerpt: '' } });
});

test('a sweep removes exactly what has expired and returns the next expiry', () => {
  const moment = fc.option(fc.integer({ min: -1_000, max: 1_000 }), { nil: null });
  fc.assert(
    fc.property(fc.array(fc.tuple(moment, moment), { maxLength: 30 }), (spans) => {
      const items = spans.map(([own, quoted], index) =>
        makeMessage(index + 1, {
          content: `metin${index}.`,
          expiresAt: own === null ? null : at(own),
          replyTo: makeQuote(
            makeMessage(90, { content: `alıntı${index}.`, expiresAt: quoted === null ? null : at(quoted) }),
          ),
        }),
      );
      const { data, next } = sweep({ items }, NOW, true);
      const text = JSON.stringify(data);
      let soonest = Number.POSITIVE_INFINITY;
      for (const [index, [own, quoted]] of spans.entries()) {
        const isHere = own === null || own > 0;
        const isQuoted = isHere && (quoted === null || quoted > 0);
        expect(text.includes(`metin${index}.`)).toBe(isHere);
        expect(text.includes(`alıntı${index}.`)).toBe(isQuoted);
        if (isHere && own !== null) soonest = Math.min(soonest, NOW + own);
        if (isQuoted && quoted !== null) soonest = Math.min(soonest, NOW + quoted);
      }
      expect(next).toBe(soonest);
    }),
  );
});

test('stored queries lose expired messages, and queries that are too old', () => {
  const storedQuery = (key: readonly unknown[], data: unknown, age = 0): StoredQuery => ({
    name: JSON.stringify(key),
    key,
    data,
    at: NOW - age,
    memberId: 'ayse',
  });
  const all = cachedQueries.map(([key, data]) => storedQuery(key, data));
  const posts = storedQuery(['posts', 'home'], { pages: [], pageParams: [] });
  expect(sweepQueries([...all, posts], NOW)).toMatchObject({
    changed: [],
    old: [],
    expired: [],
    next: NOW + 1_000,
  });
  const swept = sweepQueries([...all, posts], NOW + 1_000);
  expect(swept.changed).toHaveLength(cachedQueries.length);
  expect(JSON.stringify(swept.queries)).not.toContain('gizli');
  expect(swept.queries.at(-1)).toBe(posts);
  expect(
    sweepQueries([storedQuery(['me'], {}, 31 * DAY_MS), storedQuery(['x'], {}, -2 * DAY_MS)], NOW).old,
  ).toHaveLength(2);
  expect(
    JSON.stringify(trimForOffline(['messages', 'c'], sweep(thread, NOW + 1_000, true).data)),
  ).not.toContain('gizli');
});

test('the files of a message are listed in every size', () => {
  const media = [
    {
      url: '/uploads/a/0123/large.webp?sig=1',
      previewUrl: '/uploads/a/0123/small.webp',
      mimeType: 'image/webp',
    },
  ] as unknown as Message['media'];
  const preview = { imageUrl: '/uploads/b/4567/small.webp' } as unknown as Message['preview'];
  expect(filePathsOf([makeMessage(1, { media, preview })])).toEqual([
    '/uploads/a/0123/large.webp',
    '/uploads/a/0123/small.webp',
    '/uploads/b/4567/small.webp',
  ]);
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: NOW + 25 * 3_600_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A page on a device whose clock is 25 hours ahead of the server. */
function page() {
  const wrongBy = { ms: 25 * 3_600_000 };
  const queries = new QueryClient();
  const expiredIds: string[] = [];
  const confirmed: number[] = [];
  const now = () => Date.now() - wrongBy.ms;
  const sweeper = startSweeper(queries, {
    now,
    confirmServerTime: async () => {
      confirmed.push(now());
    },
    sweepStored: async () => ({ expired: [], next: Number.POSITIVE_INFINITY }),
    onExpired: (messages) => expiredIds.push(...messages.map(({ id }) => id)),
  });
  const cachedJson = () =>
    JSON.stringify(
      queries
        .getQueryCache()
        .getAll()
        .map(({ state }) => state.data),
    );
  return { queries, expiredIds, confirmed, cachedJson, sweeper, wrongBy };
}

test('an open page loses a message when it expires by the server’s time, not the device’s', async () => {
  const { queries, expiredIds, cachedJson, sweeper } = page();
  for (const [key, data] of cachedQueries) queries.setQueryData(key, data);
  await vi.advanceTimersByTimeAsync(999);
  expect(cachedJson()).toContain('gizli');
  expect(expiredIds).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(cachedJson()).not.toContain('gizli');
  expect(expiredIds).toEqual(['id 1']);
  expect(vi.getTimerCount()).toBe(0);
  // A late response brings it back: it is removed again.
  queries.setQueryData(['messages', 'c'], thread);
  await vi.advanceTimersByTimeAsync(0);
  expect(cachedJson()).not.toContain('gizli');
  // Reported once: a caller that refetches would loop.
  expect(expiredIds).toEqual(['id 1']);
  sweeper.stop();
});

test('the server’s time is confirmed before a message is emptied, also in the first sweep', async () => {
  const queries = new QueryClient();
  queries.setQueryData(['messages', 'c'], thread);
  let now = NOW + 30 * 3_600_000; // the clock was set ahead while the page loaded
  const sweeper = startSweeper(queries, {
    now: () => now,
    confirmServerTime: async () => {
      now = NOW;
    },
    sweepStored: async () => ({ expired: [], next: Number.POSITIVE_INFINITY }),
    onExpired: () => undefined,
  });
  await sweeper.sweepNow();
  expect(JSON.stringify(queries.getQueryData(['messages', 'c']))).toContain('gizli');
  sweeper.stop();
});

test('a long wait survives a sleep of the device; nothing runs after stop', async () => {
  const { queries, cachedJson, sweeper, confirmed, wrongBy } = page();
  queries.setQueryData(['messages', 'c'], {
    ...thread,
    items: [{ ...expiringMessage, expiresAt: at(90 * DAY_MS) }],
  });
  await vi.advanceTimersByTimeAsync(89 * DAY_MS);
  expect(cachedJson()).toContain('gizli');
  expect(confirmed).toEqual([]);
  // The device sleeps: its timers stop while time passes.
  wrongBy.ms -= 2 * DAY_MS;
  await sweeper.sweepNow();
  expect(cachedJson()).not.toContain('gizli');
  queries.setQueryData(['messages', 'd'], thread);
  sweeper.stop();
  expect(vi.getTimerCount()).toBe(0);
});
