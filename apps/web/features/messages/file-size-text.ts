'use client';

import { useCallback } from 'react';
import { useFormatter } from 'use-intl';

/** A file size in kilobytes or megabytes. */
export function useFileSizeText() {
  const format = useFormatter();
  return useCallback(
    (bytes: number): string => {
      const isLarge = bytes >= 1_000_000;
      return format.number(bytes / (isLarge ? 1_000_000 : 1_000), {
        style: 'unit',
        unit: isLarge ? 'megabyte' : 'kilobyte',
        maximumFractionDigits: isLarge ? 1 : 0,
      });
    },
    [format],
  );
}
