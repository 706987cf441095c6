import { createClient } from 'redis';
import type { Log } from '../bus/index.ts';
import type { Cache } from './index.ts';
import { memoryCache } from './memory.ts';
import { singleFlight } from './single-flight.ts';

const LONGEST_WAIT_MS = 5_000;

/** Counts and starts the window in one step, so that a counter without an end cannot come about. */
const INCREMENT = `local count = redis.call('INCRBY', KEYS[1], ARGV[2])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('PTTL', KEYS[1])}`;

/**
 * The cache in Redis, shared by all processes. It fails soft: without Redis nothing is found, nothing is kept, and
 * counters go on in this process, since a limit that is too wide beats a campus that is shut out.
 */
export async function redisCache(options: { url: string; log: Log; prefix?: string }): Promise<Cache> {
  const { log } = options;
  const name = (key: string) => `${options.prefix ?? 'chitlaq:'}${key}`;
  const client = createClient({
    url: options.url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
    socket: {
      connectTimeout: 5_000,
      reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, LONGEST_WAIT_MS) * (0.5 + Math.random()),
    },
  });
  let lost = false;
  client.on('error', (error: Error) => {
    if (!lost) log.warn({ err: error }, 'cache.unreachable');
    lost = true;
  });
  client.on('ready', () => {
    if (lost) log.info({}, 'cache.reachable_again');
    lost = false;
  });
  await client.connect();

  const fallback = memoryCache();
  const soft = async <T>(work: () => Promise<T>, otherwise: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!lost) log.warn({ err: error }, 'cache.command_failed');
      return otherwise();
    }
  };
  const cache = {
    get: <T>(key: string): Promise<T | undefined> =>
      soft<T | undefined>(
        async () => {
          const json = await client.get(name(key));
          return json === null ? undefined : (JSON.parse(String(json)) as T); // what `set` wrote under this key
        },
        () => undefined,
      ),
    set: (key: string, value: unknown, ttlSeconds: number): Promise<void> =>
      soft(
        async () => {
          await client.set(name(key), JSON.stringify(value), {
            expiration: { type: 'PX', value: Math.max(1, Math.round(ttlSeconds * 1000)) },
          });
        },
        () => undefined,
      ),
  };
  return {
    ...cache,
    remember: singleFlight(cache),
    async delete(...keys) {
      if (keys.length === 0) return;
      await soft(
        async () => {
          await client.del(keys.map(name));
        },
        () => undefined,
      );
    },
    increment: (key, windowSeconds, by = 1) =>
      soft(
        async () => {
          const answer = await client.eval(INCREMENT, {
            keys: [name(`count:${key}`)],
            arguments: [String(windowSeconds * 1000), String(by)],
          });
          const [count, resetsInMs] = answer as [number, number]; // the script's own two integers
          return { count, resetsInMs };
        },
        () => fallback.increment(key, windowSeconds, by),
      ),
    async ping() {
      await client.ping();
    },
    async close() {
      await fallback.close();
      client.destroy();
    },
  };
}
