import { hasSession } from '@chitlaq/client';
import { KEPT } from './forget.ts';

/** An answer as it was last seen. */
export interface Seen {
  /** The hash of its key in the cache. */
  name: string;
  key: readonly unknown[];
  data: unknown;
  /** When the server gave it, in milliseconds. */
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

/** All that is kept and not too old. @throws where the browser lets nothing be kept */
export async function readSeen(now = Date.now()): Promise<Seen[]> {
  const all = (await within<Seen[]>('readonly', (store) => store.getAll())) ?? [];
  return all.filter(({ at }) => now - at < MOST_DAYS * DAY_MS);
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
    for (const one of seen) store.put(one);
    return undefined;
  });
}
