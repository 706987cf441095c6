import { createClient } from 'redis';
import type { Log } from '../bus/index.ts';
import { Silence, within } from '../bus/patience.ts';
import type { Cache } from './index.ts';
import { memoryCache } from './memory.ts';
import { singleFlight } from './single-flight.ts';

const LONGEST_WAIT_MS = 5_000;
const CONNECT_MS = 5_000;
/** Less than a person's, as requests wait for it; more than what a busy process of ours may need to read an answer. */
const PATIENCE_MS = 1_000;
/** A command that Redis refuses (it is full, say) is refused for every request: one line in a while says it. */
const COMPLAINT_MS = 60_000;

const milliseconds = (seconds: number) => String(Math.max(1, Math.round(seconds * 1000)));

/** Counts and starts the window in one step, so that a counter without an end cannot come about. */
const INCREMENT = `local count = redis.call('INCRBY', KEYS[1], ARGV[2])
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('PTTL', KEYS[1])}`;

/**
 * The cache in Redis, shared by all processes. It fails soft: without Redis nothing is found, nothing is kept, and
 * counters go on in this process, since a limit that is too wide beats a campus that is shut out. What is deleted
 * while Redis can't be reached may be found again afterwards, until its time is over.
 *
 * @param options.patienceMs  how long one command may take, 1,000 if not said. After a silence Redis is left alone for
 *   four times as long, and the connection is given up meanwhile: one request in a while waits, not every one.
 */
export async function redisCache(options: {
  url: string;
  log: Log;
  prefix?: string;
  patienceMs?: number;
}): Promise<Cache> {
  const { log, patienceMs = PATIENCE_MS } = options;
  const name = (key: string) => `${options.prefix ?? 'chitlaq:'}${key}`;
  const client = createClient({
    url: options.url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
    pingInterval: patienceMs,
    socket: {
      connectTimeout: CONNECT_MS,
      // Under the four times above: our writes count as life, so a dead connection falls only while left alone.
      socketTimeout: patienceMs * 3,
      reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, LONGEST_WAIT_MS) * (0.5 + Math.random()),
    },
  });
  let lost = false;
  let leftAloneUntil = 0;
  const isLeftAlone = () => performance.now() < leftAloneUntil;
  let nextComplaintAt = 0;
  const away = (error: unknown) => {
    if (!lost) log.warn({ err: error }, 'cache.unreachable');
    lost = true;
  };
  client.on('error', away);
  client.on('ready', () => {
    if (lost) log.info({}, 'cache.reachable_again');
    lost = false;
    leftAloneUntil = 0;
  });
  // The first failure is logged above, and the client tries again by itself: the start waits for neither.
  const firstTry = new Promise<void>((resolve) => client.once('error', () => resolve()));
  const connected = client.connect().then(() => undefined, away);
  await within(CONNECT_MS, Promise.race([connected, firstTry])).catch(away);

  const fallback = memoryCache();
  const soft = async <T>(work: () => Promise<T>, otherwise: () => T | Promise<T>): Promise<T> => {
    if (isLeftAlone()) return otherwise();
    try {
      const result = await within(patienceMs, work());
      if (lost && client.isReady) {
        log.info({}, 'cache.reachable_again');
        lost = false;
      }
      return result;
    } catch (error) {
      const at = performance.now();
      if (error instanceof Silence) {
        leftAloneUntil = at + patienceMs * 4;
        away(error);
      } else if (!lost && at >= nextComplaintAt) {
        nextComplaintAt = at + COMPLAINT_MS;
        log.warn({ err: error }, 'cache.command_failed');
      }
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
            arguments: [milliseconds(windowSeconds), String(by)],
          });
          const [count, resetsInMs] = answer as [number, number]; // the script's own two integers
          return { count, resetsInMs };
        },
        () => fallback.increment(key, windowSeconds, by),
      ),
    async ping() {
      if (isLeftAlone()) throw new Silence('left alone after a silence');
      await within(patienceMs, client.ping());
    },
    async close() {
      await fallback.close();
      client.destroy();
    },
  };
}
