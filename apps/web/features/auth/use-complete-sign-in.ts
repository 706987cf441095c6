'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { safeNext } from '../../lib/paths.ts';
import { clearOfflineData } from '../offline/clear-offline-data.ts';

/** Goes on after a sign-in: to where one was going, or home. */
export function useCompleteSignIn(): () => void {
  const router = useRouter();
  const queries = useQueryClient();
  return useCallback(() => {
    queries.clear();
    // What is kept on this device may be somebody else's.
    void clearOfflineData();
    router.replace(safeNext(new URLSearchParams(window.location.search).get('next')));
  }, [queries, router]);
}
