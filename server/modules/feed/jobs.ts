import type { Context } from '../../platform/context.ts';
import type { Cron, JobTable } from '../../platform/jobs.ts';
import { LIMITS } from './limits.ts';
import { backfillOne, stopMergingSoftly } from './merging.ts';
import {
  dropReader,
  ensurePartitions,
  fanOutBatch,
  followerCount,
  follows,
  isMerged,
  lockTimeline,
  OLDEST,
  reader,
  readersAfter,
  removeAuthor,
  setFloor,
  startMerging,
  trimTimeline,
} from './queries.ts';

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'feed.fanOut': { postId: string; authorId: string };
    'feed.backfill': { followerId: string; followeeId: string };
    'feed.forget': { followerId: string; followeeId: string };
    'feed.tidy': unknown;
  }
}

const DAY_MS = 86_400_000;
const activeSince = (ctx: Context) => new Date(ctx.clock().getTime() - LIMITS.awayMs);

/** Writes a post into the timelines of active followers, a batch to a statement. Again writes nothing twice. */
async function fanOut(ctx: Context, post: { postId: string; authorId: string }): Promise<void> {
  if (await isMerged(ctx.db, post.authorId)) return;
  if ((await followerCount(ctx.db, post.authorId)) >= LIMITS.mergeFrom) {
    await startMerging(ctx.db, post.authorId);
    return;
  }
  for (let after: string | undefined = OLDEST; after !== undefined; ) {
    after = await fanOutBatch(
      ctx.db,
      { id: post.postId, authorId: post.authorId },
      after,
      activeSince(ctx),
      LIMITS.batch,
    );
  }
}

/** A follow brings the followee's posts, as far back as the timeline reaches. */
async function backfill(ctx: Context, edge: { followerId: string; followeeId: string }): Promise<void> {
  const known = await reader(ctx.db, edge.followerId);
  if (!known || known.readAt < activeSince(ctx)) return; // built on return
  await backfillOne(ctx, edge.followerId, edge.followeeId);
}

/** Tidies after an unfollow, unless they follow again by now: then a backfill has written, or will. */
async function forget(ctx: Context, edge: { followerId: string; followeeId: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockTimeline(tx.db, edge.followerId);
    if (await follows(tx.db, edge.followerId, edge.followeeId)) return;
    await removeAuthor(tx.db, edge.followerId, edge.followeeId);
  });
}

/** Once a day: partitions ahead, timelines cut to length, those of the away dropped, authors who lost followers fanned out again. */
async function tidy(ctx: Context): Promise<void> {
  const now = ctx.clock();
  await ensurePartitions(ctx.db, now, new Date(now.getTime() + 90 * DAY_MS));
  for (let after = OLDEST; ; ) {
    const batch = await readersAfter(ctx.db, after, 500);
    const last = batch.at(-1);
    if (!last) break;
    for (const { id, readAt } of batch) {
      await ctx.transaction(async (tx) => {
        await lockTimeline(tx.db, id);
        if (readAt < activeSince(ctx)) return dropReader(tx.db, id);
        const cut = await trimTimeline(tx.db, id, LIMITS.kept);
        const before = (await reader(tx.db, id))?.floor ?? null;
        if (cut !== undefined && (before === null || cut > before)) await setFloor(tx.db, id, cut);
      });
    }
    after = last.id;
  }
  await stopMergingSoftly(ctx);
}

export const jobs: JobTable = {
  'feed.fanOut': fanOut,
  'feed.backfill': backfill,
  'feed.forget': forget,
  'feed.tidy': tidy,
};

export const crons: Cron[] = [{ at: '40 2 * * *', job: 'feed.tidy' }];
