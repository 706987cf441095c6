import { openRedis, type RedisClient } from '../redis-connection.ts';
import { DEFAULT_TIMEOUT_MS } from '../timeout.ts';
import { encodeMessage, openSubscribers } from './subscribers.ts';
import type { Bus, Log } from './types.ts';

const CHANNEL = 'chitlaq';

/**
 * The bus on Redis publish/subscribe, with one connection for publishing and one for subscribing. If Redis is unreachable at the
 * start, it keeps retrying, as after a lost connection; `ping` fails until then.
 *
 * @param options.timeoutMs  how long the server may take to answer; 5,000 by default
 */
export async function redisBus(options: {
  url: string | (() => string);
  log: Log;
  timeoutMs?: number;
}): Promise<Bus> {
  const { log, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const subscribers = openSubscribers(log);
  let started = false;
  const open = (hooks: { prepare?: (client: RedisClient) => Promise<unknown>; onOpen?: () => void }) => {
    let isLost = false;
    return openRedis({
      url: options.url,
      timeoutMs,
      connectMs: timeoutMs,
      pingMs: Math.ceil(timeoutMs / 3),
      ...(hooks.prepare ? { prepare: hooks.prepare } : {}),
      onOpen() {
        isLost = false;
        hooks.onOpen?.();
      },
      onConnectionLost(reason) {
        if (!isLost) log.warn({ err: reason }, started ? 'bus.connection_lost' : 'bus.connect_failed');
        isLost = true;
      },
    });
  };
  const [publisher, subscriber] = await Promise.all([
    open({}),
    open({
      prepare: (client) => client.subscribe(CHANNEL, (message) => subscribers.deliver(message)),
      onOpen() {
        if (!started) return;
        log.info({}, 'bus.reconnected');
        subscribers.reconnected();
      },
    }),
  ]);
  started = true;
  return {
    async publish(topic, payload) {
      const message = `[${encodeMessage(topic, payload)}]`;
      await publisher.run((client) => client.publish(CHANNEL, message));
    },
    async subscribe(topic, handler) {
      const remove = subscribers.add(topic, handler);
      return async () => remove();
    },
    onReconnect: subscribers.onReconnect,
    /** Checks both directions: a bus that publishes but does not receive is not healthy. */
    async ping() {
      await Promise.all([publisher, subscriber].map((redis) => redis.run((client) => client.ping())));
    },
    async close() {
      for (const redis of [publisher, subscriber]) redis.close();
    },
  };
}
