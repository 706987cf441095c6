import type { Context } from '../../../platform/context.ts';
import type { Cron, JobTable } from '../../../platform/job-handlers.ts';
import { Problem } from '../../../platform/problem.ts';
import {
  type DuePost,
  type DueRow,
  findActiveAuthor,
  findDuePosts,
  lockDuePendingPost,
  lockDuePost,
  saveFailure,
} from './queries.ts';
import { publishScheduled } from './service.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'content.publishDue': unknown;
    'content.publishPending': { id: string };
  }
}

const BATCH = 100;

/**
 * Publishes due posts, each in its own transaction that also deletes its row. So a killed or duplicate worker
 * publishes each post once. A post that the rules refuse is marked `failed` with the problem code. A
 * rate-limited post stays for the next minute.
 */
async function publishDue(ctx: Context): Promise<void> {
  const errors: unknown[] = [];
  let last: DuePost | undefined;
  for (;;) {
    const due = await findDuePosts(ctx.db, ctx.clock(), last, BATCH);
    for (const { id } of due)
      await publishOne(ctx, (tx) => lockDuePost(tx.db, id, tx.clock())).catch((error: unknown) =>
        errors.push(error),
      );
    last = due.at(-1);
    if (due.length < BATCH) break;
  }
  // A fault of ours, not of the author. The other posts were published, and the worker retries these.
  if (errors.length > 0) throw new AggregateError(errors, 'scheduled posts that could not be published');
}

/**
 * Publishes a pending post when its undo window ends. If the worker is killed or none runs, `publishDue`
 * publishes it within the minute.
 */
const publishPending = (ctx: Context, { id }: { id: string }): Promise<void> =>
  publishOne(ctx, (tx) => lockDuePendingPost(tx.db, id));

async function publishOne(
  ctx: Context,
  lockRow: (tx: Context) => Promise<DueRow | undefined>,
): Promise<void> {
  let row: DueRow | undefined;
  try {
    await ctx.transaction(async (tx) => {
      row = await lockRow(tx);
      if (row === undefined) return;
      const author = await findActiveAuthor(tx.db, row.userId);
      if (author === undefined) throw new Problem(403, 'account_suspended', 'This account can’t post.');
      await publishScheduled(tx, author, row);
    });
  } catch (error) {
    if (!(error instanceof Problem) || row === undefined) throw error;
    if (error.status !== 429) await markFailed(ctx, row, error.code);
  }
}

async function markFailed(ctx: Context, row: DueRow, code: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    if (!(await saveFailure(tx.db, row, code))) return;
    const { id: scheduledPostId, userId, updatedAt } = row;
    await tx.emit('content.schedule_failed', { scheduledPostId, userId, at: updatedAt.toISOString() });
  });
}

export const jobs: JobTable = {
  'content.publishDue': publishDue,
  'content.publishPending': publishPending,
};
export const crons: Cron[] = [{ at: '* * * * *', job: 'content.publishDue' }];
