import { hasSession, serverNow } from '@chitlaq/client';
import type { QueryClient } from '@tanstack/react-query';
import { isKept, partOf } from './choice.ts';
import { forgetKept } from './forget.ts';
import { keepSeen, type Seen, sweepSeen } from './kept.ts';

const PAUSE_MS = 1_500;

/** By how much the server's time is ahead of this device's date, by which the page's memory goes. */
const ahead = (): number => serverNow() - Date.now();

/** Puts what this device's member last saw where it is shown, and nothing over what the server has given since. */
export async function restore(queries: QueryClient): Promise<void> {
  if (!hasSession()) return;
  const { seen } = await sweepSeen().catch(() => ({ seen: [] as Seen[] }));
  const memberId = seen.find(({ key }) => key[0] === 'me')?.memberId;
  for (const { key, data, at, memberId: owner } of seen) {
    if (owner !== memberId || queries.getQueryData(key) !== undefined) continue;
    // The member comes last: with them the page begins to show the rest.
    if (key[0] !== 'me') queries.setQueryData(key, data, { updatedAt: at - ahead() });
  }
  const me = seen.find(({ key }) => key[0] === 'me');
  if (me && queries.getQueryData(me.key) === undefined)
    queries.setQueryData(me.key, me.data, { updatedAt: me.at - ahead() });
}

/** Keeps what a member sees from now on. @returns ends it */
export function keep(queries: QueryClient, memberId: string): () => void {
  const changed = new Map<string, Seen>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isEnded = false;
  const write = () => {
    timer = undefined;
    const seen = [...changed.values()];
    changed.clear();
    // Storage that is full or closed: the app works, with a network.
    if (!isEnded && seen.length > 0) void keepSeen(memberId, seen).catch(() => undefined);
  };
  const note = (name: string, key: readonly unknown[], state: { data: unknown; dataUpdatedAt: number }) => {
    if (!isKept(key) || state.data === undefined) return;
    const data = partOf(key, state.data);
    if (data === undefined) return;
    changed.set(name, { name, key, data, at: state.dataUpdatedAt + ahead(), memberId });
    timer ??= setTimeout(write, PAUSE_MS);
  };
  const cache = queries.getQueryCache();
  for (const { queryHash, queryKey, state } of cache.getAll()) note(queryHash, queryKey, state);
  const deaf = cache.subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return;
    const { queryHash, queryKey, state } = event.query;
    note(queryHash, queryKey, state);
  });
  const end = () => {
    isEnded = true;
    clearTimeout(timer);
    deaf();
  };
  const signedOut = () => {
    end();
    void forgetKept();
  };
  window.addEventListener('chitlaq:signed-out', signedOut);
  return () => {
    window.removeEventListener('chitlaq:signed-out', signedOut);
    end();
  };
}
