'use client';

import { tokenFromHash } from '../../lib/link-token.ts';
import { paths } from '../../lib/paths.ts';

const STORAGE_KEY = 'cl_invite';

/**
 * Keeps the token of an invitation in this tab while its reader signs in: what stands behind "#" does not come along, and
 * must not stand in an address that a server sees.
 */
export function saveInvite(): void {
  const { pathname, hash } = window.location;
  const token = tokenFromHash(hash);
  if (pathname === paths.join && token !== '') sessionStorage.setItem(STORAGE_KEY, token);
}

/** The token that the address holds, or that was kept; empty where there is none. */
export const readInvite = (): string =>
  tokenFromHash(window.location.hash) || (sessionStorage.getItem(STORAGE_KEY) ?? '');

export const clearInvite = (): void => sessionStorage.removeItem(STORAGE_KEY);
