import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { readCursor, toPage } from '../../platform/page.ts';
import { presentPosts } from '../content/index.ts';
import { LIMITS } from './limits.ts';
import {
  lockTimeline,
  markReading,
  NEWEST,
  OLDEST,
  pullPage,
  pushPage,
  reader,
  rebuildTimeline,
  setFloor,
} from './queries.ts';
import type { HomePage, HomeQuery } from './schemas.ts';

const HOUR_MS = 3_600_000;

/**
 * One page of a member's home timeline, newest first.
 *
 * Cost: one ordered index scan of `limit + 1` readable entries and one batched load, whatever the number of follows. Pages
 * older than the written timeline are pulled, which grows with the follows; few people scroll that far.
 *
 * @param viewer  the signed-in reader; blocks, mutes, unfollows and visibility are applied for them
 * @param query   `limit` 1–100 posts; `cursor` from the page before, absent for the top
 * @returns posts in falling id order; `nextCursor` is null on the last page
 * @throws Problem 400 `invalid_cursor`
 * @see docs/adr/0008-home-timeline.md for push against pull, with figures
 */
export async function home(ctx: Context, viewer: Viewer, { limit, cursor }: HomeQuery): Promise<HomePage> {
  const before = readCursor(cursor) ?? NEWEST;
  const floor = await readingFloor(ctx, viewer.id);
  const entries = await entriesBefore(ctx, viewer, before, floor, limit + 1);
  const { items, nextCursor } = toPage(entries, limit, (id) => id);
  return { items: await presentPosts(ctx, viewer, items, true), nextCursor };
}

/** Ids of home entries: from the written timeline down to its floor, pulled below it. */
export async function entriesBefore(
  ctx: Context,
  viewer: Viewer,
  before: string,
  floor: string | null,
  take: number,
): Promise<string[]> {
  const written =
    floor === null || before > floor
      ? await pushPage(ctx.db, viewer, { before, from: floor ?? OLDEST }, take)
      : [];
  if (floor === null || written.length === take) return written;
  const pulled = await pullPage(
    ctx.db,
    viewer,
    { before: before < floor ? before : floor, from: OLDEST },
    take - written.length,
  );
  return [...written, ...pulled];
}

/**
 * The floor of a reader's timeline, which is built first for who comes back. `read_at` is written once an hour.
 *
 * Nothing is missed at a return: the reader counts as active from the commit of `markReading` on, and only then are posts
 * pulled. A post whose fan-out ran before that commit was published before it, so the pull sees it; one whose fan-out
 * runs later finds an active reader.
 */
export async function readingFloor(ctx: Context, userId: string): Promise<string | null> {
  const now = ctx.clock();
  const known = await reader(ctx.db, userId);
  const away = known === undefined || now.getTime() - known.readAt.getTime() > LIMITS.awayMs;
  if (!away) {
    if (now.getTime() - known.readAt.getTime() > HOUR_MS) await markReading(ctx.db, userId, now);
    return known.floor;
  }
  await markReading(ctx.db, userId, now);
  return ctx.transaction(async (tx) => {
    await lockTimeline(tx.db, userId);
    const floor = await rebuildTimeline(tx.db, userId, LIMITS.entries);
    await setFloor(tx.db, userId, floor);
    return floor;
  });
}
