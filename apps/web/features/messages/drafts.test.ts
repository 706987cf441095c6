import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('drafts of two tabs do not overwrite each other', async () => {
  const map = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
  });
  /** Each tab loads its own instance of the module. */
  const tab = async () => {
    vi.resetModules();
    return import('./drafts.ts');
  };
  const [one, other] = [await tab(), await tab()];
  expect([one.readDraft('ayse', 'a'), other.readDraft('ayse', 'b')]).toEqual(['', '']);
  one.saveDraft('ayse', 'a', 'bir');
  other.saveDraft('ayse', 'b', 'iki');
  one.saveDraft('ayse', 'c', 'üç');
  one.saveDraft('ayse', 'c', '');
  const next = await tab();
  expect(['a', 'b', 'c'].map((id) => next.readDraft('ayse', id))).toEqual(['bir', 'iki', '']);
});
