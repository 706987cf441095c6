import type { Log } from '../bus/types.ts';
import { openRedis, type RedisClient } from '../redis-connection.ts';
import { memoryCache } from './memory.ts';
import { singleFlight } from './single-flight.ts';
import type { Cache } from './types.ts';

const CONNECT_MS = 5_000;
/** Short, because requests wait for it. */
const COMMAND_TIMEOUT_MS = 1_000;
/**
 * A command that Redis rejects (because it is full, for instance) fails for every request. One warning per interval is enough.
 */
const WARNING_INTERVAL_MS = 60_000;

const milliseconds = (seconds: number) => String(Math.max(1, Math.round(seconds * 1000)));

/** Increments and starts the window in one step, so that no counter can exist without an expiry. */
const INCREMENT = `local count = redis.call('INCRBY', KEYS[1], ARGV[2])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('PTTL', KEYS[1])}`;

/**
 * Cache in Redis, shared by all processes. It fails open. Without Redis, reads miss, writes are dropped and counters run in this
 * process: a rate limit that is too generous is better than refusing everybody. A key deleted while Redis is unreachable may
 * reappear until it expires.
 *
 * @param options.timeoutMs  how long one command may take; 1,000 by default. After a timeout Redis is not tried again for four
 * times as long, so that only an occasional request waits.
 */
export async function redisCache(options: {
  url: string | (() => string);
  log: Log;
  prefix?: string;
  timeoutMs?: number;
}): Promise<Cache> {
  const { log, timeoutMs = COMMAND_TIMEOUT_MS } = options;
  const name = (key: string) => `${options.prefix ?? 'chitlaq:'}${key}`;
  let isLost = false;
  let nextWarningAt = 0;
  const redis = await openRedis({
    url: options.url,
    timeoutMs,
    connectMs: CONNECT_MS,
    pingMs: timeoutMs,
    pauseAfterTimeoutMs: timeoutMs * 4,
    onOpen() {
      if (isLost) log.info({}, 'cache.reconnected');
      isLost = false;
    },
    onConnectionLost(reason) {
      if (!isLost) log.warn({ err: reason }, 'cache.unreachable');
      isLost = true;
    },
  });

  const fallback = memoryCache();
  const withFallback = async <T>(
    work: (client: RedisClient) => Promise<T>,
    fallbackValue: () => T | Promise<T>,
  ): Promise<T> => {
    try {
      return await redis.run(work);
    } catch (error) {
      const at = performance.now();
      if (!isLost && at >= nextWarningAt) {
        nextWarningAt = at + WARNING_INTERVAL_MS;
        log.warn({ err: error }, 'cache.command_failed');
      }
      return fallbackValue();
    }
  };
  const cache = {
    get: <T>(key: string): Promise<T | undefined> =>
      withFallback<T | undefined>(
        async (client) => {
          const json = await client.get(name(key));
          return json === null ? undefined : (JSON.parse(String(json)) as T); // written by `set` under this key
        },
        () => undefined,
      ),
    set: (key: string, value: unknown, ttlSeconds: number): Promise<void> =>
      withFallback(
        async (client) => {
          await client.set(name(key), JSON.stringify(value), {
            expiration: { type: 'PX', value: Number(milliseconds(ttlSeconds)) },
          });
        },
        () => undefined,
      ),
  };
  const { remember, forget } = singleFlight(cache);
  return {
    ...cache,
    remember,
    async delete(...keys) {
      forget(keys);
      if (keys.length === 0) return;
      await withFallback(
        async (client) => {
          await client.del(keys.map(name));
        },
        () => undefined,
      );
    },
    increment: (key, windowSeconds, by = 1) =>
      withFallback(
        async (client) => {
          const reply = await client.eval(INCREMENT, {
            keys: [name(`count:${key}`)],
            arguments: [milliseconds(windowSeconds), String(by)],
          });
          const [count, resetsInMs] = reply as [number, number]; // the script returns two integers
          return { count, resetsInMs };
        },
        () => fallback.increment(key, windowSeconds, by),
      ),
    async ping() {
      await redis.run((client) => client.ping());
    },
    async close() {
      await fallback.close();
      redis.close();
    },
  };
}
