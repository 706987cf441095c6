import { type RefObject, useEffect, useRef } from 'react';

/**
 * Scrolls an element into view when it appears or is told to again. `scroll-my-*` classes keep it clear of sticky bars.
 * @param occasion  scrolls at each new value; undefined: never
 */
export function useReveal<T extends HTMLElement>(occasion: unknown): RefObject<T | null> {
  const element = useRef<T>(null);
  useEffect(() => {
    if (occasion !== undefined) element.current?.scrollIntoView({ block: 'nearest' });
  }, [occasion]);
  return element;
}
