'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { api } from '../../lib/api.ts';
import { applyReceipt } from './message-cache.ts';

const DEBOUNCE_MS = 300;

/** Whether somebody looks at this page. */
export const isPageFocused = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/**
 * Tells how far one has read, while one looks: what scrolls by in a page behind others is not read.
 * @returns takes the number of the lowest message in sight
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
        (receipt) => applyReceipt(queries, receipt, meId),
        () => {
          lastReported.current = 0; // the next look tells again
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
