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

/** The signed-in member; undefined until loaded. */
export function useMe(): Schemas['Me'] | undefined {
  return useMeQuery().data;
}

export const useMeQuery = () =>
  useQuery({ queryKey: ME_KEY, queryFn: () => api.get('/auth/me'), staleTime: 60_000 });

/** Redirects to the sign-in page without a session, and back here afterwards. */
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

/** Whether the server could not be reached, as opposed to a refusal. */
export const isConnectionError = (error: unknown): boolean =>
  error instanceof ProblemError && (error.status === 0 || error.status >= 500);

/** Ends the session and clears everything that was loaded in it. */
export function useSignOut() {
  const queries = useQueryClient();
  const router = useRouter();
  return useCallback(async () => {
    // Lazy: the editor is not loaded if nothing was written.
    const { closeDraftEditors } = await import('../feed/draft-editor.ts');
    await closeDraftEditors();
    clearSyncedCopies();
    // Message drafts and the known server drafts contain private text.
    for (const key of Object.keys(localStorage))
      if (/^cl_(?:message|known)_drafts:/.test(key)) localStorage.removeItem(key);
    await api.post('/auth/logout').catch(() => null);
    queries.clear();
    await clearOfflineData();
    router.replace(paths.landing);
  }, [queries, router]);
}
