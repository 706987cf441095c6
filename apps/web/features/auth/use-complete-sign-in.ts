'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { safeNext } from '../../lib/paths.ts';
import { clearOfflineData } from '../offline/clear-offline-data.ts';

/** Continues after sign-in: to the page that was requested, or home. */
export function useCompleteSignIn(): () => void {
  const router = useRouter();
  const queries = useQueryClient();
  return useCallback(() => {
    queries.clear();
    // Offline data on this device may belong to another member.
    void clearOfflineData();
    router.replace(safeNext(new URLSearchParams(window.location.search).get('next')));
  }, [queries, router]);
}
