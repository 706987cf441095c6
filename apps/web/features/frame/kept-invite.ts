'use client';

import { paths } from '../../lib/paths.ts';

const PLACE = 'cl_invite';

/**
 * Keeps the token of an invitation in this tab while its reader signs in: what stands behind "#" does not come along, and
 * must not stand in an address that a server sees.
 */
export function keepInvite(): void {
  const { pathname, hash } = window.location;
  if (pathname === paths.join && hash.length > 1) sessionStorage.setItem(PLACE, hash.slice(1));
}

/** The token that the address holds, or that was kept; empty where there is none. */
export const readInvite = (): string =>
  window.location.hash.slice(1) || (sessionStorage.getItem(PLACE) ?? '');

export const forgetInvite = (): void => sessionStorage.removeItem(PLACE);
