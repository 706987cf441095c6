import './topics.ts';
import { publishAfterCommit, subscribe } from '../../platform/bus/topics.ts';
import type { Context } from '../../platform/context.ts';
import { processState } from '../../platform/process-state.ts';
import { type AnnouncementRow, findPublished } from './queries.ts';

/** How long a process uses what it has read. The bus says sooner that it changed: this bounds the effect of a lost message. */
const FRESH_MS = 10_000;

const cacheOf = processState('announcements.published', () => ({
  rows: undefined as Promise<AnnouncementRow[]> | undefined,
  readAt: 0,
}));

/** What is live now, for anybody. Read once in ten seconds, so that no request of a member pays for it. */
export async function liveAnnouncements(ctx: Context): Promise<AnnouncementRow[]> {
  const cache = cacheOf(ctx);
  const now = ctx.clock();
  if (cache.rows === undefined || Math.abs(now.getTime() - cache.readAt) >= FRESH_MS) {
    const rows = findPublished(ctx.db, now);
    cache.rows = rows;
    cache.readAt = now.getTime();
    // The next request tries again.
    rows.catch(() => {
      if (cache.rows === rows) cache.rows = undefined;
    });
  }
  return (await cache.rows).filter(({ startsAt, endsAt }) => startsAt <= now && now < endsAt);
}

const forget = (ctx: Context): void => {
  cacheOf(ctx).rows = undefined;
};

/** Tells every process, once the transaction has committed, that what is published has changed: this one at once. */
export function publishChanged(tx: Context): void {
  tx.afterCommit(() => forget(tx));
  publishAfterCommit(tx, 'announcements.changed', {});
}

/** @returns a function that ends the subscription */
export async function subscribeToChanges(ctx: Context): Promise<() => Promise<void>> {
  const stop = await subscribe(ctx, 'announcements.changed', () => forget(ctx));
  const stopGap = ctx.bus.onReconnect(() => forget(ctx));
  return async () => {
    stopGap();
    await stop();
  };
}
