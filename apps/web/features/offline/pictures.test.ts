import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';

const source = readFileSync(new URL('../../public/sw-pictures.js', import.meta.url), 'utf8');

interface Worker {
  isPicture(request: { destination: string }, path: string): boolean;
  cachedPicture(event: object, path: string): Promise<Response>;
  clearPictures(): Promise<void>;
  setPictureOwner(memberId: string): Promise<void>;
  deletePictures(keys: string[]): Promise<void>;
}

/** The browser's Cache Storage, as far as the worker uses it. */
function storage() {
  const all = new Map<string, Map<string, Response>>();
  const pathOf = (request: string | Request) =>
    new URL(typeof request === 'string' ? request : request.url, 'http://campus').pathname;
  const open = async (name: string) => {
    const cache = all.get(name) ?? new Map<string, Response>();
    all.set(name, cache);
    return {
      keys: async () => [...cache.keys()].map((path) => ({ url: `http://campus${path}` })),
      match: async (request: string | Request) => cache.get(pathOf(request))?.clone(),
      put: async (request: string | Request, response: Response) => {
        cache.set(pathOf(request), response);
      },
      delete: async (request: string | Request) => cache.delete(pathOf(request)),
    };
  };
  return {
    all,
    caches: {
      open,
      delete: async (name: string) => all.delete(name),
      match: async (request: string, { cacheName }: { cacheName: string }) =>
        all.get(cacheName)?.get(pathOf(request))?.clone(),
    },
  };
}

/** The worker, with a server that returns responses of the given sizes. */
function worker({ all, caches } = storage()) {
  const self = {} as Worker;
  const requestedUrls: string[] = [];
  const sizes = new Map<string, number>();
  const waits: Promise<unknown>[] = [];
  let beforeResponse: Promise<void> = Promise.resolve();
  const fetch = async ({ url }: { url: string }) => {
    requestedUrls.push(url);
    await beforeResponse;
    const size = sizes.get(url) ?? 1_000;
    return new Response('x', { headers: { 'content-length': String(size) } });
  };
  runInNewContext(source, { self, caches, fetch, Response, URL, Map, Set, Number, Promise });
  const loadPicture = async (path: string) => {
    await self.cachedPicture(
      { request: { url: path }, waitUntil: (work: Promise<unknown>) => waits.push(work) },
      path,
    );
    await Promise.all(waits);
  };
  const cachedKeys = () =>
    [...(all.get('chitlaq-pictures')?.keys() ?? [])].filter((key) => !key.endsWith('/owner'));
  return {
    self,
    loadPicture,
    cachedKeys,
    requestedUrls,
    sizes,
    holdResponses: (until: Promise<void>) => {
      beforeResponse = until;
    },
  };
}

const name = (count: number) => count.toString(16).padStart(32, '0');
const address = (count: number, tag = 'private') => `/uploads/${tag}/${name(count)}/preview.webp`;
const key = (count: number) => `/uploads/cached/${name(count)}/preview.webp`;

test('a picture is fetched once, whatever signature its URL has', async () => {
  const { loadPicture, cachedKeys, requestedUrls } = worker();
  await loadPicture(address(1));
  await loadPicture(address(1, 'another-tag'));
  expect(requestedUrls).toHaveLength(1);
  expect(cachedKeys()).toEqual([key(1)]);
});

test('the least recently seen pictures are evicted first, by number and by bytes', async () => {
  const sharedStorage = storage();
  const first = worker(sharedStorage);
  for (let count = 0; count < 300; count += 1) await first.loadPicture(address(count));
  // A restarted worker knows what the previous one cached.
  const { loadPicture, cachedKeys, sizes } = worker(sharedStorage);
  await loadPicture(address(0));
  await loadPicture(address(300));
  expect(cachedKeys()).toHaveLength(300);
  expect(cachedKeys()).toContain(key(0));
  expect(cachedKeys()).not.toContain(key(1));
  for (let count = 400; count < 460; count += 1) {
    sizes.set(address(count), 499_000);
    await loadPicture(address(count));
  }
  expect(cachedKeys()).toHaveLength(48);
  expect(cachedKeys()[0]).toBe(key(412));
});

test('large files and non-pictures are not cached', async () => {
  const { self, loadPicture, cachedKeys, sizes } = worker();
  sizes.set(address(1), 500_001);
  await loadPicture(address(1));
  expect(cachedKeys()).toEqual([]);
  const image = { destination: 'image' };
  expect(self.isPicture(image, address(1))).toBe(true);
  expect(self.isPicture({ destination: '' }, address(1))).toBe(false);
  for (const path of ['/api/v1/auth/me', '/uploads/private/x/y.webp', `/uploads/a/${name(1)}/full.mp4`])
    expect(self.isPicture(image, path), path).toBe(false);
});

test('all pictures are deleted at sign-out and for another member, including those still loading', async () => {
  const { self, loadPicture, cachedKeys, holdResponses } = worker();
  await self.setPictureOwner('ayse');
  await loadPicture(address(1));
  await self.setPictureOwner('ayse');
  expect(cachedKeys()).toEqual([key(1)]);
  await self.setPictureOwner('bora');
  expect(cachedKeys()).toEqual([]);

  let open = () => {};
  holdResponses(
    new Promise((resolve) => {
      open = resolve;
    }),
  );
  const pendingLoad = loadPicture(address(2));
  await self.clearPictures();
  open();
  await pendingLoad;
  expect(cachedKeys()).toEqual([]);
});

test('pictures of expired messages are deleted in every size, including those still loading', async () => {
  const { self, loadPicture, cachedKeys, holdResponses } = worker();
  await loadPicture(address(1));
  await loadPicture(address(1).replace('preview', 'full'));
  await loadPicture(address(2));
  let open = () => {};
  holdResponses(
    new Promise((resolve) => {
      open = resolve;
    }),
  );
  const pendingLoad = loadPicture(address(3));
  await self.deletePictures([1, 3].map((count) => `/uploads/cached/${name(count)}/`));
  open();
  await pendingLoad;
  expect(cachedKeys()).toEqual([key(2)]);
});
