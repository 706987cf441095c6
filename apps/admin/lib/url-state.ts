'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/**
 * What a page is narrowed to, kept in its address so that it can be shared and survives a reload. An absent value is ''.
 * Writing replaces the entry of the history: "back" leads to the page before, not through every letter typed.
 */
export function useUrlState<Key extends string>(keys: readonly Key[]) {
  const params = useSearchParams();
  const state = Object.fromEntries(keys.map((key) => [key, params.get(key) ?? ''])) as Record<Key, string>;
  const change = useCallback((changes: Partial<Record<Key, string>>) => {
    // From the address as it is now: two changes may come before the page is drawn anew.
    const next = new URLSearchParams(window.location.search);
    for (const [key, value] of Object.entries<string | undefined>(changes)) {
      if (value) next.set(key, value);
      else next.delete(key);
    }
    const query = next.toString();
    window.history.replaceState(null, '', window.location.pathname + (query ? `?${query}` : ''));
  }, []);
  return [state, change] as const;
}

/** One of the known values, else undefined: an address may say anything. */
export const oneOf = <Value extends string>(allowed: readonly Value[], value: string): Value | undefined =>
  allowed.find((candidate) => candidate === value);
