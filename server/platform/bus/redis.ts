import { createClient } from 'redis';
import type { Bus, Log } from './index.ts';
import { PATIENCE_MS, Silence, within } from './patience.ts';
import { encode, openSubscribers } from './subscribers.ts';

const CHANNEL = 'chitlaq';
const LONGEST_WAIT_MS = 5_000;

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
  // Both only pass small words now and then: the pings keep a sound connection from counting as silent.
  const open = (disableOfflineQueue: boolean) => {
    const client = createClient({
      url: options.url,
      disableOfflineQueue,
      pingInterval: Math.ceil(patienceMs / 3),
      socket: {
        connectTimeout: patienceMs,
        socketTimeout: patienceMs,
        reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, LONGEST_WAIT_MS) * (0.5 + Math.random()),
      },
    });
    let lost = false;
    client.on('error', (error: Error) => {
      if (started && !lost) log.warn({ err: error }, 'bus.connection_lost');
      lost = true;
    });
    client.on('ready', () => {
      lost = false;
    });
    return client;
  };
  const speaker = open(true);
  const listener = open(false);
  // The client subscribes anew by itself before it is ready again.
  listener.on('ready', () => {
    if (!started) return;
    log.info({}, 'bus.reconnected');
    subscribers.reconnected();
  });
  let leftAloneUntil = 0;
  speaker.on('ready', () => {
    leftAloneUntil = 0;
  });
  /** After a silence nothing is written for a while: writes count as life, and would keep a dead connection. */
  const speak = async (work: () => Promise<unknown>) => {
    if (performance.now() < leftAloneUntil) throw new Silence('left alone after a silence');
    try {
      await within(patienceMs, work());
    } catch (error) {
      if (error instanceof Silence) leftAloneUntil = performance.now() + patienceMs * 2;
      throw error;
    }
  };
  const listening = listener
    .connect()
    .then(() => listener.subscribe(CHANNEL, (message) => subscribers.deliver(message)));
  await within(patienceMs, Promise.all([speaker.connect(), listening])).catch((error: Error) =>
    log.warn({ err: error }, 'bus.not_there_yet'),
  );
  started = true;
  return {
    async publish(topic, payload) {
      const message = `[${encode(topic, payload)}]`;
      await speak(() => speaker.publish(CHANNEL, message));
    },
    async subscribe(topic, handler) {
      const remove = subscribers.add(topic, handler);
      return async () => remove();
    },
    onReconnect: subscribers.onReconnect,
    /** Both ways: a bus that speaks and does not hear is not well. */
    async ping() {
      if (!listener.isReady) throw new Error('the bus does not hear');
      await speak(() => speaker.ping());
    },
    async close() {
      for (const client of [speaker, listener]) client.destroy();
    },
  };
}
