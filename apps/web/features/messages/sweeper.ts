import type { QueryClient } from '@tanstack/react-query';
import { isThreadKey, mayHoldMessages, sweep } from './disappearing.ts';
import type { Message } from './types.ts';

/** A sleeping device delays timers, and a date may be set: it looks again at least this often while something is to disappear. */
const LONGEST_MS = 10 * 60_000;

export interface Around {
  /** Server time. */
  now(): number;
  /** Asks the server for the time where the device's own reckoning is doubtful. */
  confirmTime(): Promise<void>;
  /** Sweeps what is kept outside of the page's memory. @returns what has gone there, and when the next text disappears */
  sweepKept(now: number): Promise<{ gone: Message[]; next: number }>;
  /** These have disappeared just now. Each is told once, so that asking the server about them never goes round in a circle. */
  gone(messages: Message[]): void;
}

/**
 * Takes the text of messages out of the page's memory and of the device's stores at the moment when it disappears.
 * @returns `look` sweeps now, as after a sleep; `end` ends it
 */
export function runSweeper(queries: QueryClient, around: Around): { look(): Promise<void>; end(): void } {
  const cache = queries.getQueryCache();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Number.POSITIVE_INFINITY;
  let running: Promise<void> | undefined;
  let isEnded = false;
  const told = new Set<string>();

  const wake = (at: number) => {
    if (isEnded || at >= due) return;
    due = at;
    clearTimeout(timer);
    timer = setTimeout(() => void look(), Math.min(Math.max(at - around.now(), 0), LONGEST_MS));
  };
  /** What of each answer in the page's memory has disappeared by now. */
  const sweepMemory = (now: number) =>
    cache
      .getAll()
      .filter(({ queryKey, state }) => mayHoldMessages(queryKey) && state.data !== undefined)
      .map(({ queryKey, state }) => ({
        queryKey,
        state,
        swept: sweep(state.data, now, isThreadKey(queryKey)),
      }));
  const work = async () => {
    let now = around.now();
    let found = sweepMemory(now);
    if (due <= now || found.some(({ state, swept }) => swept.data !== state.data)) {
      await around.confirmTime();
      now = around.now();
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
    const kept = await around.sweepKept(now);
    for (const message of kept.gone) gone.set(message.id, message);
    if (isEnded) return;
    const news = [...gone.values()].filter(({ id }) => !told.has(id));
    for (const { id } of news) told.add(id);
    if (news.length > 0) around.gone(news);
    wake(Math.min(next, kept.next));
  };
  const look = (): Promise<void> => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };

  const deaf = cache.subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return;
    const { queryKey, state } = event.query;
    if (!mayHoldMessages(queryKey)) return;
    const now = around.now();
    const swept = sweep(state.data, now, isThreadKey(queryKey));
    wake(swept.data === state.data ? swept.next : now);
  });
  void look();
  return {
    look,
    end() {
      isEnded = true;
      clearTimeout(timer);
      deaf();
    },
  };
}
