'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** Shows stored queries if the server cannot be reached. @returns whether restoring has finished */
export function useOfflineRestore(isDisconnected: boolean): boolean {
  const [isRestored, setIsRestored] = useState(false);
  const queries = useQueryClient();
  useEffect(() => {
    if (!isDisconnected) return;
    import('./query-persister.ts')
      .then(({ restoreQueries }) => restoreQueries(queries))
      .then(
        () => setIsRestored(true),
        () => setIsRestored(true), // nothing stored
      );
  }, [isDisconnected, queries]);
  return isRestored;
}
