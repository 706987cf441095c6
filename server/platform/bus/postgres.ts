import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Bus, Log } from './index.ts';
import { encode, openSubscribers } from './subscribers.ts';

/** One channel for every topic: one LISTEN per process, whatever it subscribes to. */
const CHANNEL = 'chitlaq';
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

interface Waiting {
  message: string;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * The bus on LISTEN/NOTIFY over one direct connection. What is published in the same tick goes in one statement.
 * A broken connection is opened again, with growing, jittered waits.
 */
export async function postgresBus(options: { connectionString: string; log: Log }): Promise<Bus> {
  const { log } = options;
  const subscribers = openSubscribers(log);
  let closed = false;
  let client: pg.Client | undefined;
  let reconnecting: Promise<void> | undefined;
  let waiting: Waiting[] = [];

  const connect = async () => {
    const fresh = new pg.Client({
      connectionString: options.connectionString,
      application_name: 'chitlaq bus',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    fresh.on('notification', ({ payload }) => subscribers.deliver(payload ?? ''));
    fresh.on('error', (error) => log.warn({ err: error }, 'bus.connection_lost'));
    await fresh.connect();
    await fresh.query(`listen ${CHANNEL}`);
    fresh.on('end', () => {
      if (client !== fresh) return;
      client = undefined;
      if (!closed) reconnecting ??= reconnect();
    });
    client = fresh;
  };
  const reconnect = async () => {
    for (let wait = FIRST_WAIT_MS; !closed; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      await delay(wait * (0.5 + Math.random()), undefined, { ref: false });
      if (closed) break;
      try {
        await connect();
        reconnecting = undefined;
        log.info({}, 'bus.reconnected');
        subscribers.reconnected();
        return;
      } catch (error) {
        log.warn({ err: error }, 'bus.still_unreachable');
      }
    }
    reconnecting = undefined;
  };
  const reachable = (): pg.Client => {
    if (!client) throw new Error('the bus is not connected');
    return client;
  };
  const flush = async () => {
    const batch = waiting;
    waiting = [];
    try {
      const messages = batch.map(({ message }) => message);
      await reachable().query('select pg_notify($1, message) from unnest($2::text[]) as message', [
        CHANNEL,
        messages,
      ]);
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };

  await connect();
  return {
    async publish(topic, payload) {
      const message = encode(topic, payload);
      await new Promise<void>((resolve, reject) => {
        if (waiting.push({ message, resolve, reject }) === 1) setImmediate(() => void flush());
      });
    },
    async subscribe(topic, handler) {
      const remove = subscribers.add(topic, handler);
      return async () => remove();
    },
    onReconnect: subscribers.onReconnect,
    async ping() {
      await reachable().query('select 1');
    },
    async close() {
      closed = true;
      await client?.end();
      await reconnecting;
    },
  };
}
