// Shows pushes, and opens what they are about. What a push says comes from server/modules/notifications/push.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  let push;
  try {
    push = event.data.json();
  } catch {
    return; // not one of ours
  }
  const { title, body, tag, lang, url } = push;
  // One with the same tag takes the other's place without a sound.
  const options = { body, tag, lang, icon: '/icon.svg', renotify: false, data: { url } };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const target = new URL(event.notification.data?.url ?? '/notifications', self.location.origin);
  if (target.origin !== self.location.origin) return;
  const open = async () => {
    const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    for (const page of windows) {
      try {
        await page.navigate(target.href);
        return await page.focus();
      } catch {
        // a page that this worker does not control yet: the next, or a new one
      }
    }
    return self.clients.openWindow(target.href);
  };
  event.waitUntil(open());
});
