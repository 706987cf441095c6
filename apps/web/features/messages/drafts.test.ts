import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('drafts of two tabs do not take out each other', async () => {
  const map = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  });
  /** Each tab has a module of its own. */
  const tab = async () => {
    vi.resetModules();
    return import('./drafts.ts');
  };
  const [one, other] = [await tab(), await tab()];
  expect([one.draftOf('ayse', 'a'), other.draftOf('ayse', 'b')]).toEqual(['', '']);
  one.keepDraft('ayse', 'a', 'bir');
  other.keepDraft('ayse', 'b', 'iki');
  one.keepDraft('ayse', 'c', 'üç');
  one.keepDraft('ayse', 'c', '');
  const next = await tab();
  expect(['a', 'b', 'c'].map((id) => next.draftOf('ayse', id))).toEqual(['bir', 'iki', '']);
});
