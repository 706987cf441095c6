'use client';

import { useSyncExternalStore } from 'react';

const QUERY = '(prefers-reduced-motion: reduce)';

/**
 * Whether motion is reduced: the device asks for it, or the member does (`data-motion` of the page). Code that animates asks here;
 * the theme stops what styles animate. `false` on the server and during hydration.
 */
export const useReducedMotion = (): boolean => useSyncExternalStore(subscribe, isReduced, () => false);

const isReduced = (): boolean =>
  document.documentElement.dataset.motion === 'reduced' || window.matchMedia(QUERY).matches;

function subscribe(onChange: () => void): () => void {
  const list = window.matchMedia(QUERY);
  list.addEventListener('change', onChange);
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['data-motion'] });
  return () => {
    list.removeEventListener('change', onChange);
    observer.disconnect();
  };
}
