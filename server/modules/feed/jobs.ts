import type { Context } from '../../platform/context.ts';
import type { Cron, JobTable } from '../../platform/job-handlers.ts';
import { LIMITS } from './limits.ts';
import { backfillOne, stopMergingSoftly } from './merging.ts';
import { OLDEST } from './queries.ts';
import { forgetSessions } from './ranking/sessions.queries.ts';
import { repostStands, withdrawBatch } from './reposts/queries.ts';
import {
  dropReader,
  ensurePartitions,
  fanOutBatch,
  followerCount,
  follows,
  isMerged,
  lockTimeline,
  reader,
  readersAfter,
  removeAuthor,
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
    'feed.withdraw': Repost;
    'feed.backfill': { followerId: string; followeeId: string };
    'feed.forget': { followerId: string; followeeId: string };
    'feed.tidy': unknown;
  }
}

const DAY_MS = 86_400_000;
const activeSince = (ctx: Context) => new Date(ctx.clock().getTime() - LIMITS.awayMs);

/** Writes a post into the timelines of active followers, a batch to a statement. Again writes nothing twice. */
const fanOut = (ctx: Context, { postId, authorId }: { postId: string; authorId: string }): Promise<void> =>
  write(ctx, { id: postId, postId, actorId: authorId });

/** The same for a repost, unless it was taken back meanwhile. */
async function fanOutRepost(ctx: Context, repost: Repost): Promise<void> {
  if (!(await repostStands(ctx.db, repost))) return;
  await write(ctx, { id: repost.repostId, postId: repost.postId, actorId: repost.userId });
}

async function write(ctx: Context, entry: { id: string; postId: string; actorId: string }): Promise<void> {
  if (await isMerged(ctx.db, entry.actorId)) return;
  if ((await followerCount(ctx.db, entry.actorId)) >= LIMITS.mergeFrom) {
    await startMerging(ctx.db, entry.actorId);
    return;
  }
  for (let after: string | undefined = OLDEST; after !== undefined; ) {
    after = await fanOutBatch(ctx.db, entry, after, activeSince(ctx), LIMITS.batch);
  }
}

/** Tidies after a repost was taken back: readers have not seen it since. */
async function withdraw(ctx: Context, { repostId, userId }: Repost): Promise<void> {
  for (let after: string | undefined = OLDEST; after !== undefined; ) {
    after = await withdrawBatch(ctx.db, { id: repostId, actorId: userId }, after, LIMITS.batch);
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

/** Once a day: partitions ahead, timelines cut to length, those of the away dropped, old ranked sessions forgotten, authors who lost followers fanned out again. */
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
  await forgetSessions(ctx.db, new Date(now.getTime() - DAY_MS));
}

export const jobs: JobTable = {
  'feed.fanOut': fanOut,
  'feed.fanOutRepost': fanOutRepost,
  'feed.withdraw': withdraw,
  'feed.backfill': backfill,
  'feed.forget': forget,
  'feed.tidy': tidy,
};

export const crons: Cron[] = [{ at: '40 2 * * *', job: 'feed.tidy' }];
