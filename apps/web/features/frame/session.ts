'use client';

import { hasSession, ProblemError, type Schemas } from '@chitlaq/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect } from 'react';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { clearSyncedCopies } from '../feed/local-copy.ts';
import { clearOfflineData } from '../offline/clear-offline-data.ts';
import { saveInvite } from './stored-invite.ts';

export const ME_KEY = ['me'] as const;

/** The signed-in member; undefined until known. */
export function useMe(): Schemas['Me'] | undefined {
  return useMeQuery().data;
}

export const useMeQuery = () =>
  useQuery({ queryKey: ME_KEY, queryFn: () => api.get('/auth/me'), staleTime: 60_000 });

/** Sends whoever is not signed in to the sign-in page, and back here afterwards. */
export function useRequireSession() {
  const query = useMeQuery();
  const router = useRouter();
  const isSignedOut = query.error instanceof ProblemError && [401, 403].includes(query.error.status);
  useEffect(() => {
    const goToSignIn = () => {
      saveInvite();
      void clearOfflineData();
      router.replace(paths.signIn(window.location.pathname + window.location.search));
    };
    if (isSignedOut || !hasSession()) goToSignIn();
    window.addEventListener('chitlaq:signed-out', goToSignIn);
    return () => window.removeEventListener('chitlaq:signed-out', goToSignIn);
  }, [isSignedOut, router]);
  return query;
}

/** Whether an error says that the server could not be asked, and not what it answered. */
export const isConnectionError = (error: unknown): boolean =>
  error instanceof ProblemError && (error.status === 0 || error.status >= 500);

/** Ends the session and forgets everything that was loaded under it. */
export function useSignOut() {
  const queries = useQueryClient();
  const router = useRouter();
  return useCallback(async () => {
    // Apart: who signs out may have come without writing.
    const { closeDraftEditors } = await import('../feed/draft-editor.ts');
    await closeDraftEditors();
    clearSyncedCopies();
    // What is typed here, and what the server was known to keep of it: words, both.
    for (const key of Object.keys(localStorage))
      if (/^cl_(?:message|known)_drafts:/.test(key)) localStorage.removeItem(key);
    await api.post('/auth/logout').catch(() => null);
    queries.clear();
    await clearOfflineData();
    router.replace(paths.landing);
  }, [queries, router]);
}
