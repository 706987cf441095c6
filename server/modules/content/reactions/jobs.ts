import type { Context } from '../../../platform/context.ts';
import type { Cron, JobTable } from '../../../platform/job-handlers.ts';
import { deleteReactionBatch, findPostsWithSlots, isDeleted, mergeSlots } from './queries.ts';
import { REACTION_KINDS } from './schemas.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'content.deleteReactions': { postId: string };
    'content.mergeCountSlots': unknown;
  }
}

/** Rows per statement: a post with many likes takes many short transactions. */
const BATCH = 5_000;

/** Deletes all reactions to a deleted post. */
async function deleteReactions(ctx: Context, { postId }: { postId: string }): Promise<void> {
  if (!(await isDeleted(ctx.db, postId))) return;
  for (const kind of REACTION_KINDS)
    while ((await deleteReactionBatch(ctx.db, kind, postId, BATCH)) === BATCH);
}

/** Merges slot counts into the rows of their posts, one transaction per post. */
async function mergeCounts(ctx: Context): Promise<void> {
  for (;;) {
    const posts = await findPostsWithSlots(ctx.db, 1_000);
    for (const postId of posts) await ctx.transaction((tx) => mergeSlots(tx.db, postId));
    if (posts.length < 1_000) return;
  }
}

export const jobs: JobTable = {
  'content.deleteReactions': deleteReactions,
  'content.mergeCountSlots': mergeCounts,
};

export const crons: Cron[] = [{ at: '*/5 * * * *', job: 'content.mergeCountSlots' }];
