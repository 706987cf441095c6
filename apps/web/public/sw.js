// The app without a network, and pushes. Its pages hold nobody's data: what a member saw is kept by features/offline.
importScripts('/sw-build.js', '/sw-pictures.js');

const CACHE = `chitlaq-${self.BUILD}`;
const STATIC = /^\/_next\/static\/|^\/(icon|badge)[\w-]*\.(svg|png)$/;
/** Places that open offline; a conversation once it has been opened. */
const KEPT_PAGE = /^\/(home|notifications|messages(\/[\w-]+)?)$/;
const MOST_CONVERSATIONS = 30;

// The first begins at once. A later one waits until nobody uses the one before, or until the member says so.
self.addEventListener('install', () => {
  if (!self.registration.active) self.skipWaiting();
});
self.addEventListener('activate', (event) => {
  const begin = async () => {
    const names = await caches.keys();
    await Promise.all(
      names
        .filter((name) => name.startsWith('chitlaq-') && ![CACHE, 'chitlaq-pictures'].includes(name))
        .map((name) => caches.delete(name)),
    );
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  };
  event.waitUntil(begin());
});

self.addEventListener('message', (event) => {
  const { type, pages, files, memberId, keys } = event.data ?? {};
  if (type === 'keep') event.waitUntil(keep(pages, files));
  if (type === 'member') event.waitUntil(self.picturesBelongTo(memberId));
  if (type === 'drop') event.waitUntil(self.dropPictures(keys));
  if (type === 'forget') event.waitUntil(self.forgetPictures());
  if (type === 'take-over') self.skipWaiting();
  if (type === 'take-over-if-alone') event.waitUntil(takeOverIfAlone());
});

/** A page that was loaded while this worker waited is of its build already; another window may not be. */
async function takeOverIfAlone() {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (windows.length <= 1) await self.skipWaiting();
}

/** Keeps pages with the files that they name, and files that were loaded before this worker could see it. */
async function keep(pages, files) {
  const cache = await caches.open(CACHE);
  const named = new Set(files.filter((path) => STATIC.test(path)));
  for (const path of pages.filter((one) => KEPT_PAGE.test(one))) {
    const page = await fetch(path, { headers: { accept: 'text/html' } }).catch(() => undefined);
    if (!isPage(page)) continue;
    const html = await page.clone().text();
    for (const [name] of html.matchAll(/\/_next\/static\/[^"'\\\s)]+/g)) named.add(name);
    await putPage(path, page);
  }
  for (const path of named) {
    if (await cache.match(path)) continue;
    const file = await fetch(path).catch(() => undefined);
    if (file?.ok) await cache.put(path, file);
  }
}

const isPage = (response) =>
  response?.ok && !response.redirected && response.headers.get('content-type')?.startsWith('text/html');

async function putPage(path, response) {
  const cache = await caches.open(CACHE);
  await cache.delete(path, { ignoreVary: true });
  await cache.put(path, response);
  const conversations = (await cache.keys())
    .map((request) => new URL(request.url).pathname)
    .filter((one) => one.startsWith('/messages/'));
  for (const old of conversations.slice(0, -MOST_CONVERSATIONS))
    await cache.delete(old, { ignoreVary: true });
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (STATIC.test(url.pathname)) event.respondWith(file(request));
  else if (self.isPicture(request, url.pathname)) event.respondWith(self.picture(event, url.pathname));
  else if (request.mode === 'navigate' && !/^\/(api|admin|ws|socket\.io)(\/|$)/.test(url.pathname))
    event.respondWith(page(event, url.pathname));
});

/** Under its name a file never changes: the kept one is as good as the server's. */
async function file(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && response.status === 200) await cache.put(request, response.clone());
  return response;
}

/** The network's page; without a network the kept one, or the way home. */
async function page(event, path) {
  try {
    const response = (await event.preloadResponse) ?? (await fetch(event.request));
    if (KEPT_PAGE.test(path) && isPage(response)) event.waitUntil(putPage(path, response.clone()));
    return response;
  } catch (error) {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(path, { ignoreVary: true });
    if (kept) return kept;
    if (path !== '/home' && (await cache.match('/home', { ignoreVary: true })))
      return Response.redirect('/home');
    throw error;
  }
}

// What a push says comes from server/modules/notifications/push.
self.addEventListener('push', (event) => {
  let push;
  try {
    push = event.data.json();
  } catch {
    return; // not one of ours
  }
  const { title, body, tag, lang, url } = push;
  // One with the same tag takes the other's place without a sound.
  const options = {
    body,
    tag,
    lang,
    icon: '/icon-192.png',
    badge: '/badge-96.png',
    renotify: false,
    data: { url },
  };
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
