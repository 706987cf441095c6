import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { invalidCursor } from '../../../platform/page.ts';
import { auth } from '../../auth/index.ts';
import { jobNotFound, jobRunning } from './problems.ts';
import { findJob, findJobs, removeJob, rescheduleJob } from './queries.ts';
import type { JobsQuery, QueuedJobPage } from './schemas.ts';

const LONGEST_ERROR = 300;

/** What staff read of an error: its first line, without email addresses. */
const readableError = (error: string): string =>
  (error.split('\n')[0] ?? '').replaceAll(/[^\s@<>"']+@[^\s@<>"']+/g, '…@…').slice(0, LONGEST_ERROR);

/**
 * Jobs of the queue, newest first. Their payloads may name members, so nobody sees them.
 * @throws Problem 400 `invalid_cursor`
 */
export async function listJobs(
  ctx: Context,
  { limit, cursor, state, name }: JobsQuery,
): Promise<QueuedJobPage> {
  if (cursor !== undefined && !/^[1-9]\d{0,17}$/.test(cursor)) throw invalidCursor();
  const rows = await findJobs(ctx.db, { state, name, before: cursor ?? null, take: limit + 1 });
  const items = rows.slice(0, limit);
  return {
    items: items.map(({ createdAt, runAt, error, ...job }) => ({
      ...job,
      createdAt: createdAt.toISOString(),
      runAt: runAt.toISOString(),
      error: error === null ? null : readableError(error),
    })),
    nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
  };
}

/** Runs a job at once, with all its attempts. @throws Problem 404 `job_not_found`; 409 `job_running` */
export const retryJob = (ctx: Context, viewer: Viewer, id: string, origin: Origin): Promise<void> =>
  change(ctx, viewer, id, origin, 'job_retried', rescheduleJob);

/** Removes a job: what it would do does not happen. @throws Problem 404 `job_not_found`; 409 `job_running` */
export const cancelJob = (ctx: Context, viewer: Viewer, id: string, origin: Origin): Promise<void> =>
  change(ctx, viewer, id, origin, 'job_cancelled', removeJob);

async function change(
  ctx: Context,
  viewer: Viewer,
  id: string,
  origin: Origin,
  event: 'job_retried' | 'job_cancelled',
  act: typeof removeJob,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const job = await findJob(tx.db, id);
    if (job === undefined) throw jobNotFound();
    // The condition on the row decides: a worker may take or end the job between both statements.
    if (!(await act(tx.db, id))) throw (await findJob(tx.db, id)) ? jobRunning() : jobNotFound();
    await auth.audit(tx, {
      event,
      actorId: viewer.id,
      permission: 'jobs.write',
      sessionId: viewer.sessionId,
      subject: { type: 'job', id },
      origin,
      details: { name: job.name },
    });
  });
}
