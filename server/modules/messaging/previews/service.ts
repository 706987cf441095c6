import { createHash } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import { getExternal, PrivateAddressError } from '../../../platform/outbound-http.ts';
import type { Entity } from '../../content/index.ts';
import { enqueueChange } from '../coalescing/service.ts';
import { publishMessageChange } from '../topics.ts';
import {
  attachPreview,
  type CachedPreview,
  cacheFailure,
  cachePreview,
  findCachedPreview,
  lockLinkedMessage,
} from './queries.ts';
import type { Preview } from './schemas.ts';

export interface MessageKey {
  conversationId: string;
  seq: number;
}

/** How long an answer of a page is cached, including that there is no preview. */
export const CACHE_TTL_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
/**
 * Delays before a failed page is requested again for the waiting messages: after the first failure, the
 * second, …
 */
const RETRY_DELAYS_MS = [MINUTE_MS / 2, 2 * MINUTE_MS, 10 * MINUTE_MS, 60 * MINUTE_MS];
/** Delay after the last of them, for new messages that link to the page. */
const LAST_RETRY_DELAY_MS = 6 * 60 * MINUTE_MS;
/** Failures in a row after which new messages wait for the next attempt as well. */
const FREE_RETRIES = 2;
const PAGE_REQUEST = { types: ['text/html', 'application/xhtml+xml'], maxBytes: 256 * 1024, maxRedirects: 3 };
const TIMEOUT_MS = 5_000;
/** Pages read per minute: per member, so that nobody uses the server to flood a site; and per host. */
const FLOOD = { ofMember: 20, ofHost: 30, windowSeconds: 60 };
/** Longer URLs are not useful. */
const MAX_URL = 2_048;
/** Maximum concurrent page requests, so that slow pages do not delay other jobs. */
const MAX_CONCURRENT = 2;

/** Whether a text has a link that may get a preview. */
export const hasLink = (entities: readonly Entity[]): boolean => linkIn(entities) !== undefined;

/** A job that loads the preview of a message's link. */
export interface PreviewJob extends MessageKey {
  /** Set for a retry: how often the page had failed by then. */
  failures?: number;
}

/** Enqueues a preview of the first link of a message, in the caller's transaction. */
export const enqueuePreview = (tx: Context, { conversationId, seq }: MessageKey): Promise<void> =>
  addPreviewJob(tx, { conversationId, seq });

const addPreviewJob = (ctx: Context, payload: PreviewJob, runAt?: Date): Promise<void> =>
  ctx.jobs.add('messaging.preview', payload, {
    queue: `messaging.previews.${payload.seq % MAX_CONCURRENT}`,
    priority: 10,
    maxAttempts: 2,
    ...(runAt === undefined ? {} : { runAt }),
  });

/**
 * Loads the preview of the first link of a message, if its sender has previews on, and adds it to the
 * message.
 */
export async function preview(ctx: Context, { failures, ...messageKey }: PreviewJob): Promise<void> {
  const message = await lockLinkedMessage(ctx.db, messageKey, ctx.clock());
  const link = message?.previewsEnabled ? linkIn(message.entities) : undefined;
  const url = link === undefined ? undefined : previewUrl(ctx, link);
  if (message === undefined || link === undefined || url === undefined) return;
  const result = await loadPreview(ctx, url, link, { senderId: message.senderId, failures });
  if (result?.retryAt && result.failures <= RETRY_DELAYS_MS.length)
    await addPreviewJob(ctx, { ...messageKey, failures: result.failures }, result.retryAt);
  const found = result?.preview;
  if (!found) return;
  await ctx.transaction(async (tx) => {
    const now = await lockLinkedMessage(tx.db, messageKey, tx.clock());
    // Deleted or edited meanwhile.
    if (now === undefined || linkIn(now.entities) !== link) return;
    await attachPreview(tx.db, messageKey, { ...found, url: link }, tx.clock());
    const only = now.isSenderOnly && now.senderId !== null ? [now.senderId] : undefined;
    publishMessageChange(tx, messageKey.conversationId, messageKey.seq, only);
    await enqueueChange(tx, messageKey.conversationId);
  });
}

const linkIn = (entities: readonly Entity[]): string | undefined =>
  entities.find((entity) => entity.type === 'link')?.url;

/** The https URL to request; undefined for links without preview, such as our own pages. */
function previewUrl(ctx: Context, link: string): URL | undefined {
  if (link.length > MAX_URL || !URL.canParse(link)) return undefined;
  const url = new URL(link);
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

/** The metadata of a page, cached for a day; undefined if a limit is reached. */
async function loadPreview(
  ctx: Context,
  url: URL,
  link: string,
  origin: { senderId: string | null; failures: number | undefined },
): Promise<CachedPreview | undefined> {
  const hash = createHash('sha256').update(url.href).digest();
  const now = ctx.clock();
  const cached = await findCachedPreview(ctx.db, hash, new Date(now.getTime() - CACHE_TTL_MS));
  if (cached !== undefined && !canRetry(cached, origin.failures, now)) return cached;
  if (await isRateLimited(ctx, url, origin.senderId)) return undefined;
  const found = await fetchPreview(ctx, url, link);
  if (found !== 'failed') {
    await cachePreview(ctx.db, hash, found, ctx.clock());
    return { preview: found, failures: 0, retryAt: null };
  }
  const failures = (cached?.failures ?? 0) + 1;
  const at = ctx.clock();
  const retryAt = new Date(at.getTime() + (RETRY_DELAYS_MS[failures - 1] ?? LAST_RETRY_DELAY_MS));
  await cacheFailure(ctx.db, hash, { failures, retryAt, at });
  return { preview: null, failures, retryAt };
}

/**
 * Whether a failed page may be requested again: its time has come, it has failed rarely, or this is the
 * delayed retry and nobody has requested it since.
 */
const canRetry = ({ failures, retryAt }: CachedPreview, before: number | undefined, now: Date): boolean =>
  retryAt !== null &&
  (now >= retryAt || failures === before || (before === undefined && failures < FREE_RETRIES));

async function isRateLimited(ctx: Context, url: URL, senderId: string | null): Promise<boolean> {
  if (!ctx.config.rateLimits) return false;
  const count = async (key: string) =>
    (await ctx.cache.increment(`messaging.previews:${key}`, FLOOD.windowSeconds)).count;
  return (
    (await count(`member:${senderId}`)) > FLOOD.ofMember || (await count(`host:${url.host}`)) > FLOOD.ofHost
  );
}

/** Metadata of a page; null if it answered that there is nothing to show. */
async function fetchPreview(ctx: Context, url: URL, link: string): Promise<Preview | null | 'failed'> {
  const headers = {
    accept: PAGE_REQUEST.types.join(', '),
    'user-agent': `ChitLaq link preview (+${ctx.config.publicUrl})`,
  };
  try {
    const page = await getExternal(
      url,
      { ...PAGE_REQUEST, headers },
      { isLocal: isLocal(ctx), timeoutMs: TIMEOUT_MS },
    );
    if (page === undefined) return null;
    const { decodePage, readPageMetadata, isXhtml } = await import('./page-metadata.ts'); // loaded only when needed
    const metadata = readPageMetadata(decodePage(page.body, page.contentType), {
      isXml: isXhtml(page.contentType),
    });
    return metadata ? { url: link, host: page.url.hostname, ...metadata } : null;
  } catch (error) {
    const isBlockedAddress = error instanceof PrivateAddressError;
    // Logs neither URL nor host: which pages members share is private.
    ctx.log.info({ closed: isBlockedAddress }, 'messaging.preview_fetch_failed');
    return isBlockedAddress ? null : 'failed';
  }
}
