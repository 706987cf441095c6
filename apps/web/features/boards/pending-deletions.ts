'use client';

import { useSyncExternalStore } from 'react';

// Posts whose deletion can still be undone, or is on its way. A new set with each change.
let pending: ReadonlySet<string> = new Set();
const none: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

export function setDeletePending(id: string, isPending: boolean): void {
  const next = new Set(pending);
  if (isPending) next.add(id);
  else next.delete(id);
  pending = next;
  for (const listener of listeners) listener();
}

const subscribe = (changed: () => void) => {
  listeners.add(changed);
  return () => {
    listeners.delete(changed);
  };
};

/** Whether a post is about to be deleted: lists leave it out. */
export function useDeletePending(): (id: string) => boolean {
  const set = useSyncExternalStore(
    subscribe,
    () => pending,
    () => none,
  );
  return (id) => set.has(id);
}
