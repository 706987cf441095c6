import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { PATIENCE_MS, Silence, within } from './patience.ts';
import { encode, openSubscribers } from './subscribers.ts';
import type { Bus, Log } from './types.ts';

/**
 * One channel for every topic: one LISTEN per process, whatever it subscribes to, and no limit of 63 bytes on a name.
 * Four listeners with nothing in common, 100 messages a statement: 86–105K messages/s, against 128–161K with a
 * channel per topic, which would cost a round trip per subscription and one for each after every reconnect.
 */
const CHANNEL = 'chitlaq';
/** Notifications of one statement: 3.5 MB at the most. */
const BATCH = 500;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
/** A connection that only listens would not notice that its server has vanished. */
const HEARTBEAT_MS = 15_000;

interface Waiting {
  message: string;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * The bus on LISTEN/NOTIFY over one direct connection. What is published while another statement is under way goes in one.
 * A broken or silent connection is opened again, with growing, jittered waits.
 *
 * @param options.patienceMs  how long the server may take for an answer, 5,000 if not said
 * @throws when the server can't be reached at the start
 */
export async function postgresBus(options: {
  connectionString: string;
  log: Log;
  patienceMs?: number;
}): Promise<Bus> {
  const { log, patienceMs = PATIENCE_MS } = options;
  const subscribers = openSubscribers(log);
  const closing = new AbortController();
  let client: pg.Client | undefined;
  let reconnecting: Promise<void> | undefined;
  const waiting: Waiting[] = [];
  let flushing = false;

  const connect = async () => {
    const fresh = new pg.Client({
      connectionString: options.connectionString,
      application_name: 'chitlaq bus',
      keepAlive: true,
      connectionTimeoutMillis: patienceMs,
    });
    fresh.on('notification', ({ payload }) => subscribers.deliver(payload ?? ''));
    fresh.on('error', (error) => log.warn({ err: error }, 'bus.connection_lost'));
    fresh.on('end', () => {
      if (client !== fresh) return;
      client = undefined;
      if (!closing.signal.aborted) reconnecting ??= reconnect();
    });
    try {
      await fresh.connect();
      await within(patienceMs, fresh.query(`listen ${CHANNEL}`));
      closing.signal.throwIfAborted();
    } catch (error) {
      fresh.end().catch(() => undefined); // half open: nobody would close it
      throw error;
    }
    client = fresh;
  };
  const reconnect = async () => {
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      try {
        await delay(wait * (0.5 + Math.random()), undefined, { signal: closing.signal });
        await connect();
        break;
      } catch (error) {
        if (closing.signal.aborted) return;
        log.warn({ err: error }, 'bus.still_unreachable');
      }
    }
    reconnecting = undefined;
    log.info({}, 'bus.reconnected');
    subscribers.reconnected();
  };
  /** @throws when there is no connection, or no answer in time; then the connection is given up. */
  const ask = async (text: string, values: unknown[] = []) => {
    const asked = client;
    if (!asked) throw new Error('the bus is not connected');
    try {
      await within(patienceMs, asked.query(text, values));
    } catch (error) {
      // With a query under way, `end` cuts the socket instead of saying goodbye.
      if (error instanceof Silence && client === asked) asked.end().catch(() => undefined);
      throw error;
    }
  };
  const send = async (batch: Waiting[]) => {
    try {
      // Numbered, since PostgreSQL folds equal notifications of one transaction into one.
      const messages = batch.map(({ message }, index) => `[${message},${index}]`);
      await ask('select pg_notify($1, message) from unnest($2::text[]) as message', [CHANNEL, messages]);
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  /** One statement at a time: what comes meanwhile goes together with the next, so that a rush makes batches, not a queue. */
  const flush = async () => {
    flushing = true;
    while (waiting.length > 0) await send(waiting.splice(0, BATCH));
    flushing = false;
  };

  await connect();
  const heartbeat = setInterval(() => {
    ask('select 1').catch((error: unknown) => log.debug({ err: error }, 'bus.heartbeat_missed'));
  }, HEARTBEAT_MS).unref();
  return {
    async publish(topic, payload) {
      const message = encode(topic, payload);
      await new Promise<void>((resolve, reject) => {
        if (waiting.push({ message, resolve, reject }) === 1 && !flushing) setImmediate(() => void flush());
      });
    },
    async subscribe(topic, handler) {
      const remove = subscribers.add(topic, handler);
      return async () => remove();
    },
    onReconnect: subscribers.onReconnect,
    ping: () => ask('select 1'),
    async close() {
      closing.abort();
      clearInterval(heartbeat);
      const last = client;
      client = undefined;
      if (last) await within(patienceMs, last.end()).catch(() => undefined); // gone is gone
      await reconnecting;
    },
  };
}
