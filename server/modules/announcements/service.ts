import { shownAnnouncements } from '@chitlaq/text';
import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { type Page, type PageQuery, readCursor, toPage } from '../../platform/page.ts';
import { publishToMember } from '../../platform/realtime.ts';
import { present } from './present.ts';
import { announcementNotFound, notDismissable } from './problems.ts';
import { liveAnnouncements } from './published.ts';
import { findReadable, findUndismissed, listReadable, mayConcern, readerOf, saveReceipt } from './queries.ts';
import type { Announcement, OwnAnnouncement, ReceiptBody } from './schemas.ts';

/**
 * What is live for the viewer and not dismissed: three at most. None for an account that is not in use.
 * Cost: one query by key, and none while nothing is live for their university and role.
 */
export async function announcementsFor(ctx: Context, viewer: Viewer): Promise<OwnAnnouncement[]> {
  if (viewer.inactivity !== undefined) return [];
  const reader = readerOf(viewer);
  const live = (await liveAnnouncements(ctx)).filter((row) => mayConcern(row, reader));
  if (live.length === 0) return [];
  const undismissed = await findUndismissed(
    ctx.db,
    reader,
    live.map(({ id }) => id),
  );
  return shownAnnouncements(
    live.flatMap((row) => {
      const receipt = undismissed.get(row.id);
      return receipt ? [{ ...present(row), ...receipt }] : [];
    }),
  );
}

/** Announcements for the viewer, current and past ones, the last that began first. */
export async function listAnnouncements(
  ctx: Context,
  viewer: Viewer,
  { limit, cursor }: PageQuery,
): Promise<Page<Announcement>> {
  const rows = await listReadable(ctx.db, readerOf(viewer), ctx.clock(), readCursor(cursor), limit + 1);
  const { items, nextCursor } = toPage(rows, limit, ({ id }) => id);
  return { items: items.map(present), nextCursor };
}

/**
 * Notes that the viewer has seen an announcement, dismissed it, or opened its link. After its end it does nothing.
 * @throws Problem 404 `announcement_not_found`; 422 `announcement_not_dismissable`
 */
export async function noteReceipt(
  ctx: Context,
  viewer: Viewer,
  id: string,
  { version, kind }: ReceiptBody,
): Promise<void> {
  const now = ctx.clock();
  const found = await findReadable(ctx.db, readerOf(viewer), id, now);
  if (!found) throw announcementNotFound();
  const isDismissal = kind === 'dismissed';
  if (isDismissal && !found.isDismissable) throw notDismissable();
  await ctx.transaction(async (tx) => {
    await saveReceipt(tx.db, {
      id,
      memberId: viewer.id,
      dismissedVersion: isDismissal ? version : null,
      hasOpenedLink: kind === 'opened',
      now,
    });
    if (isDismissal) publishToMember(tx, viewer.id, 'announcementDismissed', { id, version });
  });
}
