import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';

const source = readFileSync(new URL('../../public/sw-pictures.js', import.meta.url), 'utf8');

interface Worker {
  isPicture(request: { destination: string }, path: string): boolean;
  picture(event: object, path: string): Promise<Response>;
  forgetPictures(): Promise<void>;
  picturesBelongTo(memberId: string): Promise<void>;
  dropPictures(keys: string[]): Promise<void>;
}

/** A browser's caches, as far as the worker uses them. */
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

/** The worker with a server that answers with so many bytes. */
function worker({ all, caches } = storage()) {
  const self = {} as Worker;
  const asked: string[] = [];
  const sizes = new Map<string, number>();
  const waits: Promise<unknown>[] = [];
  let gate: Promise<void> = Promise.resolve();
  const fetch = async ({ url }: { url: string }) => {
    asked.push(url);
    await gate;
    const size = sizes.get(url) ?? 1_000;
    return new Response('x', { headers: { 'content-length': String(size) } });
  };
  runInNewContext(source, { self, caches, fetch, Response, URL, Map, Set, Number, Promise });
  const see = async (path: string) => {
    await self.picture(
      { request: { url: path }, waitUntil: (work: Promise<unknown>) => waits.push(work) },
      path,
    );
    await Promise.all(waits);
  };
  const held = () =>
    [...(all.get('chitlaq-pictures')?.keys() ?? [])].filter((key) => !key.endsWith('/owner'));
  return {
    self,
    see,
    held,
    asked,
    sizes,
    close: (until: Promise<void>) => {
      gate = until;
    },
  };
}

const name = (count: number) => count.toString(16).padStart(32, '0');
const address = (count: number, tag = 'private') => `/uploads/${tag}/${name(count)}/preview.webp`;
const key = (count: number) => `/uploads/kept/${name(count)}/preview.webp`;

test('a picture is asked for once, whatever signature its address carries', async () => {
  const { see, held, asked } = worker();
  await see(address(1));
  await see(address(1, 'another-tag'));
  expect(asked).toHaveLength(1);
  expect(held()).toEqual([key(1)]);
});

test('what was not seen for longest goes first, by number and by bytes', async () => {
  const kept = storage();
  const first = worker(kept);
  for (let count = 0; count < 300; count += 1) await first.see(address(count));
  // A worker that has been started anew knows what the one before kept.
  const { see, held, sizes } = worker(kept);
  await see(address(0));
  await see(address(300));
  expect(held()).toHaveLength(300);
  expect(held()).toContain(key(0));
  expect(held()).not.toContain(key(1));
  for (let count = 400; count < 460; count += 1) {
    sizes.set(address(count), 499_000);
    await see(address(count));
  }
  expect(held()).toHaveLength(48);
  expect(held()[0]).toBe(key(412));
});

test('what is large, and what is no picture of a member, is left to the network', async () => {
  const { self, see, held, sizes } = worker();
  sizes.set(address(1), 500_001);
  await see(address(1));
  expect(held()).toEqual([]);
  const image = { destination: 'image' };
  expect(self.isPicture(image, address(1))).toBe(true);
  expect(self.isPicture({ destination: '' }, address(1))).toBe(false);
  for (const path of ['/api/v1/auth/me', '/uploads/private/x/y.webp', `/uploads/a/${name(1)}/full.mp4`])
    expect(self.isPicture(image, path), path).toBe(false);
});

test('all of them go at sign-out, also one that is on its way, and when somebody else comes', async () => {
  const { self, see, held, close } = worker();
  await self.picturesBelongTo('ayse');
  await see(address(1));
  await self.picturesBelongTo('ayse');
  expect(held()).toEqual([key(1)]);
  await self.picturesBelongTo('bora');
  expect(held()).toEqual([]);

  let open = () => {};
  close(
    new Promise((resolve) => {
      open = resolve;
    }),
  );
  const late = see(address(2));
  await self.forgetPictures();
  open();
  await late;
  expect(held()).toEqual([]);
});

test('pictures of what has disappeared go in every size, also one that is on its way', async () => {
  const { self, see, held, close } = worker();
  await see(address(1));
  await see(address(1).replace('preview', 'full'));
  await see(address(2));
  let open = () => {};
  close(
    new Promise((resolve) => {
      open = resolve;
    }),
  );
  const late = see(address(3));
  await self.dropPictures([1, 3].map((count) => `/uploads/kept/${name(count)}/`));
  open();
  await late;
  expect(held()).toEqual([key(2)]);
});
