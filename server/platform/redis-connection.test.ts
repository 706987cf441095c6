import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type RunningRedis, startRedisServer } from '../testing/redis-server.ts';
import '../testing/provided.ts';
import { redisBus } from './bus/redis.ts';
import { redisCache } from './cache/redis.ts';
import { openLog } from './log.ts';

const binary = inject('redisServer');
const TIMEOUT_MS = 100;
/** Longer than every timeout of a connection with this `timeoutMs`. */
const LONG_MS = TIMEOUT_MS * 5;

/** Blocks the event loop, as loading a module does. */
function block(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe.skipIf(binary === null)('a connection to Redis', () => {
  let redis: RunningRedis;
  beforeAll(async () => {
    redis = await startRedisServer(binary ?? '');
  });
  afterAll(() => redis.kill());

  const recorder = () => {
    const lines: { msg: string }[] = [];
    const log = openLog('debug', 'test', { write: (line) => lines.push(JSON.parse(line)) });
    return { words: () => lines.map(({ msg }) => msg), log };
  };

  // The state in which the process becomes busy: a command is queued, on its way, or there is none.
  const moments = {
    'a command waits to be sent': () => undefined,
    'a command has been sent': turn,
  };
  for (const [moment, begin] of Object.entries(moments)) {
    test(`of a cache stays when the process is busy while ${moment}`, async () => {
      const { words, log } = recorder();
      const cache = await redisCache({ url: redis.url, log, timeoutMs: TIMEOUT_MS });
      for (let round = 0; round < 3; round++) {
        const pendingSet = cache.set(`key ${round}`, round, 60);
        await begin();
        block(LONG_MS);
        await pendingSet;
        expect(await cache.get(`key ${round}`)).toBe(round);
      }
      expect(words()).toEqual([]);
      await cache.close();
    });

    test(`of a bus stays when the process is busy while ${moment}`, async () => {
      const { words, log } = recorder();
      const bus = await redisBus({ url: redis.url, log, timeoutMs: TIMEOUT_MS });
      const received: unknown[] = [];
      await bus.subscribe('topic', (payload) => received.push(payload));
      for (let round = 0; round < 3; round++) {
        const pendingPublish = bus.publish('topic', round);
        await begin();
        block(LONG_MS);
        await pendingPublish;
        await bus.ping();
      }
      await expect.poll(() => received).toEqual([0, 1, 2]);
      expect(words()).toEqual([]);
      await bus.close();
    });
  }

  test('stays when an idle process is busy again and again', async () => {
    const { words, log } = recorder();
    const cache = await redisCache({ url: redis.url, log, timeoutMs: TIMEOUT_MS });
    const bus = await redisBus({ url: redis.url, log, timeoutMs: TIMEOUT_MS });
    for (let round = 0; round < 6; round++) {
      block(LONG_MS);
      for (let turns = 0; turns < 3; turns++) await turn();
    }
    await cache.ping();
    await bus.ping();
    expect(words()).toEqual([]);
    await cache.close();
    await bus.close();
  });

  test('opens in a process that is busy meanwhile', async () => {
    const { words, log } = recorder();
    const cache = redisCache({ url: redis.url, log, timeoutMs: TIMEOUT_MS });
    const bus = redisBus({ url: redis.url, log, timeoutMs: TIMEOUT_MS });
    await turn();
    block(LONG_MS);
    await (await cache).ping();
    await (await bus).ping();
    expect(words()).toEqual([]);
    await (await cache).close();
    await (await bus).close();
  });

  test('of an idle process detects a server that stops answering, and reconnects', async () => {
    const { words, log } = recorder();
    const cache = await redisCache({ url: redis.url, log, timeoutMs: TIMEOUT_MS });
    const bus = await redisBus({ url: redis.url, log, timeoutMs: TIMEOUT_MS });
    let reconnected = 0;
    bus.onReconnect(() => reconnected++);
    redis.pause();
    // No commands are sent: pings alone detect it.
    await expect
      .poll(words, { timeout: 5_000 })
      .toEqual(expect.arrayContaining(['cache.unreachable', 'bus.connection_lost']));
    await expect(cache.ping()).rejects.toThrow();
    await expect(bus.ping()).rejects.toThrow();
    await expect(bus.publish('topic', 1)).rejects.toThrow();
    expect(await cache.get('key 0')).toBeUndefined();
    redis.resume();
    await expect.poll(() => reconnected, { timeout: 15_000 }).toBe(1);
    await expect.poll(words, { timeout: 15_000 }).toContain('cache.reconnected');
    await cache.ping();
    await expect.poll(() => bus.ping().then(() => 'ok', String), { timeout: 15_000 }).toBe('ok');
    expect(words().filter((word) => word === 'cache.unreachable')).toHaveLength(1);
    await cache.close();
    await bus.close();
  });

  test('to a server that never answers times out, and opens later', async () => {
    const { words, log } = recorder();
    redis.pause();
    const bus = await redisBus({ url: redis.url, log, timeoutMs: TIMEOUT_MS });
    expect(words()).toContain('bus.connect_failed');
    await expect(bus.ping()).rejects.toThrow();
    redis.resume();
    await expect.poll(() => bus.ping().then(() => 'ok', String), { timeout: 15_000 }).toBe('ok');
    await bus.close();
  });

  test('leaves nothing open when it is closed, whatever its state', async () => {
    const { log } = recorder();
    const other = await startRedisServer(binary ?? '');
    const { createClient } = await import('redis');
    const observer = createClient({ url: other.url });
    await observer.connect();
    const connections = async () => (await observer.clientList()).length;
    expect(await connections()).toBe(1);
    other.pause();
    const stalledBus = await redisBus({ url: other.url, log, timeoutMs: TIMEOUT_MS });
    await stalledBus.close();
    other.resume();
    const standing = await redisBus({ url: other.url, log, timeoutMs: TIMEOUT_MS });
    await standing.close();
    await standing.close();
    await expect.poll(connections).toBe(1);
    observer.destroy();
    await other.kill();
  });
});
