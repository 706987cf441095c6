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

/** The only page of an account that is not in use. */
const PAGE_OF_PROBLEM: Readonly<Record<string, string>> = {
  account_suspended: paths.suspended,
  account_waiting: paths.waiting,
};

/** How often a page that cannot reach the server tries again. */
const RETRY_MS = 10_000;

/** Redirects to the sign-in page without a session, and back here afterwards; a member who may not come in to the page that
 * says why. */
export function useRequireSession() {
  const query = useMeQuery(useIsUnreachable() && RETRY_MS);
  const router = useRouter();
  const isSignedOut = query.error instanceof ProblemError && [401, 403].includes(query.error.status);
  const ownPage = query.error instanceof ProblemError ? PAGE_OF_PROBLEM[query.error.code] : undefined;
  useEffect(() => {
    const signInPath = () => paths.signIn(window.location.pathname + window.location.search);
    if (isSignedOut || !hasSession()) {
      saveInvite();
      void clearOfflineData();
      router.replace(ownPage ?? signInPath());
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
  }, [isSignedOut, ownPage, router]);
  return query;
}

/** Whether the server could not be reached, as opposed to a refusal. */
export const isConnectionError = (error: unknown): boolean =>
  error instanceof ProblemError && (error.status === 0 || error.status >= 500);
