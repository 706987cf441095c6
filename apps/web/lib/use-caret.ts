'use client';

import { type RefObject, type SyntheticEvent, useLayoutEffect, useRef, useState } from 'react';

/** The caret of a controlled text field. */
export interface Caret {
  /** Its position; the end of a selection. */
  position: number;
  /** For the field's `onSelect`; also call it when the text changes. */
  track: (event: SyntheticEvent<HTMLTextAreaElement>) => void;
  /** Changes the text and places the caret once the field shows it. */
  replace: (text: string, caret: number) => void;
}

export function useCaret(
  field: RefObject<HTMLTextAreaElement | null>,
  onText: (text: string) => void,
): Caret {
  const [position, setPosition] = useState(0);
  const pending = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (pending.current === undefined) return;
    field.current?.setSelectionRange(pending.current, pending.current);
    pending.current = undefined;
  });
  return {
    position,
    track: (event) => setPosition(event.currentTarget.selectionEnd),
    replace: (text, caret) => {
      pending.current = caret;
      setPosition(caret);
      onText(text);
    },
  };
}
