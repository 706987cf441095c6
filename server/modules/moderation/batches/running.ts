import type { Context } from '../../../platform/context.ts';
import { hasPermission, type Origin, type Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { Problem } from '../../../platform/problem.ts';
import { auth } from '../../auth/index.ts';
import { alreadyResolved, reportNotFound } from '../resolution/problems.ts';
import { findCurrentPosts, findSubjectOfReport, lockOpenReports } from '../resolution/queries.ts';
import { decideSubject, refuseUndecidable } from '../resolution/service.ts';
import { postGone } from './problems.ts';
import {
  type BatchRow,
  countOfOwner,
  findNextItem,
  type ItemRow,
  leaveOut,
  lockBatch,
  setItemDone,
  setState,
} from './queries.ts';

export interface BatchJob {
  batchId: string;
  /** Of the request that began it; absent if an approval did, which came from somewhere else. */
  origin?: Origin;
}
const NOWHERE: Origin = { ip: '', userAgent: '', requestId: '' };

/**
 * Job: decides the items of a batch one after the other, each in a transaction of its own with its mark, as a single decision does. A
 * run that dies is started over and goes on with the first item that waits; a second run at the same time waits for the batch's lock.
 * What cannot be decided is left out with its reason. Whether the moderator has read it was asked when it was chosen: the first suspension
 * of a batch hides the member's other posts.
 */
export async function runBatch(
  ctx: Context,
  { batchId, origin = NOWHERE }: BatchJob,
  signal?: AbortSignal,
): Promise<void> {
  do signal?.throwIfAborted();
  while (await runNext(ctx, batchId, origin));
}

/** @returns false if nothing waits any more */
async function runNext(ctx: Context, batchId: string, origin: Origin): Promise<boolean> {
  let position: number | undefined;
  try {
    return await ctx.transaction(async (tx) => {
      position = undefined;
      const batch = await lockBatch(tx.db, batchId);
      if (batch?.state !== 'running') return false;
      const item = await findNextItem(tx.db, batchId);
      const viewer = await starterOf(tx, batch);
      if (item === undefined || viewer === undefined) {
        await leaveOut(tx.db, batchId, null, 'forbidden');
        await setState(tx.db, batchId, { state: 'done', finishedAt: tx.clock() });
        return false;
      }
      position = item.position;
      await decideItem(tx, viewer, batch, item, origin);
      return true;
    });
  } catch (error) {
    if (!(error instanceof Problem) || position === undefined) throw error;
    await leaveOut(ctx.db, batchId, position, error.code);
    return true;
  }
}

/** Who started a batch, as they are now; undefined if they may not decide any more. */
async function starterOf(tx: Context, batch: BatchRow): Promise<Viewer | undefined> {
  if (batch.startedBy === null) return undefined;
  const viewer = await auth.staffNow(tx, batch.startedBy, batch.sessionId);
  const needed = batch.decision === 'suspend_author' ? 'members.suspend' : 'reports.resolve';
  return viewer !== undefined && hasPermission(viewer, 'reports.resolve') && hasPermission(viewer, needed)
    ? viewer
    : undefined;
}

async function decideItem(
  tx: Context,
  viewer: Viewer,
  batch: BatchRow,
  item: ItemRow,
  origin: Origin,
): Promise<void> {
  const { reportId, subjectType, subjectId } = item;
  const scope = await auth.universityFor(tx, viewer, 'reports.resolve');
  if (reportId !== null && (await findSubjectOfReport(tx.db, reportId, scope)) === undefined)
    throw reportNotFound();
  const reports = await lockOpenReports(tx.db, item);
  if (reportId !== null && !reports.some(({ id }) => id === reportId)) throw alreadyResolved();
  const ownerId = reports[0]?.ownerId ?? item.ownerId;
  const subject = { subjectType, subjectId, ownerId };
  if (reportId === null) {
    if ((await findCurrentPosts(tx.db, [subjectId])).length === 0) throw postGone();
    const obstacle = ownerId && (await auth.obstacleToManage(tx, viewer, ownerId, 'reports.resolve'));
    if (obstacle) throw obstacle;
  }
  await refuseUndecidable(tx, viewer, subject, reports);
  const counts = ownerId === null ? { chosen: 0, done: 0 } : await countOfOwner(tx.db, batch.id, ownerId);
  const id = newId();
  await decideSubject(
    tx,
    viewer,
    subject,
    reports,
    {
      id,
      decision: batch.decision,
      note: batch.note,
      statement: batch.statement,
      endsAt: batch.endsAt,
      ...(batch.ruleId === null ? {} : { rule: batch.ruleId }),
      ...(batch.contentWarning === null ? {} : { contentWarning: batch.contentWarning }),
      batch: { id: batch.id, isFirst: counts.done === 0, isSeveral: counts.chosen > 1 },
    },
    origin,
  );
  await setItemDone(tx.db, batch.id, item.position, id);
}
