import type { Context } from '../../../platform/context.ts';
import { invalidate, locationCacheOf } from './location-cache.ts';

/** Tells every process that the public addresses of names may have ended, or those of any file. */
export const PUBLIC_URLS_REVOKED = 'media.closed';

/** As many names as a word on the bus carries. */
const MAX_NAMES_PER_MESSAGE = 150;

/**
 * Makes every process ask anew whether files are public, before it serves them again: here at once after the commit, elsewhere by the bus.
 * @param names  absent for all files
 */
export function revokePublicUrlsOf(tx: Context, names?: readonly string[]): void {
  if (names?.length === 0) return;
  const publishedNames =
    names !== undefined && names.length <= MAX_NAMES_PER_MESSAGE ? [...names] : undefined;
  tx.afterCommit(() => {
    invalidate(locationCacheOf(tx), publishedNames);
    tx.bus
      .publish(PUBLIC_URLS_REVOKED, publishedNames === undefined ? {} : { names: publishedNames })
      // What is remembered is asked for again within seconds.
      .catch((error: unknown) => tx.log.warn({ err: error }, 'media.closing_not_told'));
  });
}
