'use client';

import { hasSession } from '@chitlaq/client';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect } from 'react';
import { api } from '../../lib/api.ts';
import { paths, safeNext } from '../../lib/paths.ts';
import { clearOfflineData } from '../offline/clear-offline-data.ts';

/**
 * Continues after sign-in: to the page that was requested, or home. A new account goes to the welcome first, a suspended one to the
 * page that says why, one that waits for staff to its own.
 */
export function useCompleteSignIn(
  { isNewAccount } = { isNewAccount: false },
): (user?: { status: string }) => void {
  const router = useRouter();
  const queries = useQueryClient();
  return useCallback(
    (user) => {
      queries.clear();
      // Offline data on this device may belong to another member.
      void clearOfflineData();
      if (user?.status === 'suspended') return router.replace(paths.suspended);
      if (user?.status === 'pending') return router.replace(paths.waiting);
      const next = new URLSearchParams(window.location.search).get('next');
      router.replace(isNewAccount ? paths.welcome(next) : safeNext(next));
    },
    [queries, router, isNewAccount],
  );
}

/**
 * Continues at once if somebody is signed in already, perhaps with an expired token: home renews it, or redirects to the sign-in
 * page.
 */
export function useSkipIfSignedIn(): void {
  const completeSignIn = useCompleteSignIn();
  useEffect(() => {
    if (hasSession())
      void api.get('/auth/me').then(
        () => completeSignIn(),
        () => undefined,
      );
  }, [completeSignIn]);
}
