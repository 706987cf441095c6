import type { OutboxItem } from './outbox.ts';
import { outboxKey } from './storage-key.ts';

/** The part of `localStorage` that is used. */
interface Store {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
  removeItem(key: string): void;
}
/** A stored message; the oldest is sent first. */
export interface StoredItem extends OutboxItem {
  createdAt: string;
}

/**
 * Stores a member's unsent messages on this device, across pages and tabs. Each message has its own key: with one
 * shared list, the tab that writes last would remove the messages of another tab.
 * @param storage  undefined if it is unavailable: messages then live as long as the page
 */
export function openOutboxStorage<Item extends StoredItem>(
  memberId: string,
  storage: () => Store | undefined,
) {
  const prefix = outboxKey(memberId, '');
  /** Version 0.1 stored all messages of a member under this key. */
  const oldKey = prefix.slice(0, -1);
  /** The messages that this tab wrote or read, as JSON by client id. It may remove only these. */
  const own = new Map<string, string>();

  const attempt = <Result>(work: (store: Store) => Result): Result | undefined => {
    try {
      const store = storage();
      return store && work(store);
    } catch {
      return undefined; // storage is full or unavailable
    }
  };
  const put = (item: Item) => {
    const text = JSON.stringify(item);
    if (own.get(item.clientId) === text) return;
    own.set(item.clientId, text);
    attempt((store) => store.setItem(prefix + item.clientId, text));
  };

  return {
    /** All unsent messages, oldest first. */
    read(): Item[] {
      return (
        attempt((store) => {
          for (const item of listIn<Item>(store.getItem(oldKey))) put(item);
          store.removeItem(oldKey);
          const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? '');
          const items = keys
            .filter((key) => key.startsWith(prefix))
            .flatMap((key) => itemIn<Item>(store.getItem(key)) ?? []);
          for (const item of items) own.set(item.clientId, JSON.stringify(item));
          return items.sort((left, right) => left.createdAt.localeCompare(right.createdAt));
        }) ?? []
      );
    },
    /** Stores the unsent messages of this tab; leaves those of other tabs alone. */
    write(items: readonly Item[]): void {
      const names = new Set(items.map(({ clientId }) => clientId));
      for (const clientId of [...own.keys()]) {
        if (names.has(clientId)) continue;
        own.delete(clientId);
        attempt((store) => store.removeItem(prefix + clientId));
      }
      for (const item of items) put(item);
    },
    /** The message that another tab has sent or dropped, from a `storage` event; undefined for any other change. */
    removedElsewhere({ key, newValue }: { key: string | null; newValue: string | null }): string | undefined {
      if (!key?.startsWith(prefix) || newValue !== null) return undefined;
      const clientId = key.slice(prefix.length);
      own.delete(clientId);
      return clientId;
    },
  };
}

function listIn<Item>(text: string | null): Item[] {
  const stored: unknown = parsed(text);
  // An earlier version of this file wrote this key.
  return Array.isArray(stored) ? (stored as Item[]) : [];
}

function itemIn<Item>(text: string | null): Item | undefined {
  const stored: unknown = parsed(text);
  // Only `put` writes to this key.
  return typeof stored === 'object' && stored !== null && 'clientId' in stored ? (stored as Item) : undefined;
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
