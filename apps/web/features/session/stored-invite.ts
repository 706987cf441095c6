'use client';

import { tokenFromHash } from '../../lib/link-token.ts';
import { paths } from '../../lib/paths.ts';

const STORAGE_KEY = 'cl_invite';

/**
 * Stores the token of an invite in this tab while the member signs in. The fragment (after "#") does not survive
 * the redirect, and the token must not be in a URL that a server sees.
 */
export function saveInvite(): void {
  const { pathname, hash } = window.location;
  const token = tokenFromHash(hash);
  if (pathname === paths.join && token !== '') sessionStorage.setItem(STORAGE_KEY, token);
}

/** The token from the URL or the storage; empty if there is none. */
export const readInvite = (): string =>
  tokenFromHash(window.location.hash) || (sessionStorage.getItem(STORAGE_KEY) ?? '');

/** Call it once the invite has been used or dismissed. */
export const clearInvite = (): void => sessionStorage.removeItem(STORAGE_KEY);
