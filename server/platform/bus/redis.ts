import { openRedis, type RedisClient } from '../redis-connection.ts';
import { PATIENCE_MS } from './patience.ts';
import { encode, openSubscribers } from './subscribers.ts';
import type { Bus, Log } from './types.ts';

const CHANNEL = 'chitlaq';

/**
 * The bus on Redis' publish and subscribe: one connection to speak, one to listen.
 *
 * @param options.patienceMs  how long the server may take for an answer, 5,000 if not said
 *   A server that is not there at the start is tried on and on, as one that goes later is: `ping` tells meanwhile.
 */
export async function redisBus(options: { url: string; log: Log; patienceMs?: number }): Promise<Bus> {
  const { log, patienceMs = PATIENCE_MS } = options;
  const subscribers = openSubscribers(log);
  let started = false;
  const open = (word: { prepare?: (client: RedisClient) => Promise<unknown>; onOpen?: () => void }) => {
    let lost = false;
    return openRedis({
      url: options.url,
      patienceMs,
      connectMs: patienceMs,
      pingMs: Math.ceil(patienceMs / 3),
      ...(word.prepare ? { prepare: word.prepare } : {}),
      onOpen() {
        lost = false;
        word.onOpen?.();
      },
      onLost(reason) {
        if (!lost) log.warn({ err: reason }, started ? 'bus.connection_lost' : 'bus.not_there_yet');
        lost = true;
      },
    });
  };
  const [speaker, listener] = await Promise.all([
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
      const message = `[${encode(topic, payload)}]`;
      await speaker.ask((client) => client.publish(CHANNEL, message));
    },
    async subscribe(topic, handler) {
      const remove = subscribers.add(topic, handler);
      return async () => remove();
    },
    onReconnect: subscribers.onReconnect,
    /** Both ways: a bus that speaks and does not hear is not well. */
    async ping() {
      await Promise.all([speaker, listener].map((redis) => redis.ask((client) => client.ping())));
    },
    async close() {
      for (const redis of [speaker, listener]) redis.close();
    },
  };
}
