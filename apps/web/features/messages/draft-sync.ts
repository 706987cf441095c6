'use client';

import { useCallback, useEffect, useRef } from 'react';
import { api } from '../../lib/api.ts';

/** A pause in typing after which the server hears of it. */
const PAUSE_MS = 2_000;

/**
 * Keeps what is half written on the server too, for one's other devices; this device's own copy goes first.
 * @param onFound  takes what another device has left
 * @returns is told the text whenever it changes; `true` when it was sent, and the draft goes at once
 */
export function useDraftSync(
  conversationId: string,
  onFound: (content: string) => void,
): (text: string, isSent?: boolean) => void {
  const isKept = useRef(false);
  const waiting = useRef<string>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const found = useRef(onFound);
  found.current = onFound;
  const push = useCallback(() => {
    clearTimeout(timer.current);
    const content = waiting.current;
    waiting.current = undefined;
    const isEmpty = content === undefined || content.trim() === '';
    if (content === undefined || (isEmpty && !isKept.current)) return;
    isKept.current = !isEmpty;
    // Without a network it stays on this device alone.
    api
      .put('/conversations/{id}/draft', { path: { id: conversationId }, body: { content } })
      .catch(() => undefined);
  }, [conversationId]);
  useEffect(() => {
    let isHere = true;
    api.get('/conversations/{id}/draft', { path: { id: conversationId } }).then(
      ({ draft }) => {
        if (!isHere || !draft?.content) return;
        isKept.current = true;
        found.current(draft.content);
      },
      () => undefined,
    );
    return () => {
      isHere = false;
      push();
    };
  }, [conversationId, push]);
  return useCallback(
    (text, isSent = false) => {
      waiting.current = text;
      clearTimeout(timer.current);
      if (isSent) push();
      else timer.current = setTimeout(push, PAUSE_MS);
    },
    [push],
  );
}
