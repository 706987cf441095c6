'use client';

import { useEffect, useState } from 'react';
import { queryValue, tokenFromQuery } from '../../lib/link-token.ts';

/** A query parameter of the URL; undefined until hydration, because pages are prerendered. Null if there is none. */
export function useQueryValue(name: string): string | null | undefined {
  const [value, setValue] = useState<string | null>();
  useEffect(() => setValue(queryValue(window.location.search, name)), [name]);
  return value;
}

/** The token of the emailed link that opened the page. */
export function useToken(): string | null | undefined {
  const [token, setToken] = useState<string | null>();
  useEffect(() => setToken(tokenFromQuery(window.location.search)), []);
  return token;
}
