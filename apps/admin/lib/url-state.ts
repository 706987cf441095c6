'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/**
 * Filters stored in the URL, so that they can be shared and survive a reload. A missing value is ''. Replaces the
 * history entry, so that "back" leads to the previous page and not through every typed letter.
 */
export function useUrlState<Key extends string>(keys: readonly Key[]) {
  const params = useSearchParams();
  const state = Object.fromEntries(keys.map((key) => [key, params.get(key) ?? ''])) as Record<Key, string>;
  const change = useCallback((changes: Partial<Record<Key, string>>) => {
    // Read the current URL: two changes may happen before a render.
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

/** The value if it is allowed, else undefined: a URL may contain anything. */
export const oneOf = <Value extends string>(allowed: readonly Value[], value: string): Value | undefined =>
  allowed.find((candidate) => candidate === value);
