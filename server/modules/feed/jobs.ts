import type { Context } from '../../platform/context.ts';
import type { Cron, JobTable } from '../../platform/job-handlers.ts';
import { LIMITS } from './limits.ts';
import { MIN_UUID } from './queries.ts';
import { deleteSessionsBefore } from './ranking/sessions.queries.ts';
import { removeEntryBatch, repostExists } from './reposts/queries.ts';
import { backfillAuthor, resumeFanOut } from './timeline/merged-authors.ts';
import {
  countFollowers,
  deleteTimeline,
  ensurePartitions,
  fanOutBatch,
  findTimelineState,
  findTimelinesAfter,
  follows,
  isMerged,
  lockTimeline,
  removeAuthorEntries,
  setFloor,
  startMerging,
  trimTimeline,
} from './timeline/queries.ts';

interface Repost {
  repostId: string;
  postId: string;
  userId: string;
}

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'feed.fanOut': { postId: string; authorId: string };
    'feed.fanOutRepost': Repost;
    'feed.removeRepost': Repost;
    'feed.backfill': { followerId: string; followeeId: string };
    'feed.removeFollowee': { followerId: string; followeeId: string };
    'feed.maintainTimelines': unknown;
  }
}

const DAY_MS = 86_400_000;
const activeSince = (ctx: Context) => new Date(ctx.clock().getTime() - LIMITS.inactiveMs);

/** Writes a post into the timelines of active followers, one batch per statement. Idempotent. */
const fanOut = (ctx: Context, { postId, authorId }: { postId: string; authorId: string }): Promise<void> =>
  fanOutEntry(ctx, { id: postId, postId, actorId: authorId });

/** As `fanOut`, for a repost that still exists. */
async function fanOutRepost(ctx: Context, repost: Repost): Promise<void> {
  if (!(await repostExists(ctx.db, repost))) return;
  await fanOutEntry(ctx, { id: repost.repostId, postId: repost.postId, actorId: repost.userId });
}

async function fanOutEntry(
  ctx: Context,
  entry: { id: string; postId: string; actorId: string },
): Promise<void> {
  if (await isMerged(ctx.db, entry.actorId)) return;
  if ((await countFollowers(ctx.db, entry.actorId)) >= LIMITS.mergeFrom) {
    await startMerging(ctx.db, entry.actorId);
    return;
  }
  for (let after: string | undefined = MIN_UUID; after !== undefined; ) {
    after = await fanOutBatch(ctx.db, entry, after, activeSince(ctx), LIMITS.batch);
  }
}

/** Removes a repost from timelines after it was undone. A clean-up: reads already filter it. */
async function removeRepost(ctx: Context, { repostId, userId }: Repost): Promise<void> {
  for (let after: string | undefined = MIN_UUID; after !== undefined; ) {
    after = await removeEntryBatch(ctx.db, { id: repostId, actorId: userId }, after, LIMITS.batch);
  }
}

/** After a follow, writes the followee's posts into the timeline, down to its floor. */
async function backfill(ctx: Context, edge: { followerId: string; followeeId: string }): Promise<void> {
  const state = await findTimelineState(ctx.db, edge.followerId);
  if (!state || state.readAt < activeSince(ctx)) return; // rebuilt when they return
  await backfillAuthor(ctx, edge.followerId, edge.followeeId);
}

/** Cleans up after an unfollow, unless the member follows again: then a backfill has written, or will. */
async function removeFollowee(ctx: Context, edge: { followerId: string; followeeId: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    await lockTimeline(tx.db, edge.followerId);
    if (await follows(tx.db, edge.followerId, edge.followeeId)) return;
    await removeAuthorEntries(tx.db, edge.followerId, edge.followeeId);
  });
}

/**
 * Daily maintenance: creates partitions ahead, trims timelines, deletes those of inactive members and old
 * ranked sessions, and resumes fan-out for authors who lost followers.
 */
async function runMaintenance(ctx: Context): Promise<void> {
  const now = ctx.clock();
  await ensurePartitions(ctx.db, now, new Date(now.getTime() + 90 * DAY_MS));
  for (let after = MIN_UUID; ; ) {
    const batch = await findTimelinesAfter(ctx.db, after, 500);
    const last = batch.at(-1);
    if (!last) break;
    for (const { id, readAt } of batch) {
      await ctx.transaction(async (tx) => {
        await lockTimeline(tx.db, id);
        if (readAt < activeSince(ctx)) return deleteTimeline(tx.db, id);
        const newFloor = await trimTimeline(tx.db, id, LIMITS.maxEntriesKept);
        const before = (await findTimelineState(tx.db, id))?.floor ?? null;
        if (newFloor !== undefined && (before === null || newFloor > before))
          await setFloor(tx.db, id, newFloor);
      });
    }
    after = last.id;
  }
  await resumeFanOut(ctx);
  await deleteSessionsBefore(ctx.db, new Date(now.getTime() - DAY_MS));
}

export const jobs: JobTable = {
  'feed.fanOut': fanOut,
  'feed.fanOutRepost': fanOutRepost,
  'feed.removeRepost': removeRepost,
  'feed.backfill': backfill,
  'feed.removeFollowee': removeFollowee,
  'feed.maintainTimelines': runMaintenance,
};

export const crons: Cron[] = [{ at: '40 2 * * *', job: 'feed.maintainTimelines' }];
