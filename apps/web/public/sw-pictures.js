// Caches recently seen pictures of posts, messages and members for offline use. Limited in number and bytes; the least
// recently seen are evicted first. The cache belongs to one member: see `setPictureOwner` and `clearPictures`.

const PICTURES = 'chitlaq-pictures';
/** The path of a picture. Name and variant identify its content; the tag and the signature around them may vary. */
const PICTURE = /^\/uploads\/[\w-]+\/([0-9a-f]{32}\/[a-z]+\.webp)$/;
const MAX_PICTURES = 300;
const MAX_BYTES = 24_000_000;
/** Larger pictures are not cached, since each would displace many others. */
const MAX_PICTURE_BYTES = 500_000;
/** The cache entry that holds the id of the owner. */
const OWNER = '/uploads/cached/owner';

const keyOf = (pathname) => `/uploads/cached/${PICTURE.exec(pathname)[1]}`;

/** Bytes by key, least recently seen first. Undefined until read from the cache. */
let sizes;
/** Keys that this worker has already moved to the end of the eviction order. */
let refreshedKeys = new Set();
/** Key prefixes of deleted pictures. A picture that was requested before the deletion is not cached afterwards. */
const deletedPrefixes = new Set();
const isDeleted = (key) => [...deletedPrefixes].some((prefix) => key.startsWith(prefix));
/** Increases with every clearing. A picture that was requested before it is not cached afterwards. */
let generation = 0;
/** Runs changes one after the other. */
let queue = Promise.resolve();
const enqueue = (change) => {
  queue = queue.then(change, change).catch(() => undefined); // storage is full or unavailable: cache nothing
  return queue;
};

async function readSizes(cache) {
  if (sizes) return sizes;
  const found = new Map();
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname === OWNER) continue;
    const response = await cache.match(request, { ignoreVary: true });
    found.set(pathname, Number(response?.headers.get('content-length') ?? 0));
  }
  sizes = found;
  return sizes;
}

/** The cached picture, or the server's, which is then cached. */
self.cachedPicture = async (event, pathname) => {
  const key = keyOf(pathname);
  const startGeneration = generation;
  const cached = await caches.match(key, { cacheName: PICTURES, ignoreVary: true });
  if (cached) {
    if (!refreshedKeys.has(key)) event.waitUntil(store(key, cached.clone(), startGeneration));
    return cached;
  }
  const response = await fetch(event.request);
  const bytes = Number(response.headers.get('content-length') ?? Number.POSITIVE_INFINITY);
  if (response.status === 200 && bytes <= MAX_PICTURE_BYTES && startGeneration === generation)
    event.waitUntil(store(key, response.clone(), startGeneration));
  return response;
};

function store(key, response, startGeneration) {
  refreshedKeys.add(key);
  return enqueue(async () => {
    if (startGeneration !== generation || isDeleted(key)) return;
    const cache = await caches.open(PICTURES);
    const all = await readSizes(cache);
    // Delete and write again, so that it is last in the cache's own order, too.
    await cache.delete(key, { ignoreVary: true });
    await cache.put(key, response);
    all.delete(key);
    all.set(key, Number(response.headers.get('content-length')));
    let sum = [...all.values()].reduce((total, bytes) => total + bytes, 0);
    for (const [old, bytes] of all) {
      if (all.size <= MAX_PICTURES && sum <= MAX_BYTES) break;
      await cache.delete(old, { ignoreVary: true });
      all.delete(old);
      sum -= bytes;
    }
  });
}

/** Deletes all pictures: at sign-out, and before another member signs in. */
self.clearPictures = () => {
  generation += 1;
  return enqueue(async () => {
    await caches.delete(PICTURES);
    sizes = undefined;
    refreshedKeys = new Set();
  });
};

/** Deletes pictures by key prefix, when what they belonged to has expired. */
self.deletePictures = (keys) => {
  for (const key of keys) deletedPrefixes.add(key);
  return enqueue(async () => {
    const cache = await caches.open(PICTURES);
    const all = await readSizes(cache);
    for (const key of [...all.keys()].filter(isDeleted)) {
      await cache.delete(key, { ignoreVary: true });
      all.delete(key);
      refreshedKeys.delete(key);
    }
  });
};

/** Sets the owner of the cache. Deletes the pictures of another owner. */
self.setPictureOwner = (memberId) =>
  enqueue(async () => {
    const owner = await caches.match(OWNER, { cacheName: PICTURES });
    if (owner && (await owner.text()) !== memberId) {
      generation += 1;
      await caches.delete(PICTURES);
      sizes = undefined;
      refreshedKeys = new Set();
    }
    const cache = await caches.open(PICTURES);
    await cache.put(OWNER, new Response(memberId));
  });

self.isPicture = (request, pathname) => request.destination === 'image' && PICTURE.test(pathname);
