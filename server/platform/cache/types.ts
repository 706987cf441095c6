import type { JsonValue } from '../bus/types.ts';

/** What may be lost at any moment: copies, and counters of short windows. Never sessions, never jobs. */
export interface Cache {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: JsonValue, ttlSeconds: number): Promise<void>;
  /** A load of `remember` that is under way in this process is not kept either. */
  delete(...keys: string[]): Promise<void>;
  /**
   * Counts `by` in a fixed window, atomically.
   * @returns the count with this one, and milliseconds until the window ends
   */
  increment(key: string, windowSeconds: number, by?: number): Promise<{ count: number; resetsInMs: number }>;
  /** Reads through: callers at the same time in one process share one load. A load that fails is not kept. */
  remember<T extends JsonValue>(key: string, ttlSeconds: number, load: () => Promise<T>): Promise<T>;
  /** Throws when the driver can't reach its server. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
