import { isTyping } from '@chitlaq/ui';
import { type RefObject, useEffect, useRef, useState } from 'react';

/** More are not pressed in the moment in which the shortcuts load. */
const MAX_KEYS = 20;

/** Keys that were pressed before the shortcuts had loaded, in order; null once the shortcuts have taken them over. */
export type EarlyKeys = RefObject<KeyboardEvent[] | null>;

/** Keeps what is pressed until the shortcuts have loaded. @returns the keys, and whether any was pressed */
export function useEarlyKeys(): { earlyKeys: EarlyKeys; isPressed: boolean } {
  const earlyKeys: EarlyKeys = useRef<KeyboardEvent[] | null>([]);
  const [isPressed, setIsPressed] = useState(false);
  useEffect(() => {
    const keep = (event: KeyboardEvent) => {
      const keys = earlyKeys.current;
      if (keys === null || keys.length === MAX_KEYS || isTyping(event.target)) return;
      keys.push(event);
      setIsPressed(true);
    };
    window.addEventListener('keydown', keep);
    return () => window.removeEventListener('keydown', keep);
  }, []);
  return { earlyKeys, isPressed };
}
