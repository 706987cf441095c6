import type { Context } from '../../../platform/context.ts';
import { LIMITS } from '../limits.ts';
import { MIN_UUID } from '../queries.ts';
import {
  backfillTimeline,
  findActiveFollowers,
  findMergedAuthors,
  findTimelineState,
  lockTimeline,
  setFloor,
  stopMerging,
} from './queries.ts';

/**
 * Resumes fan-out for authors who have lost many followers. Writes their posts to every active follower's
 * timeline, then ends the merging, and then writes the posts that were published in between.
 */
export async function resumeFanOut(ctx: Context): Promise<void> {
  for (const authorId of await findMergedAuthors(ctx.db, LIMITS.mergeUntil)) {
    await backfillFollowers(ctx, authorId);
    await stopMerging(ctx.db, authorId);
    await backfillFollowers(ctx, authorId);
  }
}

async function backfillFollowers(ctx: Context, authorId: string): Promise<void> {
  const since = new Date(ctx.clock().getTime() - LIMITS.inactiveMs);
  for (let after: string | undefined = MIN_UUID; after !== undefined; ) {
    const batch: string[] = await findActiveFollowers(ctx.db, authorId, after, since, 500);
    for (const followerId of batch) await backfillAuthor(ctx, followerId, authorId);
    after = batch.at(-1);
  }
}

/** Writes an author's posts into a timeline, down to its floor. */
export async function backfillAuthor(ctx: Context, followerId: string, authorId: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockTimeline(tx.db, followerId);
    const before = (await findTimelineState(tx.db, followerId))?.floor ?? null;
    const floor = await backfillTimeline(tx.db, followerId, authorId, before, LIMITS.maxEntriesWritten);
    if (floor !== before) await setFloor(tx.db, followerId, floor);
  });
}
