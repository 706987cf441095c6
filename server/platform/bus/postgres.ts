import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { addressNow } from '../address-now.ts';
import { DEFAULT_TIMEOUT_MS, TimeoutError, withTimeout } from '../timeout.ts';
import { encodeMessage, openSubscribers } from './subscribers.ts';
import type { Bus, Log } from './types.ts';

/**
 * One channel for all topics: one LISTEN per process, and no limit of 63 bytes on a topic's name.
 * Measured with four listeners on different topics and 100 messages per statement: 86–105K messages/s, against 128–161K with one
 * channel per topic. A channel per topic would cost a round trip per subscription, and again after every reconnect.
 */
const CHANNEL = 'chitlaq';
/** Maximum notifications per statement: at most 3.5 MB. */
const BATCH = 500;
const MIN_RETRY_MS = 100;
const MAX_RETRY_MS = 5_000;
/** A connection that only listens would not notice that its server has vanished. */
const HEARTBEAT_MS = 15_000;

interface PendingMessage {
  message: string;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * The bus on LISTEN/NOTIFY over one direct connection. Messages published while a statement runs are sent together in the next
 * one. A broken or silent connection is reopened with growing, jittered delays.
 *
 * @param options.timeoutMs  how long the server may take to answer; 5,000 by default
 * @throws if the server cannot be reached at the start
 */
export async function postgresBus(options: {
  connectionString: string | (() => string);
  log: Log;
  timeoutMs?: number;
}): Promise<Bus> {
  const { log, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const subscribers = openSubscribers(log);
  const closing = new AbortController();
  let client: pg.Client | undefined;
  let reconnecting: Promise<void> | undefined;
  const pending: PendingMessage[] = [];
  let flushing = false;

  const connect = async () => {
    const opened = new pg.Client({
      connectionString: addressNow(options.connectionString),
      application_name: 'chitlaq bus',
      keepAlive: true,
      connectionTimeoutMillis: timeoutMs,
    });
    opened.on('notification', ({ payload }) => subscribers.deliver(payload ?? ''));
    opened.on('error', (error) => log.warn({ err: error }, 'bus.connection_lost'));
    opened.on('end', () => {
      if (client !== opened) return;
      client = undefined;
      if (!closing.signal.aborted) reconnecting ??= reconnect();
    });
    try {
      await opened.connect();
      await withTimeout(timeoutMs, opened.query(`listen ${CHANNEL}`));
      closing.signal.throwIfAborted();
    } catch (error) {
      opened.end().catch(() => undefined); // half open: nothing else would close it
      throw error;
    }
    client = opened;
  };
  const reconnect = async () => {
    for (let wait = MIN_RETRY_MS; ; wait = Math.min(wait * 2, MAX_RETRY_MS)) {
      try {
        await delay(wait * (0.5 + Math.random()), undefined, { signal: closing.signal });
        await connect();
        break;
      } catch (error) {
        if (closing.signal.aborted) return;
        log.warn({ err: error }, 'bus.reconnect_failed');
      }
    }
    reconnecting = undefined;
    log.info({}, 'bus.reconnected');
    subscribers.reconnected();
  };
  /**
   * @throws if there is no connection, or no answer in time; the connection is then dropped
   */
  const runQuery = async (text: string, values: unknown[] = []) => {
    const usedClient = client;
    if (!usedClient) throw new Error('the bus is not connected');
    try {
      await withTimeout(timeoutMs, usedClient.query(text, values));
    } catch (error) {
      // While a query is running, `end` cuts the socket instead of closing the session properly.
      if (error instanceof TimeoutError && client === usedClient) usedClient.end().catch(() => undefined);
      throw error;
    }
  };
  const send = async (batch: PendingMessage[]) => {
    try {
      // Numbered, because PostgreSQL merges equal notifications of one transaction.
      const messages = batch.map(({ message }, index) => `[${message},${index}]`);
      await runQuery('select pg_notify($1, message) from unnest($2::text[]) as message', [CHANNEL, messages]);
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  /**
   * One statement at a time. Messages that arrive meanwhile go into the next statement, so a burst makes batches and not a queue.
   */
  const flush = async () => {
    flushing = true;
    while (pending.length > 0) await send(pending.splice(0, BATCH));
    flushing = false;
  };

  await connect();
  const heartbeat = setInterval(() => {
    runQuery('select 1').catch((error: unknown) => log.debug({ err: error }, 'bus.heartbeat_missed'));
  }, HEARTBEAT_MS).unref();
  return {
    async publish(topic, payload) {
      const message = encodeMessage(topic, payload);
      await new Promise<void>((resolve, reject) => {
        if (pending.push({ message, resolve, reject }) === 1 && !flushing) setImmediate(() => void flush());
      });
    },
    async subscribe(topic, handler) {
      const remove = subscribers.add(topic, handler);
      return async () => remove();
    },
    onReconnect: subscribers.onReconnect,
    ping: () => runQuery('select 1'),
    async close() {
      closing.abort();
      clearInterval(heartbeat);
      const last = client;
      client = undefined;
      if (last) await withTimeout(timeoutMs, last.end()).catch(() => undefined); // the connection is already gone
      await reconnecting;
    },
  };
}
