'use client';

import { useRef } from 'react';

/**
 * Returns the focus to where it was when a dialog opened. Radix only does so for dialogs with a trigger; ours are
 * opened by state, often from a menu that has closed: then the menu's button gets the focus.
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
      // Do not scroll: the page may have scrolled meanwhile.
      origin.current?.focus({ preventScroll: true });
    },
  };
}
