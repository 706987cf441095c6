import { publishAfterCommit } from '../../../platform/bus/topics.ts';
import type { Context } from '../../../platform/context.ts';
import { invalidate, locationCacheOf } from './location-cache.ts';

/** The bus topic that ends the public URLs of names, or of all files. */
export const PUBLIC_URLS_REVOKED = 'media.public_urls_revoked';

declare module '../../../platform/bus/topics.ts' {
  interface Topics {
    [PUBLIC_URLS_REVOKED]: { names?: string[] };
  }
}

/** As many names as fit into one bus message. */
const MAX_NAMES_PER_MESSAGE = 150;

/**
 * Makes every process check again whether files are public before it serves them: this one at once after the commit, others by
 * the bus.
 * @param names  absent for all files
 */
export function revokePublicUrlsOf(tx: Context, names?: readonly string[]): void {
  if (names?.length === 0) return;
  const publishedNames =
    names !== undefined && names.length <= MAX_NAMES_PER_MESSAGE ? [...names] : undefined;
  tx.afterCommit(() => invalidate(locationCacheOf(tx), publishedNames));
  // Cached entries expire within seconds, even if the message is lost.
  publishAfterCommit(tx, PUBLIC_URLS_REVOKED, publishedNames === undefined ? {} : { names: publishedNames });
}
