'use client';

import { useEffect, useState } from 'react';
import { loadWithRetry } from './load-with-retry.ts';

/**
 * An optional module, from the time it is wanted and has loaded.
 * @param load  the same function every time
 */
export function useLoaded<Module extends object>(
  isWanted: boolean,
  load: () => Promise<Module>,
): Module | undefined {
  const [loaded, setLoaded] = useState<Module>();
  const isMissing = isWanted && !loaded;
  useEffect(() => {
    if (!isMissing) return;
    let isCurrent = true;
    void loadWithRetry(load).then((module) => {
      if (isCurrent) setLoaded(module);
    });
    return () => {
      isCurrent = false;
    };
  }, [isMissing, load]);
  return loaded;
}
