'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { api } from '../../lib/api.ts';
import { changesPart } from './changes-part.ts';

const DEBOUNCE_MS = 300;

/** Whether the page is visible and focused. */
export const isPageFocused = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/**
 * Reports the read position while the page is visible and focused. Messages that scroll by in a background page are
 * not read.
 * @returns takes the seq of the lowest message on screen
 */
export function useReadTracking(
  conversationId: string,
  readSeq: number | undefined,
  meId: string | undefined,
) {
  const queries = useQueryClient();
  const lastSeen = useRef(0);
  const lastReported = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const alreadyRead = readSeq ?? Number.POSITIVE_INFINITY;

  const scheduleReport = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const seq = lastSeen.current;
      if (!meId || !isPageFocused() || seq <= Math.max(lastReported.current, alreadyRead)) return;
      lastReported.current = seq;
      api.put('/conversations/{id}/read', { path: { id: conversationId }, body: { seq } }).then(
        (receipt) => void changesPart.load().then(({ applyReceipt }) => applyReceipt(queries, receipt, meId)),
        () => {
          lastReported.current = 0; // the next call reports it again
        },
      );
    }, DEBOUNCE_MS);
  }, [conversationId, alreadyRead, meId, queries]);

  useEffect(() => {
    scheduleReport();
    window.addEventListener('focus', scheduleReport);
    document.addEventListener('visibilitychange', scheduleReport);
    return () => {
      window.removeEventListener('focus', scheduleReport);
      document.removeEventListener('visibilitychange', scheduleReport);
    };
  }, [scheduleReport]);
  return useCallback(
    (seq: number) => {
      if (seq <= lastSeen.current) return;
      lastSeen.current = seq;
      scheduleReport();
    },
    [scheduleReport],
  );
}
