import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type RunningRedis, startRedisServer } from '../../testing/redis-server.ts';
import { openLog } from '../log.ts';
import { redisCache } from './redis.ts';

const binary = inject('redisServer');
const PATIENCE_MS = 100;

/** Keeps the process from hearing anything, as loading a module does. */
function block(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe.skipIf(binary === null)('a process that was busy for a while', () => {
  let redis: RunningRedis;
  beforeAll(async () => {
    redis = await startRedisServer(binary ?? '');
  });
  afterAll(() => redis.kill());

  const recorder = () => {
    const lines: string[] = [];
    return { lines, log: openLog('debug', 'test', { write: (line) => lines.push(line) }) };
  };

  test('keeps its cache, and says nothing', async () => {
    const { lines, log } = recorder();
    const cache = await redisCache({ url: redis.url, log, patienceMs: PATIENCE_MS });
    for (let round = 0; round < 8; round++) {
      const asked = cache.set(`key ${round}`, round, 60);
      // Asked and not yet heard: the answer waits in the socket when the timers are due.
      await new Promise((resolve) => setImmediate(resolve));
      block(PATIENCE_MS * 2);
      await asked;
      expect(await cache.get(`key ${round}`)).toBe(round);
    }
    expect(lines).toEqual([]);
    await cache.close();
  });
});
