import type { JsonValue } from '../bus/types.ts';

/** Holds only what may be lost at any moment: copies, and counters of short windows. Never sessions, never jobs. */
export interface Cache {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: JsonValue, ttlSeconds: number): Promise<void>;
  /** Also discards the result of a `remember` load that is running in this process. */
  delete(...keys: string[]): Promise<void>;
  /**
   * Adds `by` to a counter with a fixed window, atomically.
   * @returns the new count, and milliseconds until the window ends
   */
  increment(key: string, windowSeconds: number, by?: number): Promise<{ count: number; resetsInMs: number }>;
  /** Reads through the cache. Concurrent callers in one process share one load. A failed load is not stored. */
  remember<T extends JsonValue>(key: string, ttlSeconds: number, load: () => Promise<T>): Promise<T>;
  /**
   * @throws if the driver cannot reach its server
   */
  ping(): Promise<void>;
  close(): Promise<void>;
}
