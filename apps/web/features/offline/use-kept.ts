'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** Where the server cannot be asked, what this device last saw is shown. @returns whether it has been looked for */
export function useKept(isCutOff: boolean): boolean {
  const [hasLooked, setHasLooked] = useState(false);
  const queries = useQueryClient();
  useEffect(() => {
    if (!isCutOff) return;
    import('./keeper.ts')
      .then(({ restore }) => restore(queries))
      .then(
        () => setHasLooked(true),
        () => setHasLooked(true), // not kept
      );
  }, [isCutOff, queries]);
  return hasLooked;
}
