import { createHash } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import { ClosedAddress, getOutside } from '../../../platform/outgoing.ts';
import type { Entity } from '../../content/index.ts';
import { gatherLater } from '../gathering/service.ts';
import { tellChanged } from '../live.ts';
import { hangPreview, type Kept, keepFailure, keepPreview, keptPreview, linkedMessage } from './queries.ts';
import type { Preview } from './schemas.ts';

export interface Place {
  conversationId: string;
  seq: number;
}

/** How long what a page answered holds, also that there is nothing. */
export const KEPT_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
/** When a page that failed is asked again, for the messages that wait: after the first failure, the second, … */
const PAUSES_MS = [MINUTE_MS / 2, 2 * MINUTE_MS, 10 * MINUTE_MS, 60 * MINUTE_MS];
/** After that, for whoever links to it anew. */
const LAST_PAUSE_MS = 6 * 60 * MINUTE_MS;
/** So often in a row it may fail before new messages wait for its time as well. */
const FAILURES_FREE = 2;
const PAGE = { types: ['text/html', 'application/xhtml+xml'], maxBytes: 256 * 1024, maxRedirects: 3 };
const TIMEOUT_MS = 5_000;
/** Pages that are read in a minute: of one member's links, so that nobody sends us anywhere; and of one host. */
const FLOOD = { ofMember: 20, ofHost: 30, windowSeconds: 60 };
/** Longer than any that is of use. */
const MAX_URL = 2_048;
/** Readings at once, in all: slow pages keep no other jobs waiting. */
const LANES = 2;

/** Whether a text has a link that may get a preview. */
export const hasLink = (entities: readonly Entity[]): boolean => linkIn(entities) !== undefined;

/** A look at a message's link. */
export interface Look extends Place {
  /** It is looked at again: so often its page had failed by then. */
  failures?: number;
}

/** Sees to it, in the caller's transaction, that the first link of a message is looked at. */
export const previewLater = (tx: Context, { conversationId, seq }: Place): Promise<void> =>
  lookLater(tx, { conversationId, seq });

const lookLater = (ctx: Context, look: Look, runAt?: Date): Promise<void> =>
  ctx.jobs.add('messaging.preview', look, {
    queue: `messaging.previews.${look.seq % LANES}`,
    priority: 10,
    maxAttempts: 2,
    ...(runAt === undefined ? {} : { runAt }),
  });

/** Looks at the first link of a message, where its writer has that, and shows what the page says of itself. */
export async function preview(ctx: Context, { failures, ...place }: Look): Promise<void> {
  const asked = await linkedMessage(ctx.db, place, ctx.clock());
  const link = asked?.wanted ? linkIn(asked.entities) : undefined;
  const url = link === undefined ? undefined : readable(ctx, link);
  if (asked === undefined || link === undefined || url === undefined) return;
  const known = await ask(ctx, url, link, { senderId: asked.senderId, failures });
  if (known?.retryAt && known.failures <= PAUSES_MS.length)
    await lookLater(ctx, { ...place, failures: known.failures }, known.retryAt);
  const found = known?.preview;
  if (!found) return;
  await ctx.transaction(async (tx) => {
    const now = await linkedMessage(tx.db, place, tx.clock());
    // Deleted or edited meanwhile.
    if (now === undefined || linkIn(now.entities) !== link) return;
    await hangPreview(tx.db, place, { ...found, url: link }, tx.clock());
    const only = now.withheld && now.senderId !== null ? [now.senderId] : undefined;
    tellChanged(tx, place.conversationId, place.seq, only);
    await gatherLater(tx, place.conversationId);
  });
}

const linkIn = (entities: readonly Entity[]): string | undefined =>
  entities.find((entity) => entity.type === 'link')?.url;

/** The address that is asked, by https; undefined for what is not looked at, our own pages among it. */
function readable(ctx: Context, link: string): URL | undefined {
  if (link.length > MAX_URL || !URL.canParse(link)) return undefined;
  const url = new URL(link);
  url.hash = '';
  if (url.host === new URL(ctx.config.publicUrl).host) return undefined;
  if (!isLocal(ctx)(url)) url.protocol = 'https:';
  return url;
}

/** Sites of this machine that tests name. */
const isLocal =
  ({ config }: Context) =>
  (url: URL): boolean =>
    config.previewLocalAddresses.includes(url.host);

/** What a page says, as it is known for a day, or as it says now; undefined where too many are asked. */
async function ask(
  ctx: Context,
  url: URL,
  link: string,
  by: { senderId: string | null; failures: number | undefined },
): Promise<Kept | undefined> {
  const hash = createHash('sha256').update(url.href).digest();
  const now = ctx.clock();
  const kept = await keptPreview(ctx.db, hash, new Date(now.getTime() - KEPT_MS));
  if (kept !== undefined && !mayAskAgain(kept, by.failures, now)) return kept;
  if (await isFlood(ctx, url, by.senderId)) return undefined;
  const found = await read(ctx, url, link);
  if (found !== 'failed') {
    await keepPreview(ctx.db, hash, found, ctx.clock());
    return { preview: found, failures: 0, retryAt: null };
  }
  const failures = (kept?.failures ?? 0) + 1;
  const at = ctx.clock();
  const retryAt = new Date(at.getTime() + (PAUSES_MS[failures - 1] ?? LAST_PAUSE_MS));
  await keepFailure(ctx.db, hash, { failures, retryAt, at });
  return { preview: null, failures, retryAt };
}

/**
 * Whether a page that failed is asked again: its time has come, it has failed seldom, or this is the look that was put off until now and nobody
 * has asked since.
 */
const mayAskAgain = ({ failures, retryAt }: Kept, before: number | undefined, now: Date): boolean =>
  retryAt !== null &&
  (now >= retryAt || failures === before || (before === undefined && failures < FAILURES_FREE));

async function isFlood(ctx: Context, url: URL, senderId: string | null): Promise<boolean> {
  if (!ctx.config.rateLimits) return false;
  const count = async (key: string) =>
    (await ctx.cache.increment(`messaging.previews:${key}`, FLOOD.windowSeconds)).count;
  return (
    (await count(`member:${senderId}`)) > FLOOD.ofMember || (await count(`host:${url.host}`)) > FLOOD.ofHost
  );
}

/** What a page says; null where it has answered that there is nothing to show. */
async function read(ctx: Context, url: URL, link: string): Promise<Preview | null | 'failed'> {
  const headers = {
    accept: PAGE.types.join(', '),
    'user-agent': `ChitLaq link preview (+${ctx.config.publicUrl})`,
  };
  try {
    const page = await getOutside(
      url,
      { ...PAGE, headers },
      { isLocal: isLocal(ctx), timeoutMs: TIMEOUT_MS },
    );
    if (page === undefined) return null;
    const { decodePage, describePage, isXhtml } = await import('./markup.ts'); // only where a page is read
    const described = describePage(decodePage(page.body, page.contentType), {
      isXml: isXhtml(page.contentType),
    });
    return described ? { url: link, host: page.url.hostname, ...described } : null;
  } catch (error) {
    const isClosed = error instanceof ClosedAddress;
    // Neither address nor host: whom a member writes of is not for the log.
    ctx.log.info({ closed: isClosed }, 'messaging.preview_not_read');
    return isClosed ? null : 'failed';
  }
}
