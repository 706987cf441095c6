import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type RunningRedis, startRedisServer } from '../../testing/redis-server.ts';
import '../../testing/provided.ts';
import { openTestProxy } from '../bus/test-proxy.ts';
import { memoryCache } from './index.ts';
import { redisCache } from './redis.ts';
import type { Cache } from './types.ts';

const log = pino({ level: 'silent' });
const binary = inject('redisServer');
let redis: RunningRedis | undefined;
beforeAll(async () => {
  if (binary) redis = await startRedisServer(binary);
});
afterAll(() => redis?.kill());

const drivers = [
  { name: 'memory', available: true, open: async () => memoryCache() },
  {
    name: binary ? 'Redis' : 'Redis (skipped: no redis-server on this machine)',
    available: binary !== null,
    open: () => redisCache({ url: redis?.url ?? '', log }),
  },
];

describe.each(drivers)('the cache in $name', ({ available, open }) => {
  let cache: Cache;
  beforeAll(async () => {
    if (available) cache = await open();
  });
  afterAll(() => cache?.close());

  test.runIf(available)('a value is returned until it is deleted', async () => {
    await cache.set('kişi', { ad: 'Işıl 🌳', yaş: [1, null] }, 60);
    expect(await cache.get('kişi')).toEqual({ ad: 'Işıl 🌳', yaş: [1, null] });
    await cache.delete('kişi', 'olmayan');
    expect(await cache.get('kişi')).toBeUndefined();
    await cache.delete();
  });

  test.runIf(available)('an expired value is gone', async () => {
    await cache.set('kısa', 1, 0.05);
    await expect.poll(() => cache.get('kısa')).toBeUndefined();
  });

  test.runIf(available)(
    'concurrent increments are counted exactly, and the next window starts at zero',
    async () => {
      const counts = await Promise.all(Array.from({ length: 50 }, () => cache.increment('sayaç', 60)));
      expect(counts.map(({ count }) => count).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 50 }, (_, index) => index + 1),
      );
      expect(counts[0]?.resetsInMs).toBeGreaterThan(50_000);
      expect((await cache.increment('sayaç', 60, 10)).count).toBe(60);
      await cache.increment('pencere', 0.05);
      await expect.poll(async () => (await cache.increment('pencere', 0.05)).count).toBe(1);
    },
  );

  test.runIf(available)('concurrent callers share one load, and a failed load is not stored', async () => {
    let loads = 0;
    const load = async () => {
      loads++;
      return { sıra: loads };
    };
    const all = await Promise.all(Array.from({ length: 10 }, () => cache.remember('yük', 60, load)));
    expect(loads).toBe(1);
    expect(all).toEqual(Array(10).fill({ sıra: 1 }));
    await expect(cache.remember('hata', 60, () => Promise.reject(new Error('yok')))).rejects.toThrow('yok');
    expect(await cache.remember('hata', 60, async () => 2)).toBe(2);
  });

  test.runIf(available)('a value deleted while it is loading is not stored', async () => {
    let finish: ((value: string) => void) | undefined;
    const early = cache.remember('eski', 60, () => new Promise<string>((resolve) => (finish = resolve)));
    await expect.poll(() => finish).toBeDefined();
    await cache.delete('eski');
    const late = cache.remember('eski', 60, async () => 'yeni');
    finish?.('bayat');
    expect(await early).toBe('bayat');
    expect(await late).toBe('yeni');
    expect(await cache.get('eski')).toBe('yeni');
  });

  test.runIf(available)('a window of any length ends', async () => {
    const { count, resetsInMs } = await cache.increment('kesir', 0.0333);
    expect(count).toBe(1);
    expect(resetsInMs).toBeLessThanOrEqual(34);
    await expect.poll(async () => (await cache.increment('kesir', 0.0333)).count).toBe(1);
  });
});

test('in memory a value lives exactly its seconds, and a window ends when it said', async () => {
  let at = 1_000_000;
  const cache = memoryCache({ now: () => at });
  await cache.set('değer', 'ı', 10);
  expect(await cache.increment('pencere', 10)).toEqual({ count: 1, resetsInMs: 10_000 });
  at += 9_999;
  expect(await cache.get('değer')).toBe('ı');
  expect(await cache.increment('pencere', 10, 4)).toEqual({ count: 5, resetsInMs: 1 });
  at += 1;
  expect(await cache.get('değer')).toBeUndefined();
  expect(await cache.increment('pencere', 10)).toEqual({ count: 1, resetsInMs: 10_000 });
});

test('memory is bounded in bytes: a value larger than all of it is not stored', async () => {
  const cache = memoryCache();
  await cache.set('dev', 'x', 60);
  await cache.set('dev', 'x'.repeat(33 * 1024 * 1024), 60);
  expect(await cache.get('dev')).toBeUndefined();
});

test('memory is bounded: the least recently used entry is evicted', async () => {
  const cache = memoryCache({ maxEntries: 3 });
  for (const key of ['a', 'b', 'c']) await cache.set(key, key, 60);
  await cache.get('a');
  await cache.set('d', 'd', 60);
  expect(await Promise.all(['a', 'b', 'c', 'd'].map((key) => cache.get(key)))).toEqual([
    'a',
    undefined,
    'c',
    'd',
  ]);
});

test('a caller that changes a value does not change the stored one', async () => {
  const cache = memoryCache();
  await cache.set('liste', [1], 60);
  (await cache.get<number[]>('liste'))?.push(2);
  expect(await cache.get('liste')).toEqual([1]);
});

test.runIf(binary)(
  'without its Redis it misses, loses nothing that matters, and continues counting',
  async () => {
    const server = await startRedisServer(binary ?? '');
    const cache = await redisCache({ url: server.url, log });
    await cache.set('önce', 1, 60);
    await server.kill();
    expect(await cache.get('önce')).toBeUndefined();
    await cache.set('sonra', 1, 60);
    expect((await cache.increment('sayaç', 60)).count).toBe(1);
    expect((await cache.increment('sayaç', 60)).count).toBe(2);
    await expect(cache.ping()).rejects.toThrow();
    await cache.close();
  },
);

test.runIf(binary)(
  'processes share a window, even one that is not a whole number of milliseconds',
  async () => {
    const url = redis?.url ?? '';
    const [firstCache, secondCache] = [await redisCache({ url, log }), await redisCache({ url, log })];
    expect((await firstCache.increment('ortak', 60.0003)).count).toBe(1);
    expect((await secondCache.increment('ortak', 60.0003)).count).toBe(2);
    await Promise.all([firstCache.close(), secondCache.close()]);
  },
);

test.runIf(binary)(
  'a Redis that is unreachable at the start does not delay the start, and is used when it appears',
  async () => {
    const first = await startRedisServer(binary ?? '');
    await first.kill();
    const cache = await redisCache({ url: first.url, log });
    expect((await cache.increment('sayaç', 60)).count).toBe(1);
    expect(await cache.get('yok')).toBeUndefined();
    const second = await startRedisServer(binary ?? '', first.port);
    await expect
      .poll(
        async () => {
          await cache.set('geldi', 'evet', 60);
          return cache.get('geldi');
        },
        { timeout: 15_000 },
      )
      .toBe('evet');
    await cache.close();
    await second.kill();
  },
);

test.runIf(binary)(
  'a Redis that stops answering delays nobody, is logged once, and is used again when it answers',
  async () => {
    const warnings: string[] = [];
    const noting = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) });
    const { port } = redis ?? { port: 0 };
    const proxy = await openTestProxy({ host: '127.0.0.1', port });
    const cache = await redisCache({
      url: `redis://${proxy.host}:${proxy.port}`,
      log: noting,
      timeoutMs: 300,
    });
    await cache.set('önce', 1, 60);
    proxy.stall();
    expect(await Promise.all(Array.from({ length: 20 }, () => cache.get('önce')))).toEqual(
      Array(20).fill(undefined),
    );
    expect((await cache.increment('sessiz', 60)).count).toBe(1);
    expect(warnings).toHaveLength(1);
    await expect.poll(() => cache.get('önce'), { timeout: 15_000 }).toBe(1);
    await cache.close();
    await cache.close();
    await proxy.close();
  },
);
