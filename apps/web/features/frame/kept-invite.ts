'use client';

import { tokenBehind } from '../../lib/mailed-link.ts';
import { paths } from '../../lib/paths.ts';

const PLACE = 'cl_invite';

/**
 * Keeps the token of an invitation in this tab while its reader signs in: what stands behind "#" does not come along, and
 * must not stand in an address that a server sees.
 */
export function keepInvite(): void {
  const { pathname, hash } = window.location;
  const token = tokenBehind(hash);
  if (pathname === paths.join && token !== '') sessionStorage.setItem(PLACE, token);
}

/** The token that the address holds, or that was kept; empty where there is none. */
export const readInvite = (): string =>
  tokenBehind(window.location.hash) || (sessionStorage.getItem(PLACE) ?? '');

export const forgetInvite = (): void => sessionStorage.removeItem(PLACE);
