'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../../lib/api.ts';
import { paths } from '../../lib/paths.ts';
import { clearSyncedCopies } from '../composer/local-copy.ts';
import { clearOfflineData } from '../offline/clear-offline-data.ts';

/** Ends the session and clears everything that was loaded in it. */
export function useSignOut() {
  const queries = useQueryClient();
  return useCallback(async () => {
    // Lazy: the editor is not loaded if nothing was written.
    const { closeDraftEditors } = await import('../composer/draft-editor.ts');
    await closeDraftEditors();
    clearSyncedCopies();
    // Message drafts and the known server drafts contain private text.
    for (const key of Object.keys(localStorage))
      if (/^cl_(?:message|known)_drafts:/.test(key)) localStorage.removeItem(key);
    await api.post('/auth/logout').catch(() => null);
    queries.clear();
    await clearOfflineData();
    // Loads the page: it has no scripts, and nothing of the session stays in memory.
    window.location.replace(paths.landing);
  }, [queries]);
}
