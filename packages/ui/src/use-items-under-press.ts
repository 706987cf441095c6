'use client';

import { useEffect, useState } from 'react';

/** A click follows the release of the pointer within this time. */
const CLICK_DELAY_MS = 100;

/**
 * Keeps the list unchanged from the press of a pointer to its click. Without this, results that arrive in between move another
 * item, or none, under the pointer.
 */
export function useItemsUnderPress<Item>(latestItems: readonly Item[]) {
  const [pressedItems, setPressedItems] = useState<readonly Item[] | null>(null);
  const items = pressedItems ?? latestItems;
  const isPressed = pressedItems !== null;
  useEffect(() => {
    if (!isPressed) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const release = () => setPressedItems(null);
    const releaseAfterClick = () => {
      timer = setTimeout(release, CLICK_DELAY_MS);
    };
    window.addEventListener('pointerup', releaseAfterClick);
    window.addEventListener('pointercancel', release);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointerup', releaseAfterClick);
      window.removeEventListener('pointercancel', release);
    };
  }, [isPressed]);
  return {
    items,
    pressHandlers: { onPointerDown: () => setPressedItems(items), onClick: () => setPressedItems(null) },
  };
}
