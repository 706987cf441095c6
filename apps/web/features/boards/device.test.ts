import { createSecret } from '@chitlaq/sealing/pseudonym';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clearBoardData } from '../../lib/clear-board-data.ts';
import { codeOf, secretOf } from './board-code.ts';
import { readSecret, removeSecret, storeSecret } from './device-secret.ts';
import { readItem, removeItems, writeItem } from './device-storage.ts';
import { setNameHidden } from './hidden-names.ts';
import { addOwnThreads, ownThreadsIn, readOwnThreads, searchOwnThreads } from './own-threads.ts';
import { addWaiting, removeWaiting, type WaitingPost, waitingIn } from './waiting-posts.ts';

const [ayse, bora] = ['member-a', 'member-b'];

/** Keys are own properties, as a browser has them. */
function fakeStorage(): Storage {
  const methods = {
    getItem: (key: string) => (Object.hasOwn(storage, key) ? storage[key] : null),
    setItem: (key: string, value: string) => {
      storage[key] = value;
    },
    removeItem: (key: string) => {
      delete storage[key];
    },
  };
  const storage: Record<string, string> & Storage = Object.create(methods);
  return storage;
}

beforeEach(() => vi.stubGlobal('localStorage', fakeStorage()));
afterEach(() => vi.unstubAllGlobals());

test('a code gives back its secret, however it is typed', () => {
  for (let i = 0; i < 50; i++) {
    const secret = createSecret();
    const code = codeOf(secret);
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(secretOf(code)).toBe(secret);
    expect(secretOf(` ${code.toLowerCase().replaceAll('-', ' ')}\n`)).toBe(secret);
    expect(secretOf(code.replaceAll('-', '–').replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(secret);
    expect(secretOf(code.replaceAll('1', 'ı').replaceAll('0', 'O'))).toBe(secret);
  }
});

test('one wrong letter, and two that changed places, are found', () => {
  const code = codeOf(createSecret()).replaceAll('-', '');
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  for (let at = 0; at < code.length; at++) {
    for (const letter of letters)
      if (letter !== code[at])
        expect(secretOf(code.slice(0, at) + letter + code.slice(at + 1))).toBeUndefined();
    const swapped = code.slice(0, at) + (code[at + 1] ?? '') + code[at] + code.slice(at + 2);
    if (swapped !== code && swapped.length === code.length) expect(secretOf(swapped)).toBeUndefined();
  }
});

test('what is no code is none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 70 }), (text) => {
      expect(secretOf(text)).toBeUndefined();
    }),
  );
});

test('the secret is kept by member, and a damaged one is none', () => {
  const secret = createSecret();
  storeSecret(ayse, { secret, isSaved: false });
  expect(readSecret(ayse)).toEqual({ secret, isSaved: false });
  expect(readSecret(bora)).toBeUndefined();
  for (const damaged of ['', '{', 'null', '{"secret":"short"}', '[]', '"x"']) {
    writeItem(bora, 'secret', damaged);
    expect(readSecret(bora)).toBeUndefined();
  }
  removeSecret(ayse);
  expect(readSecret(ayse)).toBeUndefined();
});

test('signing out leaves nothing of boards, and nothing else of the device goes', () => {
  storeSecret(ayse, { secret: createSecret(), isSaved: true });
  writeItem(ayse, 'draft:thread', 'Yarım kalan');
  setNameHidden(ayse, 'thread', 'tag', true);
  localStorage.setItem('cl_theme', 'dark');
  clearBoardData();
  expect(Object.keys(localStorage)).toEqual(['cl_theme']);
});

test('removing the secret from a device takes the drafts of its member, and of nobody else', () => {
  for (const member of [ayse, bora]) {
    storeSecret(member, { secret: createSecret(), isSaved: true });
    writeItem(member, 'draft:thread', 'Yarım kalan');
  }
  removeItems(ayse);
  expect(Object.keys(localStorage)).toEqual(['cl_board_member-b:secret', 'cl_board_member-b:draft:thread']);
});

test('a browser that stores nothing says so and breaks nothing', () => {
  vi.stubGlobal('localStorage', undefined);
  expect(storeSecret(ayse, { secret: createSecret(), isSaved: true })).toBe(false);
  expect(readSecret(ayse)).toBeUndefined();
  clearBoardData();
});

test('names are hidden by thread, shown again, and the list has a bound', () => {
  const hidden = () => JSON.parse(readItem(ayse, 'hidden') ?? '[]') as string[];
  setNameHidden(ayse, 'thread', 'tag', true);
  setNameHidden(ayse, 'thread', 'tag', true);
  expect(hidden()).toEqual(['thread tag']);
  setNameHidden(ayse, 'thread', 'tag', false);
  expect(readItem(ayse, 'hidden')).toBeNull();
  for (let i = 0; i < 600; i++) setNameHidden(ayse, 'thread', String(i), true);
  expect(hidden()).toHaveLength(500);
  expect(hidden().at(-1)).toBe('thread 599');
});

test('a post waits until its list has it, an hour after its batch at most', () => {
  const post = (postId: string, publishedAt: Date): WaitingPost => ({
    boardId: 'board',
    threadId: 'thread',
    postId,
    text: 'Merhaba',
    replyToId: null,
    title: null,
    publishedAt: publishedAt.toISOString(),
  });
  const soon = new Date(Date.now() + 600_000);
  const waiting = () => waitingIn(readItem(ayse, 'waiting'), Date.now()).map(({ postId }) => postId);
  addWaiting(ayse, post('a', soon));
  addWaiting(ayse, post('b', soon));
  addWaiting(ayse, post('a', soon));
  expect(waiting()).toEqual(['b', 'a']);
  removeWaiting(ayse, ['b']);
  expect(waiting()).toEqual(['a']);
  expect(waitingIn(readItem(ayse, 'waiting'), soon.getTime() + 3_600_001)).toEqual([]);
  for (const damaged of ['{', '{}', '[1,null,{}]']) expect(waitingIn(damaged, 0)).toEqual([]);
});

test('a device remembers the threads of its member, and finds those of before by a search', async () => {
  expect(readOwnThreads(ayse)).toEqual({ ids: [], isSearched: false });
  addOwnThreads(ayse, ['c']);
  addOwnThreads(ayse, ['d']);
  addOwnThreads(ayse, ['c']);
  expect(readOwnThreads(ayse)).toEqual({ ids: ['d', 'c'], isSearched: false });
  expect(readOwnThreads(bora).ids).toEqual([]);
  const asked: unknown[] = [];
  const answers = [
    { items: [{ threadId: 'a' }, { threadId: 'c' }], nextCursor: 'next' },
    { items: [], nextCursor: 'last' },
    { items: [{ threadId: 'b' }], nextCursor: null },
  ];
  vi.stubGlobal('fetch', async (request: Request | string, init?: RequestInit) => {
    const body = typeof request === 'string' ? init?.body : await request.text();
    asked.push(JSON.parse(String(body)));
    return Response.json(answers[asked.length - 1]);
  });
  const all = ['a', 'b', 'd', 'c'];
  expect(await searchOwnThreads(ayse, 'sır')).toEqual(all);
  expect(asked).toEqual([
    { secret: 'sır' },
    { secret: 'sır', cursor: 'next' },
    { secret: 'sır', cursor: 'last' },
  ]);
  expect(readOwnThreads(ayse)).toEqual({ ids: all, isSearched: true });
  for (const damaged of ['', '{', 'null', '[]', '{"ids":7}'])
    expect(ownThreadsIn(damaged)).toEqual({ ids: [], isSearched: false });
  addOwnThreads(
    ayse,
    Array.from({ length: 5_010 }, (_, index) => `t${index}`),
  );
  expect(readOwnThreads(ayse).ids).toHaveLength(5_000);
  removeItems(ayse);
  expect(readOwnThreads(ayse).ids).toEqual([]);
});
