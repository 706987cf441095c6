import type { Context } from '../../platform/context.ts';
import type { Viewer } from '../../platform/http/viewer.ts';
import { readCursor, toPage } from '../../platform/page.ts';
import { type Post, presentPosts, presentRows } from '../content/index.ts';
import { LIMITS } from './limits.ts';
import {
  lockTimeline,
  markReading,
  NEWEST,
  OLDEST,
  pullPage,
  rebuildTimeline,
  setFloor,
  timelineWindow,
  type WindowRow,
} from './queries.ts';
import type { HomePage, HomeQuery } from './schemas.ts';

const HOUR_MS = 3_600_000;

/** Candidates looked at beyond those asked for, so that a hidden one now and then costs no second look. */
const SPARE = 4;

/**
 * One page of a member's home timeline, newest first.
 *
 * Cost: one statement of `limit + 5` candidates, whatever the number of follows; where more than four of them are hidden,
 * another. Pages older than the written timeline are pulled, which grows with the follows; few people scroll that far.
 *
 * @param viewer  the signed-in reader; blocks, mutes, unfollows and visibility are applied for them
 * @param query   `limit` 1–100 posts; `cursor` from the page before, absent for the top
 * @returns posts in falling id order; `nextCursor` is null on the last page
 * @throws Problem 400 `invalid_cursor`
 * @see docs/adr/0008-home-timeline.md for push against pull, with figures
 */
export async function home(ctx: Context, viewer: Viewer, { limit, cursor }: HomeQuery): Promise<HomePage> {
  const before = readCursor(cursor) ?? NEWEST;
  const take = limit + 1;
  const { posts, floor } = await writtenPosts(ctx, viewer, before, take);
  if (posts.length === take || floor === null) return toPage(posts, limit, (post) => post.id);
  const older = { before: before < floor ? before : floor, from: OLDEST };
  const pulled = await pullPage(ctx.db, viewer, older, take - posts.length);
  // What is deleted between the two statements is missing from the page, but does not end the paging.
  const { items, nextCursor } = toPage([...posts.map((post) => post.id), ...pulled], limit, (id) => id);
  return { items: [...posts, ...(await presentPosts(ctx, viewer, items.slice(posts.length)))], nextCursor };
}

/** The newest readable posts of the written timeline below an entry, and where it ends. */
async function writtenPosts(
  ctx: Context,
  viewer: Viewer,
  before: string,
  take: number,
): Promise<{ posts: Post[]; floor: string | null }> {
  const posts: Post[] = [];
  const { id, universityId } = viewer;
  for (let from = before, isBuilt = false; ; ) {
    const left = take - posts.length;
    const size = left + SPARE;
    const rows = await timelineWindow(ctx.db, { id, universityId, before: from, size, take: left });
    const look = rows[0] as WindowRow; // a left join from one row: there is always a first
    if (!isBuilt && (await returned(ctx, id, look.readAt))) {
      isBuilt = true;
      continue;
    }
    isBuilt = true;
    posts.push(
      ...(await presentRows(
        ctx,
        viewer,
        rows.filter((row) => row.id !== null),
      )),
    );
    if (posts.length >= take || look.looked < size || look.last === null) return { posts, floor: look.floor };
    from = look.last;
  }
}

/**
 * Notes that a member reads, once an hour, and builds the timeline of who comes back. Whether it was built just now.
 *
 * Nothing is missed at a return: the reader counts as active from the commit of `markReading` on, and only then are posts
 * pulled. A post whose fan-out ran before that commit was published before it, so the pull sees it; one whose fan-out
 * runs later finds an active reader.
 */
export async function returned(ctx: Context, userId: string, readAt: Date | null): Promise<boolean> {
  const now = ctx.clock();
  const awayMs = readAt === null ? Number.POSITIVE_INFINITY : now.getTime() - readAt.getTime();
  if (awayMs > HOUR_MS) await markReading(ctx.db, userId, now);
  if (awayMs <= LIMITS.awayMs) return false;
  await ctx.transaction(async (tx) => {
    await lockTimeline(tx.db, userId);
    await setFloor(tx.db, userId, await rebuildTimeline(tx.db, userId, LIMITS.entries));
  });
  return true;
}
