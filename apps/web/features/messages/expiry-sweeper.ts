import type { QueryClient } from '@tanstack/react-query';
import { isThreadKey, mayContainMessages, sweep } from './disappearing.ts';
import type { Message } from './types.ts';

/** A sleeping device delays timers, and a date may be set: it looks again at least this often while something is to disappear. */
const MAX_WAIT_MS = 10 * 60_000;

export interface SweeperOptions {
  /** Server time. */
  now(): number;
  /** Asks the server for the time where the device's own reckoning is doubtful. */
  confirmServerTime(): Promise<void>;
  /** Sweeps what is kept outside of the page's memory. @returns what has gone there, and when the next text disappears */
  sweepStored(now: number): Promise<{ gone: Message[]; next: number }>;
  /** These have disappeared just now. Each is told once, so that asking the server about them never goes round in a circle. */
  gone(messages: Message[]): void;
}

/**
 * Takes the text of messages out of the page's memory and of the device's stores at the moment when it disappears.
 * @returns `look` sweeps now, as after a sleep; `end` ends it
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
  /** What of each answer in the page's memory has disappeared by now. */
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
    const gone = new Map<string, Message>();
    for (const { queryKey, state, swept } of found) {
      next = Math.min(next, swept.next);
      for (const message of swept.gone) gone.set(message.id, message);
      if (swept.data !== state.data)
        queries.setQueryData(queryKey, swept.data, { updatedAt: state.dataUpdatedAt });
    }
    const stored = await options.sweepStored(now);
    for (const message of stored.gone) gone.set(message.id, message);
    if (isEnded) return;
    const newlyExpired = [...gone.values()].filter(({ id }) => !reportedIds.has(id));
    for (const { id } of newlyExpired) reportedIds.add(id);
    if (newlyExpired.length > 0) options.gone(newlyExpired);
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
