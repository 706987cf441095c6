'use client';

import { useEffect, useState } from 'react';
import { queryValue, tokenFromQuery } from '../../lib/link-token.ts';

/** A value of the address's query, known in the browser alone: pages are prerendered. Null when there is none. */
export function useQueryValue(name: string): string | null | undefined {
  const [value, setValue] = useState<string | null>();
  useEffect(() => setValue(queryValue(window.location.search, name)), [name]);
  return value;
}

/** The token of the mailed link that opened the page. */
export function useToken(): string | null | undefined {
  const [token, setToken] = useState<string | null>();
  useEffect(() => setToken(tokenFromQuery(window.location.search)), []);
  return token;
}
