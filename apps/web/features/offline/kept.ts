import { hasSession, serverNow } from '@chitlaq/client';
import { isThreadKey, mayHoldMessages, sweep } from '../messages/disappearing.ts';
import type { Message } from '../messages/types.ts';
import { KEPT } from './forget.ts';

/** An answer as it was last seen. */
export interface Seen {
  /** The hash of its key in the cache. */
  name: string;
  key: readonly unknown[];
  data: unknown;
  /** When the server gave it, in milliseconds of server time. */
  at: number;
  memberId: string;
}

const STORE = 'seen';
/** Older than this nobody looks for it. */
const MOST_DAYS = 30;
const MOST_THREADS = 20;
const DAY_MS = 86_400_000;

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(KEPT, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'name' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('The database is being deleted.'));
  });
}

/** Opens, works, and closes again, so that a sign-out in another tab need not wait. */
async function within<Result>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result> | undefined,
): Promise<Result | undefined> {
  const database = await open();
  try {
    return await new Promise<Result | undefined>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** One answer without what has disappeared. */
function sweptOne(one: Seen, now: number): { seen: Seen; gone: Message[]; next: number } {
  if (!mayHoldMessages(one.key)) return { seen: one, gone: [], next: Number.POSITIVE_INFINITY };
  const { data, gone, next } = sweep(one.data, now, isThreadKey(one.key));
  return { seen: data === one.data ? one : { ...one, data }, gone, next };
}

/** Answers without what has disappeared, those that are too old left out. What comes from the future had a wrong date. */
export function sweptOf(all: readonly Seen[], now: number) {
  const isOld = ({ at }: Seen) => now - at >= MOST_DAYS * DAY_MS || at - now >= DAY_MS;
  const parts = all.filter((one) => !isOld(one)).map((one) => ({ before: one, ...sweptOne(one, now) }));
  return {
    seen: parts.map(({ seen }) => seen),
    changed: parts.filter(({ before, seen }) => before !== seen).map(({ seen }) => seen),
    old: all.filter(isOld).map(({ name }) => name),
    gone: parts.flatMap(({ gone }) => gone),
    next: Math.min(...parts.map(({ next }) => next), Number.POSITIVE_INFINITY),
  };
}

/**
 * Takes off this device what has disappeared or is too old.
 * @returns what is left
 * @throws where the browser lets nothing be kept
 */
export async function sweepSeen(now = serverNow()): Promise<ReturnType<typeof sweptOf>> {
  let swept = sweptOf([], now);
  // In one transaction: what another tab writes meanwhile is not overwritten.
  await within<Seen[]>('readwrite', (store) => {
    const request: IDBRequest<Seen[]> = store.getAll();
    request.onsuccess = () => {
      swept = sweptOf(request.result, now);
      for (const name of swept.old) store.delete(name);
      for (const one of swept.changed) store.put(one);
    };
    return request;
  });
  return swept;
}

/**
 * Keeps what a member has seen, in the place of what was kept under the same names, and nothing of anybody else's. Without
 * a session nothing is written: another tab may have ended it.
 */
export async function keepSeen(memberId: string, seen: readonly Seen[]): Promise<void> {
  const before = (await within<Seen[]>('readonly', (store) => store.getAll())) ?? [];
  const own = before.filter((one) => one.memberId === memberId);
  const threads = [...new Map([...own, ...seen].map((one) => [one.name, one])).values()]
    .filter(({ key }) => key[0] === 'messages')
    .sort((one, other) => other.at - one.at);
  const gone = [...before.filter((one) => one.memberId !== memberId), ...threads.slice(MOST_THREADS)];
  if (!hasSession()) return;
  await within('readwrite', (store) => {
    // First what goes: another member's answers have the same names.
    for (const { name } of gone) store.delete(name);
    for (const one of sweptOf(seen, serverNow()).seen) store.put(one);
    return undefined;
  });
}
