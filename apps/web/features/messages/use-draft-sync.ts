'use client';

import { useCallback, useEffect, useRef } from 'react';
import { changesPart } from './changes-part.ts';
import type { DraftField } from './draft-sync.ts';

/**
 * Saves the draft of a conversation on the server for the member's other devices.
 * @param onFound  receives the text of another device
 * @returns call it when the text changes; with `true` when it was sent
 */
export function useDraftSync(
  memberId: string,
  conversationId: string,
  onFound: (content: string) => void,
): (isSent?: boolean) => void {
  const field = useRef<DraftField>(undefined);
  const onFoundRef = useRef(onFound);
  onFoundRef.current = onFound;
  /** What changed before the part has loaded. */
  const early = useRef<{ isSent: boolean }>(undefined);
  useEffect(() => {
    let isCurrent = true;
    void changesPart.load().then(({ openDraftField }) => {
      if (!isCurrent) return;
      field.current = openDraftField(memberId, conversationId, (text) => onFoundRef.current(text));
      if (early.current) field.current.changed(early.current.isSent);
      early.current = undefined;
    });
    return () => {
      isCurrent = false;
      field.current?.close();
      field.current = undefined;
    };
  }, [memberId, conversationId]);
  return useCallback((isSent = false) => {
    if (field.current) field.current.changed(isSent);
    else early.current = { isSent };
  }, []);
}
