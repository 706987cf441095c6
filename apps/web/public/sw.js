// Serves the app offline and shows push notifications. Its cached pages contain no member's data; features/offline stores that.
importScripts('/sw-build.js', '/sw-pictures.js');

const CACHE = `chitlaq-${self.BUILD}`;
const STATIC = /^\/_next\/static\/|^\/(icon|badge)[\w-]*\.(svg|png)$/;
/** Colours and logo of the campus: what never changes under its address says so. */
const CAMPUS = /^\/campus\.css$|^\/api\/v1\/campus\/logos\//;
/** Pages that open offline; most of them, and a conversation, after they have been opened once. */
const OFFLINE_PAGE =
  /^\/(home|notifications|messages(\/[\w-]+)?|explore(\/\w+)?|search|bookmarks|drafts|settings(\/[\w-]+)?|offline)$/;
/** Stands in for a page that is not cached. */
const FALLBACK_PAGE = '/offline';
const MAX_CONVERSATIONS = 30;

// The first worker activates at once. A later one waits until no page uses the previous one, or until the member agrees.
self.addEventListener('install', () => {
  if (!self.registration.active) self.skipWaiting();
});
self.addEventListener('activate', (event) => {
  const activate = async () => {
    const names = await caches.keys();
    await Promise.all(
      names
        .filter((name) => name.startsWith('chitlaq-') && ![CACHE, 'chitlaq-pictures'].includes(name))
        .map((name) => caches.delete(name)),
    );
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  };
  event.waitUntil(activate());
});

self.addEventListener('message', (event) => {
  const { type, pages, files, memberId, keys } = event.data ?? {};
  if (type === 'cache-pages') event.waitUntil(cachePages(pages, files));
  if (type === 'set-picture-owner') event.waitUntil(self.setPictureOwner(memberId));
  if (type === 'delete-pictures') event.waitUntil(self.deletePictures(keys));
  if (type === 'clear-pictures') event.waitUntil(self.clearPictures());
  if (type === 'activate') self.skipWaiting();
  if (type === 'activate-if-alone') event.waitUntil(activateIfAlone());
});

/** Activates if at most one window is open: it was loaded while this worker waited and so belongs to its build. */
async function activateIfAlone() {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (windows.length <= 1) await self.skipWaiting();
}

/** Caches pages with the files that they reference, and files that were loaded before this worker controlled the page. */
async function cachePages(pages, files) {
  const cache = await caches.open(CACHE);
  const filePaths = new Set(files.filter((path) => STATIC.test(path)));
  for (const path of pages.filter((page) => OFFLINE_PAGE.test(page))) {
    const page = await fetch(path, { headers: { accept: 'text/html' } }).catch(() => undefined);
    if (!isPage(page)) continue;
    const html = await page.clone().text();
    for (const [name] of html.matchAll(/\/_next\/static\/[^"'\\\s)]+/g)) filePaths.add(name);
    await cachePage(path, page);
  }
  for (const path of filePaths) {
    if (await cache.match(path)) continue;
    const file = await fetch(path).catch(() => undefined);
    if (file?.ok) await cache.put(path, file);
  }
}

const isPage = (response) =>
  response?.ok && !response.redirected && response.headers.get('content-type')?.startsWith('text/html');

async function cachePage(path, response) {
  const cache = await caches.open(CACHE);
  await cache.delete(path, { ignoreVary: true });
  await cache.put(path, response);
  const conversations = (await cache.keys())
    .map((request) => new URL(request.url).pathname)
    .filter((pathname) => pathname.startsWith('/messages/'));
  for (const old of conversations.slice(0, -MAX_CONVERSATIONS)) await cache.delete(old, { ignoreVary: true });
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (STATIC.test(url.pathname) || CAMPUS.test(url.pathname)) event.respondWith(cachedFile(request));
  else if (self.isPicture(request, url.pathname)) event.respondWith(self.cachedPicture(event, url.pathname));
  else if (request.mode === 'navigate' && !/^\/(api|admin|ws|socket\.io)(\/|$)/.test(url.pathname))
    event.respondWith(networkFirstPage(event, url.pathname));
});

/** Cache first: the content of a static file never changes under its name. */
async function cachedFile(request) {
  const cache = await caches.open(CACHE);
  const cached = await cache.match(request, { ignoreVary: true });
  if (cached) return cached;
  const response = await fetch(request);
  const isKept = !CAMPUS.test(new URL(request.url).pathname) || isImmutable(response);
  if (response.ok && response.status === 200 && isKept) await cache.put(request, response.clone());
  return response;
}

const isImmutable = ({ headers }) => headers.get('cache-control')?.includes('immutable');

/** Network first. Offline it serves the cached page, or one that says that this page does not open offline. */
async function networkFirstPage(event, path) {
  try {
    const response = (await event.preloadResponse) ?? (await fetch(event.request));
    if (OFFLINE_PAGE.test(path) && isPage(response)) event.waitUntil(cachePage(path, response.clone()));
    return response;
  } catch (error) {
    const cache = await caches.open(CACHE);
    const cached = await cache.match(path, { ignoreVary: true });
    if (cached) return cached;
    const fallback = await cache.match(FALLBACK_PAGE, { ignoreVary: true });
    if (fallback) return fallback;
    throw error;
  }
}

// server/modules/notifications/push sends the payload.
self.addEventListener('push', (event) => {
  let payload;
  try {
    payload = event.data.json();
  } catch {
    return; // not sent by our server
  }
  const { title, body, tag, lang, url } = payload;
  // A notification replaces one with the same tag silently.
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
        // this worker does not control the window yet: try the next one, or open a new one
      }
    }
    return self.clients.openWindow(target.href);
  };
  event.waitUntil(open());
});
