import type { PendingMessage } from './outbox.ts';

const PREFIX = 'cl_outbox:';

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/**
 * What a member's messages wait in on this device, over pages and tabs. Each message has an entry of its own: one list for all would
 * let the tab that writes last take out what another tab has put in.
 * @param storage  undefined where the browser keeps nothing: a message is then sent while the page stands
 */
export function openKeptOutbox(memberId: string, storage: () => Store | undefined) {
  /** Up to version 0.1 all messages of a member stood here. */
  const oldPlace = PREFIX + memberId;
  const prefix = `${oldPlace}:`;
  /** What this tab has put in or read, by name, in JSON: what it may take out again. */
  const own = new Map<string, string>();

  const attempt = <Result>(work: (store: Store) => Result): Result | undefined => {
    try {
      const store = storage();
      return store && work(store);
    } catch {
      return undefined; // storage is full or closed
    }
  };
  const put = (item: PendingMessage) => {
    const text = JSON.stringify(item);
    if (own.get(item.clientId) === text) return;
    own.set(item.clientId, text);
    attempt((store) => store.setItem(prefix + item.clientId, text));
  };

  return {
    /** All that waits, the oldest first. */
    read(): PendingMessage[] {
      return (
        attempt((store) => {
          for (const item of listIn(store.getItem(oldPlace))) put(item);
          store.removeItem(oldPlace);
          const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? '');
          const items = keys
            .filter((key) => key.startsWith(prefix))
            .flatMap((key) => itemIn(store.getItem(key)) ?? []);
          for (const item of items) own.set(item.clientId, JSON.stringify(item));
          return items.sort((one, other) => one.createdAt.localeCompare(other.createdAt));
        }) ?? []
      );
    },
    /** What this tab has waiting now; what other tabs have put in stays. */
    keep(items: readonly PendingMessage[]): void {
      const names = new Set(items.map(({ clientId }) => clientId));
      for (const clientId of [...own.keys()]) {
        if (names.has(clientId)) continue;
        own.delete(clientId);
        attempt((store) => store.removeItem(prefix + clientId));
      }
      for (const item of items) put(item);
    },
    /** Which message another tab has sent or dropped, by the key of its `storage` event; undefined for any other change. */
    takenBy({ key, newValue }: Pick<StorageEvent, 'key' | 'newValue'>): string | undefined {
      if (!key?.startsWith(prefix) || newValue !== null) return undefined;
      const clientId = key.slice(prefix.length);
      own.delete(clientId);
      return clientId;
    },
  };
}

function listIn(text: string | null): PendingMessage[] {
  const kept: unknown = parsed(text);
  // The key is ours alone; what stands under it was written by an earlier version of this file.
  return Array.isArray(kept) ? (kept as PendingMessage[]) : [];
}

function itemIn(text: string | null): PendingMessage | undefined {
  const kept: unknown = parsed(text);
  // The key is ours alone; what stands under it was written by `put`.
  return typeof kept === 'object' && kept !== null && 'clientId' in kept
    ? (kept as PendingMessage)
    : undefined;
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
