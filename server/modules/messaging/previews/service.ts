import { createHash } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import { ClosedAddress, getOutside } from '../../../platform/outgoing.ts';
import type { Entity } from '../../content/index.ts';
import { gatherLater } from '../gathering/service.ts';
import { tellChanged } from '../live.ts';
import { decodePage, describePage, isXhtml } from './markup.ts';
import { hangPreview, type Kept, keepFailure, keepPreview, keptPreview, linkedMessage } from './queries.ts';
import type { Preview } from './schemas.ts';

export interface Place {
  conversationId: string;
  seq: number;
}

/** How long what was read of a page holds, also that there is nothing. */
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

/** Sees to it, in the caller's transaction, that the first link of a message is looked at. */
export const previewLater = (tx: Context, place: Place): Promise<void> =>
  tx.jobs.add(
    'messaging.preview',
    { conversationId: place.conversationId, seq: place.seq },
    { queue: `messaging.previews.${place.seq % LANES}`, priority: 10, maxAttempts: 2 },
  );

/** Looks at the first link of a message, where its writer has that, and shows what the page says of itself. */
export async function preview(ctx: Context, place: Place): Promise<void> {
  const asked = await linkedMessage(ctx.db, place, ctx.clock());
  const link = asked?.wanted ? linkIn(asked.entities) : undefined;
  const url = link === undefined ? undefined : readable(ctx, link);
  if (asked === undefined || link === undefined || url === undefined) return;
  const found = await known(ctx, url, link, asked.senderId);
  if (found === null) return;
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

/** What a page says, as it is known for a day, or as it says now. */
async function known(ctx: Context, url: URL, link: string, senderId: string | null): Promise<Preview | null> {
  const hash = createHash('sha256').update(url.href).digest();
  const kept = await keptPreview(ctx.db, hash, new Date(ctx.clock().getTime() - KEPT_MS));
  if (kept !== undefined) return kept.preview;
  if (await isFlood(ctx, url, senderId)) return null;
  const found = await read(ctx, url, link);
  await keepPreview(ctx.db, hash, found, ctx.clock());
  return found;
}

async function isFlood(ctx: Context, url: URL, senderId: string | null): Promise<boolean> {
  if (!ctx.config.rateLimits) return false;
  const count = async (key: string) =>
    (await ctx.cache.increment(`messaging.previews:${key}`, FLOOD.windowSeconds)).count;
  return (
    (await count(`member:${senderId}`)) > FLOOD.ofMember || (await count(`host:${url.host}`)) > FLOOD.ofHost
  );
}

/** A page that does not answer, or not with what can be shown, has nothing to show. */
async function read(ctx: Context, url: URL, link: string): Promise<Preview | null> {
  const headers = { accept: 'text/html', 'user-agent': `ChitLaq link preview (+${ctx.config.publicUrl})` };
  try {
    const page = await getOutside(
      url,
      { ...PAGE, headers },
      { isLocal: isLocal(ctx), timeoutMs: TIMEOUT_MS },
    );
    if (page === undefined) return null;
    const described = describePage(decodePage(page.body, page.contentType), {
      isXml: isXhtml(page.contentType),
    });
    return described ? { url: link, host: page.url.hostname, ...described } : null;
  } catch (error) {
    // Neither address nor host: whom a member writes of is not for the log.
    ctx.log.info({ closed: error instanceof ClosedAddress }, 'messaging.preview_not_read');
    return null;
  }
}
