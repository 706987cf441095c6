'use client';

import { hasSession, isOwnSession, ProblemError, type Schemas } from '@chitlaq/client';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { useIsUnreachable } from '../../lib/reachability.ts';
import { clearOfflineData } from '../offline/clear-offline-data.ts';
import { saveInvite } from './stored-invite.ts';

export const ME_KEY = ['me'] as const;

/** The signed-in member; undefined until loaded. */
export function useMe(): Schemas['Me'] | undefined {
  return useMeQuery().data;
}

/** As `useMe`, with the state of the query. */
export const useMeQuery = (refetchInterval: number | false = false) =>
  useQuery({ queryKey: ME_KEY, queryFn: () => api.get('/auth/me'), staleTime: 60_000, refetchInterval });

/** How often a page that cannot reach the server tries again. */
const RETRY_MS = 10_000;

/** Redirects to the sign-in page without a session, and back here afterwards; a suspended member to the page that says why. */
export function useRequireSession() {
  const query = useMeQuery(useIsUnreachable() && RETRY_MS);
  const router = useRouter();
  const isSignedOut = query.error instanceof ProblemError && [401, 403].includes(query.error.status);
  const isSuspended = query.error instanceof ProblemError && query.error.code === 'account_suspended';
  useEffect(() => {
    const signInPath = () => paths.signIn(window.location.pathname + window.location.search);
    if (isSignedOut || !hasSession()) {
      saveInvite();
      void clearOfflineData();
      router.replace(isSuspended ? paths.suspended : signInPath());
    }
    // Loads the page: nothing of the session stays in memory, and somebody else may be signed in by now.
    const onSignedOut = () => {
      saveInvite();
      void clearOfflineData().finally(() => window.location.replace(signInPath()));
    };
    const onShown = () => {
      if (!isOwnSession()) onSignedOut();
    };
    window.addEventListener('chitlaq:signed-out', onSignedOut);
    window.addEventListener('focus', onShown);
    document.addEventListener('visibilitychange', onShown);
    return () => {
      window.removeEventListener('chitlaq:signed-out', onSignedOut);
      window.removeEventListener('focus', onShown);
      document.removeEventListener('visibilitychange', onShown);
    };
  }, [isSignedOut, isSuspended, router]);
  return query;
}

/** Whether the server could not be reached, as opposed to a refusal. */
export const isConnectionError = (error: unknown): boolean =>
  error instanceof ProblemError && (error.status === 0 || error.status >= 500);
