import type { Context } from '../../../platform/context.ts';
import type { Cron, JobTable } from '../../../platform/job-handlers.ts';
import { clearSome, foldSlots, isGone, slottedPosts } from './queries.ts';
import { kinds } from './schemas.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'content.clearReactions': { postId: string };
    'content.foldCounts': unknown;
  }
}

/** Rows per statement: a much-liked post's take many short transactions. */
const BATCH = 5_000;

/** Forgets who liked, reposted and bookmarked a post that was deleted. */
async function clearReactions(ctx: Context, { postId }: { postId: string }): Promise<void> {
  if (!(await isGone(ctx.db, postId))) return;
  for (const kind of kinds) while ((await clearSome(ctx.db, kind, postId, BATCH)) === BATCH);
}

/** Brings counts that stand in slots into the posts' rows, one post to a transaction. */
async function foldCounts(ctx: Context): Promise<void> {
  for (;;) {
    const posts = await slottedPosts(ctx.db, 1_000);
    for (const postId of posts) await ctx.transaction((tx) => foldSlots(tx.db, postId));
    if (posts.length < 1_000) return;
  }
}

export const jobs: JobTable = {
  'content.clearReactions': clearReactions,
  'content.foldCounts': foldCounts,
};

export const crons: Cron[] = [{ at: '*/5 * * * *', job: 'content.foldCounts' }];
