import { afterEach, expect, test, vi } from 'vitest';
import { latePart, loadLateParts } from './late-part.ts';

afterEach(() => vi.unstubAllGlobals());

test('a part loads once, and again when the network is back', async () => {
  const window = new EventTarget();
  vi.stubGlobal('window', window);
  const module = { name: 'part' };
  let isOffline = true;
  let loads = 0;
  const part = latePart(async () => {
    loads++;
    if (isOffline) throw new Error('offline');
    return module;
  });
  const both = [part.load(), part.load()];
  await vi.waitFor(() => expect(loads).toBe(1));
  expect(part.loaded()).toBeUndefined();
  isOffline = false;
  await vi.waitFor(() => {
    window.dispatchEvent(new Event('online'));
    expect(loads).toBe(2);
  });
  expect(await Promise.all(both)).toEqual([module, module]);
  await loadLateParts();
  expect([part.loaded(), loads]).toEqual([module, 2]);
});

test('a part that the page contains is not loaded', async () => {
  const part = latePart<{ name: string }>(() => Promise.reject(new Error('not needed')));
  const module = { name: 'part' };
  part.provide(module);
  expect([part.loaded(), await part.load()]).toEqual([module, module]);
});
