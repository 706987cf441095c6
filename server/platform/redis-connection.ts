import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import { addressNow } from './address-now.ts';
import { TimeoutError, withTimeout } from './timeout.ts';

const MIN_RETRY_MS = 100;
const MAX_RETRY_MS = 5_000;

export interface RedisConnection {
  /**
   * Runs one command. If the server does not answer in time, the connection is dropped.
   * @throws Error at once while there is no connection
   * @throws TimeoutError if there is no answer in time
   */
  run<T>(work: (client: RedisClient) => Promise<T>): Promise<T>;
  close(): void;
}

export type RedisClient = ReturnType<typeof newClient>;

/**
 * We use our own timeouts. The client's are socket timers, which fire after a blocked event loop even if the response has already
 * arrived.
 */
const newClient = (url: string) =>
  createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
    socket: { connectTimeout: 0, reconnectStrategy: false },
  });

/**
 * A Redis connection that reconnects whenever it is lost. Regular pings notice a server that has stopped answering. Resolves
 * after the first attempt, whether or not it succeeded.
 *
 * @param options.url                  a function is asked at each connection: the password may have changed
 * @param options.timeoutMs            how long an answer may take
 * @param options.connectMs            how long connecting may take
 * @param options.pingMs               time between pings
 * @param options.pauseAfterTimeoutMs  time before the next attempt after a timeout; by default as after any other loss
 * @param options.prepare              runs on each new connection before it is used
 * @param options.onOpen               called whenever the connection is established
 * @param options.onConnectionLost     called when a connection is lost, and when an attempt fails
 */
export async function openRedis(options: {
  url: string | (() => string);
  timeoutMs: number;
  connectMs: number;
  pingMs: number;
  pauseAfterTimeoutMs?: number;
  prepare?: (client: RedisClient) => Promise<unknown>;
  onOpen: () => void;
  onConnectionLost: (reason: unknown) => void;
}): Promise<RedisConnection> {
  const {
    url,
    timeoutMs,
    connectMs,
    pingMs,
    pauseAfterTimeoutMs,
    prepare,
    onOpen,
    onConnectionLost: onLost,
  } = options;
  const closing = new AbortController();
  let current: { client: RedisClient; end: (reason: unknown) => void } | undefined;
  let failures = 0;

  /** Opens one connection and keeps it until it is lost. */
  const maintain = async (opened: () => void): Promise<unknown> => {
    const client = newClient(addressNow(url));
    const ended = new AbortController();
    const end = (reason: unknown) => {
      if (ended.signal.aborted) return;
      ended.abort(reason);
      if (current?.client === client) current = undefined;
      if (!closing.signal.aborted) onLost(reason);
      client.destroy();
    };
    const close = () => end(closing.signal.reason);
    closing.signal.addEventListener('abort', close);
    client.on('error', end);
    client.on('ready', () => {
      // The client cannot cancel an attempt. One that succeeds after its timeout is closed here.
      if (ended.signal.aborted) client.destroy();
    });
    try {
      await withTimeout(
        connectMs,
        client.connect().then(() => prepare?.(client)),
      );
      ended.signal.throwIfAborted();
      current = { client, end };
      failures = 0;
      onOpen();
      opened();
      for (;;) {
        await delay(pingMs, undefined, { signal: ended.signal });
        await withTimeout(timeoutMs, client.ping());
      }
    } catch (error) {
      end(error);
    } finally {
      closing.signal.removeEventListener('abort', close);
    }
    return ended.signal.reason;
  };
  const retryDelay = (reason: unknown) =>
    reason instanceof TimeoutError && pauseAfterTimeoutMs !== undefined
      ? pauseAfterTimeoutMs
      : Math.min(MIN_RETRY_MS * 2 ** failures++, MAX_RETRY_MS) * (0.5 + Math.random());

  await new Promise<void>((attempted) => {
    const run = async () => {
      while (!closing.signal.aborted) {
        const reason = await maintain(attempted);
        attempted();
        await delay(retryDelay(reason), undefined, { signal: closing.signal }).catch(() => undefined); // closed
      }
    };
    void run();
  });
  return {
    async run(work) {
      const connection = current;
      if (!connection) throw new Error('Redis is not connected');
      try {
        return await withTimeout(timeoutMs, work(connection.client));
      } catch (error) {
        if (error instanceof TimeoutError) connection.end(error);
        throw error;
      }
    },
    close: () => closing.abort(),
  };
}
