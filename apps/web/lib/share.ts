'use client';

import { useSyncExternalStore } from 'react';

/** What is shared: a link of this app, with a title for the system's share dialog. */
export interface ShareSubject {
  kind: 'post' | 'profile';
  /** From `paths`. */
  path: string;
  title: string;
}

let current: ShareSubject | undefined;
const listeners = new Set<() => void>();
const setCurrent = (next: ShareSubject | undefined) => {
  current = next;
  for (const listener of listeners) listener();
};

/** Opens the share sheet. */
export const openShareSheet = (subject: ShareSubject): void => setCurrent(subject);
export const closeShareSheet = (): void => setCurrent(undefined);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** What the open share sheet shares; undefined when it is closed. */
export const useShareSubject = (): ShareSubject | undefined =>
  useSyncExternalStore(
    subscribe,
    () => current,
    () => undefined,
  );
