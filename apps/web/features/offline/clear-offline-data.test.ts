import { afterEach, expect, test, vi } from 'vitest';
import { clearOfflineData } from './clear-offline-data.ts';

afterEach(() => vi.unstubAllGlobals());

test('notifications on the screen are closed at sign-out', async () => {
  const shown = new Set(['ileti', 'yanıt']);
  const notifications = [...shown].map((tag) => ({ close: () => shown.delete(tag) }));
  vi.stubGlobal('navigator', {
    serviceWorker: { getRegistration: async () => ({ getNotifications: async () => notifications }) },
  });
  await clearOfflineData();
  expect(shown).toEqual(new Set());
});

test('a browser without a worker, or that shows no notifications, is cleared as well', async () => {
  vi.stubGlobal('navigator', {});
  await clearOfflineData();
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration: async () => ({}) } });
  await clearOfflineData();
});
