'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** Where the server cannot be asked, what this device last saw is shown. @returns whether it has been looked for */
export function useOfflineRestore(isDisconnected: boolean): boolean {
  const [isRestored, setIsRestored] = useState(false);
  const queries = useQueryClient();
  useEffect(() => {
    if (!isDisconnected) return;
    import('./query-persister.ts')
      .then(({ restoreQueries }) => restoreQueries(queries))
      .then(
        () => setIsRestored(true),
        () => setIsRestored(true), // not kept
      );
  }, [isDisconnected, queries]);
  return isRestored;
}
