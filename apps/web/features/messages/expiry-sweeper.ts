import type { QueryClient } from '@tanstack/react-query';
import { isThreadKey, mayContainMessages, sweep } from '../offline/disappearing.ts';
import type { Message } from './types.ts';

/** Upper bound of one timer. Timers stop while a device sleeps and clocks get changed, so look again at least this often. */
const MAX_WAIT_MS = 10 * 60_000;

export interface SweeperOptions {
  /** Server time. */
  now(): number;
  /** Asks the server for the time if the device's estimate is uncertain. */
  confirmServerTime(): Promise<void>;
  /** Sweeps what is stored outside the query cache. @returns the messages removed there and the next expiry */
  sweepStored(now: number): Promise<{ expired: Message[]; next: number }>;
  /**
   * Called with messages that have just expired. Each is reported once, because the caller refetches and would loop
   * otherwise.
   */
  onExpired(messages: Message[]): void;
}

/**
 * Removes the content of messages from the query cache and from the device's storage when they expire.
 * @returns `sweepNow` sweeps at once, for example after a sleep; `stop` ends it
 */
export function startSweeper(
  queries: QueryClient,
  options: SweeperOptions,
): { sweepNow(): Promise<void>; stop(): void } {
  const cache = queries.getQueryCache();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Number.POSITIVE_INFINITY;
  let running: Promise<void> | undefined;
  let isEnded = false;
  const reportedIds = new Set<string>();

  const scheduleSweep = (at: number) => {
    if (isEnded || at >= due) return;
    due = at;
    clearTimeout(timer);
    timer = setTimeout(() => void sweepNow(), Math.min(Math.max(at - options.now(), 0), MAX_WAIT_MS));
  };
  /** Sweeps all cached queries without writing the result. */
  const sweepMemory = (now: number) =>
    cache
      .getAll()
      .filter(({ queryKey, state }) => mayContainMessages(queryKey) && state.data !== undefined)
      .map(({ queryKey, state }) => ({
        queryKey,
        state,
        swept: sweep(state.data, now, isThreadKey(queryKey)),
      }));
  const runSweep = async () => {
    let now = options.now();
    let found = sweepMemory(now);
    if (due <= now || found.some(({ state, swept }) => swept.data !== state.data)) {
      await options.confirmServerTime();
      now = options.now();
      found = sweepMemory(now);
    }
    due = Number.POSITIVE_INFINITY;
    clearTimeout(timer);
    let next = Number.POSITIVE_INFINITY;
    const expired = new Map<string, Message>();
    for (const { queryKey, state, swept } of found) {
      next = Math.min(next, swept.next);
      for (const message of swept.expired) expired.set(message.id, message);
      if (swept.data !== state.data)
        queries.setQueryData(queryKey, swept.data, { updatedAt: state.dataUpdatedAt });
    }
    const stored = await options.sweepStored(now);
    for (const message of stored.expired) expired.set(message.id, message);
    if (isEnded) return;
    const newlyExpired = [...expired.values()].filter(({ id }) => !reportedIds.has(id));
    for (const { id } of newlyExpired) reportedIds.add(id);
    if (newlyExpired.length > 0) options.onExpired(newlyExpired);
    scheduleSweep(Math.min(next, stored.next));
  };
  const sweepNow = (): Promise<void> => {
    running ??= runSweep().finally(() => {
      running = undefined;
    });
    return running;
  };

  const unsubscribe = cache.subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return;
    const { queryKey, state } = event.query;
    if (!mayContainMessages(queryKey)) return;
    const now = options.now();
    const swept = sweep(state.data, now, isThreadKey(queryKey));
    scheduleSweep(swept.data === state.data ? swept.next : now);
  });
  void sweepNow();
  return {
    sweepNow,
    stop() {
      isEnded = true;
      clearTimeout(timer);
      unsubscribe();
    },
  };
}
