'use client';

import { useEffect, useState } from 'react';

/** A value of the address's query, known in the browser alone: pages are prerendered. Null when there is none. */
export function useQueryValue(name: string): string | null | undefined {
  const [value, setValue] = useState<string | null>();
  useEffect(() => setValue(new URLSearchParams(window.location.search).get(name)), [name]);
  return value;
}
