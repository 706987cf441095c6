'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { api } from '../../lib/api.ts';
import { takeReceipt } from './news.ts';

const PAUSE_MS = 300;

/** Whether somebody looks at this page. */
export const isLookedAt = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/**
 * Tells how far one has read, while one looks: what scrolls by in a page behind others is not read.
 * @returns takes the number of the lowest message in sight
 */
export function useReading(conversationId: string, readSeq: number | undefined, meId: string | undefined) {
  const queries = useQueryClient();
  const seen = useRef(0);
  const told = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const start = readSeq ?? Number.POSITIVE_INFINITY;

  const tell = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const seq = seen.current;
      if (!meId || !isLookedAt() || seq <= Math.max(told.current, start)) return;
      told.current = seq;
      api.put('/conversations/{id}/read', { path: { id: conversationId }, body: { seq } }).then(
        (receipt) => takeReceipt(queries, receipt, meId),
        () => {
          told.current = 0; // the next look tells again
        },
      );
    }, PAUSE_MS);
  }, [conversationId, start, meId, queries]);

  useEffect(() => {
    tell();
    window.addEventListener('focus', tell);
    document.addEventListener('visibilitychange', tell);
    return () => {
      window.removeEventListener('focus', tell);
      document.removeEventListener('visibilitychange', tell);
    };
  }, [tell]);
  return useCallback(
    (seq: number) => {
      if (seq <= seen.current) return;
      seen.current = seq;
      tell();
    },
    [tell],
  );
}
