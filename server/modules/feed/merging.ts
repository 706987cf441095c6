import type { Context } from '../../platform/context.ts';
import { LIMITS } from './limits.ts';
import { OLDEST } from './queries.ts';
import {
  activeFollowers,
  backfillTimeline,
  lockTimeline,
  mergedAuthors,
  reader,
  setFloor,
  stopMerging,
} from './timeline/queries.ts';

/**
 * Authors who have lost so many followers that fan-out serves them again: their posts are written to every active
 * follower's timeline, then merging ends, and then once more what was published in between.
 */
export async function stopMergingSoftly(ctx: Context): Promise<void> {
  for (const authorId of await mergedAuthors(ctx.db, LIMITS.mergeUntil)) {
    await backfillFollowers(ctx, authorId);
    await stopMerging(ctx.db, authorId);
    await backfillFollowers(ctx, authorId);
  }
}

async function backfillFollowers(ctx: Context, authorId: string): Promise<void> {
  const since = new Date(ctx.clock().getTime() - LIMITS.awayMs);
  for (let after: string | undefined = OLDEST; after !== undefined; ) {
    const batch: string[] = await activeFollowers(ctx.db, authorId, after, since, 500);
    for (const followerId of batch) await backfillOne(ctx, followerId, authorId);
    after = batch.at(-1);
  }
}

/** Brings one author's posts into one timeline, as far back as it reaches. */
export async function backfillOne(ctx: Context, followerId: string, authorId: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockTimeline(tx.db, followerId);
    const before = (await reader(tx.db, followerId))?.floor ?? null;
    const floor = await backfillTimeline(tx.db, followerId, authorId, before, LIMITS.entries);
    if (floor !== before) await setFloor(tx.db, followerId, floor);
  });
}
