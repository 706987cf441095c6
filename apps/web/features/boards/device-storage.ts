'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { BOARD_STORAGE_PREFIX, clearBoardData } from '../../lib/clear-board-data.ts';

export type BoardItem = 'secret' | 'threads' | 'waiting' | 'hidden' | `draft:${string}`;

const CHANGED = 'chitlaq:board-storage';
const keyOf = (memberId: string, item: BoardItem | ''): string =>
  `${BOARD_STORAGE_PREFIX}${memberId}:${item}`;

/** What this device keeps, or null. */
export function readItem(memberId: string, item: BoardItem): string | null {
  try {
    return localStorage.getItem(keyOf(memberId, item));
  } catch {
    return null; // this browser stores nothing
  }
}

/**
 * Keeps a text on this device; null removes it. Other tabs see it as well.
 * @returns whether it is kept
 */
export function writeItem(memberId: string, item: BoardItem, text: string | null): boolean {
  try {
    if (text === null) localStorage.removeItem(keyOf(memberId, item));
    else localStorage.setItem(keyOf(memberId, item), text);
  } catch {
    return false; // full, or this browser stores nothing
  }
  globalThis.dispatchEvent?.(new Event(CHANGED));
  return true;
}

/** Removes all that this device keeps of a member's boards. */
export function removeItems(memberId: string): void {
  clearBoardData(keyOf(memberId, ''));
  globalThis.dispatchEvent?.(new Event(CHANGED));
}

const subscribe = (changed: () => void) => {
  window.addEventListener(CHANGED, changed);
  window.addEventListener('storage', changed);
  return () => {
    window.removeEventListener(CHANGED, changed);
    window.removeEventListener('storage', changed);
  };
};

/** The text that this device keeps, as it changes. */
export const useItem = (memberId: string, item: BoardItem): string | null =>
  useSyncExternalStore(
    subscribe,
    useCallback(() => readItem(memberId, item), [memberId, item]),
    () => null,
  );
