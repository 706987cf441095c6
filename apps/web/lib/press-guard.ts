import { useState } from 'react';

/** A second press within this time is part of a double press. */
const DOUBLE_PRESS_MS = 400;

/**
 * Tells apart single presses from the rest of a double press, or of a key that is held down.
 * @param now  for tests
 */
export function createPressGuard(now: () => number = () => performance.now()): (control?: string) => boolean {
  const lastPresses = new Map<string, number>();
  return (control = '') => {
    const at = now();
    const last = lastPresses.get(control) ?? Number.NEGATIVE_INFINITY;
    lastPresses.set(control, at);
    return at - last >= DOUBLE_PRESS_MS;
  };
}

/**
 * For a control that switches something on and off: a double tap would undo itself.
 * @returns whether a press of this control counts; call it once a press
 */
export function usePressGuard(): (control?: string) => boolean {
  const [guard] = useState(() => createPressGuard());
  return guard;
}
