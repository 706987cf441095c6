'use client';

import type { Schemas } from '@chitlaq/client';
import { useSyncExternalStore } from 'react';

/** A post of one's own that is not out yet; `until` goes by `performance.now()`. */
export type Held = Schemas['HeldPost'] & { until: number };

const NONE: readonly Held[] = [];
let held = NONE;
const listeners = new Set<() => void>();
const tell = (next: readonly Held[]) => {
  held = next;
  for (const listen of listeners) listen();
};

/** Whether a post that was sent can still be taken back. */
export const isHeld = (made: Schemas['Post'] | Schemas['HeldPost']): made is Schemas['HeldPost'] =>
  'publishesInMs' in made;

/** Shows a held post on top of one's own lists; one that is known already stays as it is. */
export function addHeld(one: Schemas['HeldPost']): void {
  if (held.some(({ id }) => id === one.id)) return;
  tell([{ ...one, until: performance.now() + one.publishesInMs }, ...held]);
}

export const dropHeld = (id: string): void => tell(held.filter((one) => one.id !== id));

const subscribe = (listen: () => void) => {
  listeners.add(listen);
  return () => {
    listeners.delete(listen);
  };
};

/** All of one's posts that are not out yet, the newest first. */
export const useHeld = (): readonly Held[] =>
  useSyncExternalStore(
    subscribe,
    () => held,
    () => NONE,
  );
