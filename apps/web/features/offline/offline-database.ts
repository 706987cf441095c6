import { hasSession, type Schemas, serverNow } from '@chitlaq/client';
import { DATABASE_NAME } from './clear-offline-data.ts';
import { isThreadKey, mayContainMessages, sweep } from './disappearing.ts';

/** A query result as last seen. */
export interface StoredQuery {
  /** The hash of the query key. */
  name: string;
  key: readonly unknown[];
  data: unknown;
  /** When the server sent it, in milliseconds of server time. */
  at: number;
  memberId: string;
}

const STORE = 'queries';
const MAX_AGE_DAYS = 30;
const MAX_THREADS = 20;
const DAY_MS = 86_400_000;

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE_NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'name' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('The database is being deleted.'));
  });
}

/** Opens the database, runs one transaction and closes it, so that a sign-out in another tab need not wait. */
async function withStore<Result>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result> | undefined,
): Promise<Result | undefined> {
  const database = await openDatabase();
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

/** One query without expired messages. */
function sweepQuery(
  query: StoredQuery,
  now: number,
): { query: StoredQuery; expired: Schemas['Message'][]; next: number } {
  if (!mayContainMessages(query.key)) return { query, expired: [], next: Number.POSITIVE_INFINITY };
  const { data, expired, next } = sweep(query.data, now, isThreadKey(query.key));
  return { query: data === query.data ? query : { ...query, data }, expired, next };
}

/** Removes expired messages, and queries that are too old. Those from the future were stored with a wrong clock. */
export function sweepQueries(all: readonly StoredQuery[], now: number) {
  const isOld = ({ at }: StoredQuery) => now - at >= MAX_AGE_DAYS * DAY_MS || at - now >= DAY_MS;
  const parts = all
    .filter((query) => !isOld(query))
    .map((query) => ({ stored: query, ...sweepQuery(query, now) }));
  return {
    queries: parts.map(({ query }) => query),
    changed: parts.filter(({ stored, query }) => stored !== query).map(({ query }) => query),
    old: all.filter(isOld).map(({ name }) => name),
    expired: parts.flatMap(({ expired }) => expired),
    next: Math.min(...parts.map(({ next }) => next), Number.POSITIVE_INFINITY),
  };
}

/**
 * Removes expired messages and old queries from this device.
 * @returns what is left
 * @throws if the browser allows no storage
 */
export async function sweepStoredQueries(now = serverNow()): Promise<ReturnType<typeof sweepQueries>> {
  let swept = sweepQueries([], now);
  // One transaction, so that nothing that another tab writes meanwhile is overwritten.
  await withStore<StoredQuery[]>('readwrite', (store) => {
    const request: IDBRequest<StoredQuery[]> = store.getAll();
    request.onsuccess = () => {
      swept = sweepQueries(request.result, now);
      for (const name of swept.old) store.delete(name);
      for (const query of swept.changed) store.put(query);
    };
    return request;
  });
  return swept;
}

/**
 * Stores a member's queries and deletes those of other members. Writes nothing without a session: another tab may
 * have signed out.
 */
export async function storeQueries(memberId: string, queries: readonly StoredQuery[]): Promise<void> {
  const stored = (await withStore<StoredQuery[]>('readonly', (store) => store.getAll())) ?? [];
  const ownQueries = stored.filter((query) => query.memberId === memberId);
  const threads = [...new Map([...ownQueries, ...queries].map((query) => [query.name, query])).values()]
    .filter(({ key }) => key[0] === 'messages')
    .sort((left, right) => right.at - left.at);
  const obsolete = [...stored.filter((query) => query.memberId !== memberId), ...threads.slice(MAX_THREADS)];
  if (!hasSession()) return;
  await withStore('readwrite', (store) => {
    // Delete first: another member's queries have the same names.
    for (const { name } of obsolete) store.delete(name);
    for (const query of sweepQueries(queries, serverNow()).queries) store.put(query);
    return undefined;
  });
}
