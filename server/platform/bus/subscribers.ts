import type { Handler, JsonValue, Log } from './types.ts';

const MAX_PAYLOAD_BYTES = 7_000;
/** With the largest payload and a batch number, a message still fits into PostgreSQL's limit of 7,999 bytes. */
const MAX_TOPIC_BYTES = 500;

/** The subscriptions of this process, shared by all drivers. */
export function openSubscribers(log: Log) {
  // Objects instead of the functions themselves: one function may subscribe twice and unsubscribe once.
  const byTopic = new Map<string, Set<{ handler: Handler }>>();
  const onReconnectHandlers = new Set<{ handler: () => void }>();
  const logFailure = (topic: string, error: unknown) =>
    log.error({ err: error, topic }, 'bus.handler_failed');
  const callSafely = (topic: string, work: () => unknown) => {
    try {
      // TypeScript accepts an async function as a handler. Without this, its rejection would end the process.
      const result = work();
      if (result instanceof Promise) result.catch((error: unknown) => logFailure(topic, error));
    } catch (error) {
      logFailure(topic, error);
    }
  };
  return {
    add(topic: string, handler: Handler): () => void {
      const entry = { handler };
      const entries = byTopic.get(topic) ?? new Set();
      byTopic.set(topic, entries.add(entry));
      return () => {
        // Unsubscribing twice must not delete a set that others have created since.
        if (entries.delete(entry) && entries.size === 0) byTopic.delete(topic);
      };
    },
    onReconnect(handler: () => void): () => void {
      const entry = { handler };
      onReconnectHandlers.add(entry);
      return () => onReconnectHandlers.delete(entry);
    },
    /** Delivers one encoded message. If a handler throws, the error is logged and the other handlers still run. */
    deliver(message: string): void {
      let topic = '';
      let payload: JsonValue = null;
      try {
        [topic, payload] = JSON.parse(message) as [string, JsonValue];
      } catch (error) {
        log.warn({ err: error }, 'bus.unreadable_message');
        return;
      }
      for (const { handler } of byTopic.get(topic) ?? []) callSafely(topic, () => handler(payload));
    },
    reconnected(): void {
      for (const { handler } of onReconnectHandlers) callSafely('reconnect', handler);
    },
  };
}

/**
 * Encodes topic and payload for the wire; the driver adds the brackets around them.
 * @throws RangeError if the payload is over 7,000 bytes or the topic over 500
 */
export function encodeMessage(topic: string, payload: JsonValue): string {
  const name = JSON.stringify(topic);
  const content = JSON.stringify(payload);
  const bytes = Buffer.byteLength(content);
  if (bytes > MAX_PAYLOAD_BYTES)
    throw new RangeError(`a payload may have ${MAX_PAYLOAD_BYTES} bytes, this has ${bytes}: send ids`);
  if (Buffer.byteLength(name) > MAX_TOPIC_BYTES)
    throw new RangeError(`a topic may have ${MAX_TOPIC_BYTES} bytes`);
  return `${name},${content}`;
}
