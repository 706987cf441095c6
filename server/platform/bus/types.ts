import type { Logger } from 'pino';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
export type Handler = (payload: JsonValue) => void;

/** Publish and subscribe between processes, delivered at most once. Use a job for anything that must not be lost. */
export interface Bus {
  /**
   * Publishes to every subscriber of `topic` in every process, including this one. Send ids, not contents.
   * @throws RangeError if the payload is over 7,000 bytes of JSON, or the topic over 500
   * @throws if the driver cannot reach its server; then possibly no subscriber got the message
   */
  publish(topic: string, payload: JsonValue): Promise<void>;
  /** Logs a handler that throws or rejects. @returns a function that ends this one subscription */
  subscribe(topic: string, handler: Handler): Promise<() => Promise<void>>;
  /** Registers a callback for restored connections: messages may have been missed in between. */
  onReconnect(handler: () => void): () => void;
  /**
   * @throws if the driver cannot reach its server
   */
  ping(): Promise<void>;
  close(): Promise<void>;
}
