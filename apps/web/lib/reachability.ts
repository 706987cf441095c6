'use client';

import { useSyncExternalStore } from 'react';

/** Shorter failures are not shown. */
const GRACE_MS = 3_000;

let isUnreachable = false;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
let hasFailed = false;
const recoveryListeners = new Set<() => void>();

function setUnreachable(next: boolean): void {
  clearTimeout(timer);
  timer = undefined;
  if (next === isUnreachable) return;
  isUnreachable = next;
  for (const listener of listeners) listener();
}

/** The server answered a request, or the realtime connection opened. */
export function reportReachable(): void {
  setUnreachable(false);
  if (!hasFailed) return;
  hasFailed = false;
  for (const listener of recoveryListeners) listener();
}

/** Calls back when a request is answered after one that was not. @returns a function that unsubscribes */
export function onReachableAgain(listener: () => void): () => void {
  recoveryListeners.add(listener);
  return () => {
    recoveryListeners.delete(listener);
  };
}

/**
 * A request had no answer; before it connects anew, the realtime connection makes one too. A lost connection alone says nothing: some
 * networks block WebSockets. Nor does a failure say anything about the server while the browser is offline.
 */
export function reportFailure(): void {
  hasFailed = true;
  if (!isUnreachable && navigator.onLine) timer ??= setTimeout(() => setUnreachable(true), GRACE_MS);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** Whether all that was sent to the server has failed for some seconds. */
export const useIsUnreachable = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => isUnreachable,
    () => false,
  );
