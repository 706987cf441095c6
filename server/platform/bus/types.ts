import type { Logger } from 'pino';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
export type Handler = (payload: JsonValue) => void;

/** Word between processes: at most once. What must not be lost is a job, not a message here. */
export interface Bus {
  /**
   * Tells every subscriber of `topic` in every process, this one too. Send ids, not contents.
   * @throws RangeError when the payload is over 7,000 bytes of JSON, or the topic over 500
   * @throws when the driver can't reach its server: nobody may have heard
   */
  publish(topic: string, payload: JsonValue): Promise<void>;
  /** A handler that throws or rejects is logged. @returns what ends this one subscription */
  subscribe(topic: string, handler: Handler): Promise<() => Promise<void>>;
  /** Called after a broken connection stands again: something may have been missed in between. */
  onReconnect(handler: () => void): () => void;
  /** Throws when the driver can't reach its server. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
