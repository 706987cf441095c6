import { expect, test } from 'vitest';
import { openOutboxStorage, type StoredItem } from './storage.ts';

/** The storage of a browser, shared by its tabs. */
function browser(entries: Record<string, string> = {}) {
  const map = new Map(Object.entries(entries));
  const storage = {
    get length() {
      return map.size;
    },
    key: (index: number) => [...map.keys()][index] ?? null,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  };
  return { map, tab: (memberId = 'ayse') => openOutboxStorage(memberId, () => storage) };
}
const pending = (clientId: string, second: number): StoredItem => ({
  clientId,
  conversationId: 'c',
  createdAt: `2026-11-20T12:00:0${second}.000Z`,
});
const names = (items: readonly StoredItem[]) => items.map(({ clientId }) => clientId);

test('messages that two tabs wrote offline are all there when the browser reopens', () => {
  const { tab } = browser();
  const [one, other] = [tab(), tab()];
  one.read();
  other.read();
  one.write([pending('bir', 1)]);
  other.write([pending('iki', 2)]);
  one.write([pending('bir', 1), pending('üç', 3)]);
  expect(names(tab().read())).toEqual(['bir', 'iki', 'üç']);
});

test('a tab removes what it has sent, and nothing of another tab', () => {
  const { tab } = browser();
  const [one, other] = [tab(), tab()];
  one.write([pending('bir', 1)]);
  other.write([pending('iki', 2)]);
  one.write([]);
  expect(names(tab().read())).toEqual(['iki']);
  other.write([]);
  expect(tab().read()).toEqual([]);
});

test('a message that another tab has sent is reported and not stored again', () => {
  const { tab } = browser();
  tab().write([pending('bir', 1)]);
  const [one, other] = [tab(), tab()];
  one.read();
  other.read();
  one.write([]);
  const gone = { key: 'cl_outbox:ayse:bir', newValue: null };
  expect(other.removedElsewhere(gone)).toBe('bir');
  expect(other.removedElsewhere({ ...gone, newValue: '{}' })).toBeUndefined();
  expect(other.removedElsewhere({ ...gone, key: 'cl_outbox:bora:bir' })).toBeUndefined();
  expect(other.removedElsewhere({ ...gone, key: null })).toBeUndefined();
  other.write([]);
  expect(tab().read()).toEqual([]);
});

test('the list of an older version is migrated; members are separate', () => {
  const { map, tab } = browser({
    'cl_outbox:ayse': JSON.stringify([pending('bir', 1)]),
    'cl_outbox:x:y': '{',
  });
  expect(names(tab().read())).toEqual(['bir']);
  expect(map.has('cl_outbox:ayse')).toBe(false);
  expect(names(tab().read())).toEqual(['bir']);
  expect(tab('bora').read()).toEqual([]);
  expect(tab('x').read()).toEqual([]);
});

test('an unavailable storage does no harm', () => {
  const closed = openOutboxStorage('ayse', () => {
    throw new Error('closed');
  });
  expect(closed.read()).toEqual([]);
  closed.write([pending('bir', 1)]);
  closed.write([]);
  expect(openOutboxStorage('ayse', () => undefined).read()).toEqual([]);
});
