import { createHash } from 'node:crypto';
import { parseUrl } from '@chitlaq/text/parse-url';
import type { Context } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { getExternal, PrivateAddressError } from '../../../platform/outbound-http.ts';
import { auth } from '../../auth/index.ts';
import { media } from '../../media/index.ts';
import type { Entity } from '../schemas.ts';
import {
  type CachedPage,
  cacheFailure,
  cachePage,
  cachePicture,
  deletePagesBefore,
  findCachedPage,
  lockCachedPage,
  type Page,
} from './pages.queries.ts';
import type { LinkPicture, LinkPreview } from './schemas.ts';

// Fetches the pages that members link to, for posts and messages: one guard, one cache, one limit.

/** How long an answer of a page is cached, including that there is no preview. */
const CACHE_TTL_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
/**
 * Delays before a failed page is requested again for those that wait for it: after the first failure, the
 * second, …
 */
const RETRY_DELAYS_MS = [MINUTE_MS / 2, 2 * MINUTE_MS, 10 * MINUTE_MS, 60 * MINUTE_MS];
/** Delay after the last of them, for new links to the page. */
const LAST_RETRY_DELAY_MS = 6 * 60 * MINUTE_MS;
/** Failures in a row after which new links wait for the next attempt as well. */
const FREE_RETRIES = 2;
const PAGE_REQUEST = { types: ['text/html', 'application/xhtml+xml'], maxBytes: 256 * 1024, maxRedirects: 3 };
const PICTURE_REQUEST = {
  types: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
  maxBytes: 4 * 1024 * 1024,
  maxRedirects: 3,
};
const TIMEOUT_MS = 5_000;
/** Requests per minute: per member, so that nobody uses the server to flood a site; and per host. */
const FLOOD = { ofMember: 20, ofHost: 30, windowSeconds: 60 };
/** Longer URLs are not useful. */
const MAX_URL = 2_048;
/** Maximum concurrent page requests of all workers, so that slow pages do not delay other jobs. */
const MAX_CONCURRENT = 2;
const DELETE_BATCH = 500;

/** The link that a text's preview is of: the first one. */
export const linkIn = (entities: readonly Entity[]): string | undefined =>
  entities.find((entity) => entity.type === 'link')?.url;

/** Settings of a job that loads a preview. @param nr  any number, to spread the jobs */
export const previewJobSpec = (nr: number) => ({
  queue: `link_previews.${nr % MAX_CONCURRENT}`,
  priority: 10,
  maxAttempts: 2,
});

/** Who asks for a page. */
export interface Origin {
  /** The author or sender; null if they are gone. */
  memberId: string | null;
  /** For a retry: how often the page had failed by then. */
  failures?: number | undefined;
}

/** The result of loading a page. */
export interface LoadedPage {
  /** Of the link as it was given; null if there is nothing to show. */
  preview: LinkPreview | null;
  /** When to try again for whoever waits for it, and with which `failures`. */
  retry: { runAt: Date; failures: number } | undefined;
  /** What `loadPicture` needs. */
  hash: Buffer;
  cached: CachedPage;
}

/**
 * Loads the preview of a link, without its picture, from the cache or from the page. Call it in a job, outside of a transaction.
 * @returns undefined for links without a preview, such as our own pages, if a limit is reached, or if the campus has switched previews off
 */
export async function loadPage(ctx: Context, link: string, origin: Origin): Promise<LoadedPage | undefined> {
  const url = pageUrl(ctx, link);
  if (url === undefined) return undefined;
  const { settings } = await auth.campus(ctx);
  if (!settings.features.link_previews) return undefined;
  const hash = createHash('sha256').update(url.href).digest();
  const cached = await loadCached(ctx, { url, link, hash }, origin);
  if (cached === undefined) return undefined;
  const { preview, retryAt, failures } = cached;
  return {
    preview: preview === null ? null : { ...preview, url: link },
    retry: retryAt !== null && failures <= RETRY_DELAYS_MS.length ? { runAt: retryAt, failures } : undefined,
    hash,
    cached,
  };
}

/** The https URL to request; undefined for links without preview, such as our own pages. */
function pageUrl(ctx: Context, link: string): URL | undefined {
  const url = link.length > MAX_URL ? undefined : parseUrl(link);
  if (!url) return undefined;
  url.hash = '';
  if (url.host === new URL(ctx.config.publicUrl).host) return undefined;
  if (!isLocal(ctx)(url)) url.protocol = 'https:';
  return url;
}

/** Local sites that tests allow. */
const isLocal =
  ({ config }: Context) =>
  (url: URL): boolean =>
    config.previewLocalAddresses.includes(url.host);

async function loadCached(
  ctx: Context,
  { url, link, hash }: { url: URL; link: string; hash: Buffer },
  { memberId, failures: failuresBefore }: Origin,
): Promise<CachedPage | undefined> {
  const now = ctx.clock();
  const since = new Date(now.getTime() - CACHE_TTL_MS);
  const cached = await findCachedPage(ctx.db, hash, since);
  if (cached !== undefined && !canRetry(cached, failuresBefore, now)) return cached;
  if (await isRateLimited(ctx, [`member:${memberId}`, `host:${url.host}`])) return undefined;
  const page = await fetchPage(ctx, url, link);
  const at = ctx.clock();
  if (page !== 'failed') {
    return ctx.transaction(async (tx) => {
      const row = await cachePage(tx.db, hash, page, { id: newId(), at });
      // Of the day before.
      await media.eraseLinkPictures(tx, [row.id]);
      return row;
    });
  }
  const failures = (cached?.failures ?? 0) + 1;
  const retryAt = new Date(at.getTime() + (RETRY_DELAYS_MS[failures - 1] ?? LAST_RETRY_DELAY_MS));
  return (
    (await cacheFailure(ctx.db, hash, { id: newId(), failures, retryAt, at })) ??
    findCachedPage(ctx.db, hash, since)
  );
}

/**
 * Whether a failed page may be requested again: its time has come, it has failed rarely, or this is the
 * delayed retry and nobody has requested it since.
 */
const canRetry = ({ failures, retryAt }: CachedPage, before: number | undefined, now: Date): boolean =>
  retryAt !== null &&
  (now >= retryAt || failures === before || (before === undefined && failures < FREE_RETRIES));

/** Counts a request by each key. */
async function isRateLimited(
  ctx: Context,
  keys: readonly `${'member' | 'host'}:${string}`[],
): Promise<boolean> {
  if (!ctx.config.rateLimits) return false;
  for (const key of keys) {
    const { count } = await ctx.cache.increment(`content.linked_pages:${key}`, FLOOD.windowSeconds);
    if (count > (key.startsWith('member:') ? FLOOD.ofMember : FLOOD.ofHost)) return true;
  }
  return false;
}

const headersFor = (ctx: Context, { types }: { types: readonly string[] }) => ({
  accept: types.join(', '),
  'user-agent': `ChitLaq link preview (+${ctx.config.publicUrl})`,
});

/** A page's description of itself; null if it answered that there is nothing to show. */
async function fetchPage(ctx: Context, url: URL, link: string): Promise<Page | null | 'failed'> {
  try {
    const page = await getExternal(
      url,
      { ...PAGE_REQUEST, headers: headersFor(ctx, PAGE_REQUEST) },
      { isLocal: isLocal(ctx), timeoutMs: TIMEOUT_MS },
    );
    if (page === undefined) return null;
    const { decodePage, readPageMetadata, isXhtml } = await import('./page-metadata.ts'); // loaded only when needed
    const metadata = readPageMetadata(decodePage(page.body, page.contentType), {
      isXml: isXhtml(page.contentType),
    });
    if (metadata === undefined) return null;
    const { pictureUrl, ...texts } = metadata;
    return {
      preview: { url: link, host: page.url.hostname, ...texts },
      pictureUrl: absoluteUrl(pictureUrl, page.url),
    };
  } catch (error) {
    const isBlockedAddress = error instanceof PrivateAddressError;
    // Logs neither URL nor host: which pages members share is private.
    ctx.log.info({ closed: isBlockedAddress }, 'content.linked_page_failed');
    return isBlockedAddress ? null : 'failed';
  }
}

/** The URL of a page's picture; null if it cannot be requested. */
function absoluteUrl(pictureUrl: string | undefined, base: URL): string | null {
  const url = pictureUrl === undefined ? undefined : parseUrl(pictureUrl, base);
  return url === undefined || url.href.length > MAX_URL ? null : url.href;
}

/**
 * The picture of a loaded page, fetched when it is first asked for. It is held by the cached page: give it to another holder by
 * `media.shareLinkPicture`. Call it in a job, outside of a transaction.
 */
export async function loadPicture(
  ctx: Context,
  { hash, cached }: LoadedPage,
): Promise<LinkPicture | undefined> {
  if (cached.picture !== null) return cached.picture;
  const { pictureUrl } = cached;
  if (pictureUrl === null) return undefined;
  const url = new URL(pictureUrl);
  // Counted by host only: the page's request was counted for the member.
  if (await isRateLimited(ctx, [`host:${url.host}`])) return undefined;
  const bytes = await fetchPicture(ctx, url);
  const made = bytes && (await media.storeLinkPicture(ctx, bytes));
  return ctx.transaction(async (tx) => {
    const page = await lockCachedPage(tx.db, hash);
    // Fetched or replaced meanwhile; what was stored here is deleted by the sweep.
    if (page?.pictureUrl !== pictureUrl) return page?.picture ?? undefined;
    const picture = made && { url: made.url, width: made.width, height: made.height };
    await cachePicture(tx.db, hash, picture ?? null);
    if (made) await media.commitLinkPicture(tx, page.id, made);
    return picture;
  });
}

async function fetchPicture(ctx: Context, url: URL): Promise<Buffer | undefined> {
  try {
    const picture = await getExternal(
      url,
      { ...PICTURE_REQUEST, headers: headersFor(ctx, PICTURE_REQUEST) },
      { isLocal: isLocal(ctx), timeoutMs: TIMEOUT_MS },
    );
    // A longer file was cut off.
    return picture && picture.body.length < PICTURE_REQUEST.maxBytes ? picture.body : undefined;
  } catch (error) {
    ctx.log.info({ closed: error instanceof PrivateAddressError }, 'content.link_picture_failed');
    return undefined;
  }
}

/** Deletes expired pages and their pictures from the cache. */
export async function deleteExpiredPages(ctx: Context): Promise<void> {
  for (let deleted = DELETE_BATCH; deleted === DELETE_BATCH; ) {
    deleted = await ctx.transaction(async (tx) => {
      const before = new Date(tx.clock().getTime() - CACHE_TTL_MS);
      const ids = await deletePagesBefore(tx.db, before, DELETE_BATCH);
      await media.eraseLinkPictures(tx, ids);
      return ids.length;
    });
  }
}
