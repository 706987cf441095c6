'use client';

import { useRef } from 'react';

/**
 * Brings focus back to where it was when a window opened. Radix does so only for windows with a trigger of their own;
 * ours are opened by state, often from a menu that is gone by then: its button gets the focus instead.
 */
export function useFocusReturn() {
  const origin = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus: () => {
      const active = document.activeElement;
      const menu = active?.closest('[role="menu"][aria-labelledby]');
      const element = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : active;
      origin.current = element instanceof HTMLElement ? element : null;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      // What it left may have scrolled away meanwhile; nothing else shall.
      origin.current?.focus({ preventScroll: true });
    },
  };
}
