// Pictures that were last seen, for a page without a network: those of posts and messages, and of people. Bounded in number
// and bytes; what was not seen for longest goes first. Private to the member who saw them: see `belongTo` and `forget`.

const PICTURES = 'chitlaq-pictures';
/** The address of a picture: under its name and variant it never changes, whatever tag or signature stands around them. */
const PICTURE = /^\/uploads\/[\w-]+\/([0-9a-f]{32}\/[a-z]+\.webp)$/;
const MOST_PICTURES = 300;
const MOST_BYTES = 24_000_000;
/** A larger one is not worth the place of many. */
const MOST_BYTES_OF_ONE = 500_000;
/** Whose they are stands among them. */
const OWNER = '/uploads/kept/owner';

const keyOf = (pathname) => `/uploads/kept/${PICTURE.exec(pathname)[1]}`;

/** Bytes by key, what was seen longest ago first; read once. */
let held;
/** Pictures whose place among the others has been renewed by this worker. */
let renewed = new Set();
/** Beginnings of the keys of pictures that were dropped: what was asked for before is not kept after. */
const dropped = new Set();
const isDropped = (key) => [...dropped].some((start) => key.startsWith(start));
/** Rises when all are forgotten: what was asked for before is not kept after. */
let life = 0;
/** One change at a time. */
let work = Promise.resolve();
const inTurn = (change) => {
  work = work.then(change, change).catch(() => undefined); // storage that is full or closed keeps nothing
  return work;
};

async function readHeld(cache) {
  if (held) return held;
  const found = new Map();
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname === OWNER) continue;
    const response = await cache.match(request, { ignoreVary: true });
    found.set(pathname, Number(response?.headers.get('content-length') ?? 0));
  }
  held = found;
  return held;
}

/** A picture as it is kept, or as the server gives it. */
self.picture = async (event, pathname) => {
  const key = keyOf(pathname);
  const begun = life;
  const kept = await caches.match(key, { cacheName: PICTURES, ignoreVary: true });
  if (kept) {
    if (!renewed.has(key)) event.waitUntil(put(key, kept.clone(), begun));
    return kept;
  }
  const response = await fetch(event.request);
  const bytes = Number(response.headers.get('content-length') ?? Number.POSITIVE_INFINITY);
  if (response.status === 200 && bytes <= MOST_BYTES_OF_ONE && begun === life)
    event.waitUntil(put(key, response.clone(), begun));
  return response;
};

function put(key, response, begun) {
  renewed.add(key);
  return inTurn(async () => {
    if (begun !== life || isDropped(key)) return;
    const cache = await caches.open(PICTURES);
    const all = await readHeld(cache);
    // Written anew it is the last in the cache's own order too.
    await cache.delete(key, { ignoreVary: true });
    await cache.put(key, response);
    all.delete(key);
    all.set(key, Number(response.headers.get('content-length')));
    let sum = [...all.values()].reduce((total, bytes) => total + bytes, 0);
    for (const [old, bytes] of all) {
      if (all.size <= MOST_PICTURES && sum <= MOST_BYTES) break;
      await cache.delete(old, { ignoreVary: true });
      all.delete(old);
      sum -= bytes;
    }
  });
}

/** Takes them all off this device: at sign-out, and before anybody else is signed in. */
self.forgetPictures = () => {
  life += 1;
  return inTurn(async () => {
    await caches.delete(PICTURES);
    held = undefined;
    renewed = new Set();
  });
};

/** Takes some off this device, by the beginnings of their keys: what they belonged to has disappeared. */
self.dropPictures = (keys) => {
  for (const key of keys) dropped.add(key);
  return inTurn(async () => {
    const cache = await caches.open(PICTURES);
    const all = await readHeld(cache);
    for (const key of [...all.keys()].filter(isDropped)) {
      await cache.delete(key, { ignoreVary: true });
      all.delete(key);
      renewed.delete(key);
    }
  });
};

/** Says whose they are from now on; those of anybody else go. */
self.picturesBelongTo = (memberId) =>
  inTurn(async () => {
    const owner = await caches.match(OWNER, { cacheName: PICTURES });
    if (owner && (await owner.text()) !== memberId) {
      life += 1;
      await caches.delete(PICTURES);
      held = undefined;
      renewed = new Set();
    }
    const cache = await caches.open(PICTURES);
    await cache.put(OWNER, new Response(memberId));
  });

self.isPicture = (request, pathname) => request.destination === 'image' && PICTURE.test(pathname);
