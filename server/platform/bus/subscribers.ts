import type { Handler, JsonValue, Log } from './index.ts';

const MAX_BYTES = 7_000;

/** Who listens to what in this process; the same for every driver. */
export function openSubscribers(log: Log) {
  const byTopic = new Map<string, Set<Handler>>();
  const afterGap = new Set<() => void>();
  const guarded = (topic: string, work: () => void) => {
    try {
      work();
    } catch (error) {
      log.error({ err: error, topic }, 'bus.handler_failed');
    }
  };
  return {
    add(topic: string, handler: Handler): () => void {
      const handlers = byTopic.get(topic) ?? new Set();
      byTopic.set(topic, handlers.add(handler));
      return () => {
        handlers.delete(handler);
        if (handlers.size === 0) byTopic.delete(topic);
      };
    },
    onReconnect(handler: () => void): () => void {
      afterGap.add(handler);
      return () => afterGap.delete(handler);
    },
    /** Delivers one message of the wire. A handler that throws is logged; the others still hear. */
    deliver(message: string): void {
      let topic = '';
      let payload: JsonValue = null;
      try {
        [topic, payload] = JSON.parse(message) as [string, JsonValue];
      } catch (error) {
        log.warn({ err: error }, 'bus.unreadable_message');
        return;
      }
      for (const handler of byTopic.get(topic) ?? []) guarded(topic, () => handler(payload));
    },
    reconnected(): void {
      for (const handler of afterGap) guarded('reconnect', handler);
    },
  };
}

/** One message as the wire carries it. @throws RangeError over 7,000 bytes */
export function encode(topic: string, payload: JsonValue): string {
  const message = JSON.stringify([topic, payload]);
  const bytes = Buffer.byteLength(message);
  if (bytes > MAX_BYTES)
    throw new RangeError(`a bus message may have ${MAX_BYTES} bytes, this has ${bytes}: send ids`);
  return message;
}
