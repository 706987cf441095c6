import { createClient } from 'redis';
import type { Bus, Log } from './index.ts';
import { encode, openSubscribers } from './subscribers.ts';

const CHANNEL = 'chitlaq';
const LONGEST_WAIT_MS = 5_000;

/** The bus on Redis' publish and subscribe: one connection to speak, one to listen. */
export async function redisBus(options: { url: string; log: Log }): Promise<Bus> {
  const { log } = options;
  const subscribers = openSubscribers(log);
  const speaker = createClient({
    url: options.url,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: 5_000,
      reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, LONGEST_WAIT_MS) * (0.5 + Math.random()),
    },
  });
  const listener = speaker.duplicate({ disableOfflineQueue: false });
  let lost = false;
  for (const client of [speaker, listener]) {
    client.on('error', (error: Error) => {
      if (!lost) log.warn({ err: error }, 'bus.connection_lost');
      lost = true;
    });
  }
  let ready = false;
  listener.on('ready', () => {
    // The first time is the start; every later one follows a gap. The client subscribes anew by itself before this.
    if (ready) {
      lost = false;
      log.info({}, 'bus.reconnected');
      subscribers.reconnected();
    }
    ready = true;
  });
  await Promise.all([speaker.connect(), listener.connect()]);
  await listener.subscribe(CHANNEL, (message) => subscribers.deliver(message));
  return {
    async publish(topic, payload) {
      await speaker.publish(CHANNEL, encode(topic, payload));
    },
    async subscribe(topic, handler) {
      const remove = subscribers.add(topic, handler);
      return async () => remove();
    },
    onReconnect: subscribers.onReconnect,
    async ping() {
      await speaker.ping();
    },
    async close() {
      for (const client of [speaker, listener]) client.destroy();
    },
  };
}
