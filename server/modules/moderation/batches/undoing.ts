import type { Context } from '../../../platform/context.ts';
import { hasPermission, type Origin, type Viewer } from '../../../platform/http/viewer.ts';
import { Problem } from '../../../platform/problem.ts';
import { auth } from '../../auth/index.ts';
import { alreadyReversed, appealDecided } from '../appeals/problems.ts';
import { closeAppeal } from '../appeals/queries.ts';
import { lockDecision } from '../decisions/queries.ts';
import { isRestricting } from '../decisions/restrictions.ts';
import { reverse } from '../decisions/reversing.ts';
import { appendToLog } from '../log/append.ts';
import { alreadyResolved } from '../resolution/problems.ts';
import {
  type BatchRow,
  findAppealOf,
  findNextToUndo,
  type ItemRow,
  leaveUndoOut,
  lockBatch,
  reopenReports,
  setState,
  setUndone,
  wasDecidedAgain,
} from './queries.ts';

/**
 * Job: takes back what a batch did, the last item first, each in a transaction of its own as an upheld appeal takes an act back. Goes on
 * where a run stopped. What was taken back, appealed and decided, or decided again meanwhile, is left out with its reason.
 */
export async function undoBatch(
  ctx: Context,
  { batchId, origin }: { batchId: string; origin: Origin },
  signal?: AbortSignal,
): Promise<void> {
  do signal?.throwIfAborted();
  while (await undoNext(ctx, batchId, origin));
}

/** @returns false if nothing is left to take back */
async function undoNext(ctx: Context, batchId: string, origin: Origin): Promise<boolean> {
  let position: number | undefined;
  try {
    return await ctx.transaction(async (tx) => {
      position = undefined;
      const batch = await lockBatch(tx.db, batchId);
      if (batch?.state !== 'undoing') return false;
      const item = await findNextToUndo(tx.db, batchId);
      const viewer =
        batch.undoneBy === null
          ? undefined
          : await auth.staffNow(tx, batch.undoneBy, batch.undoSessionId ?? batch.sessionId);
      if (item === undefined || viewer === undefined || !hasPermission(viewer, 'reports.resolve')) {
        await leaveUndoOut(tx.db, batchId, 'forbidden');
        await setState(tx.db, batchId, { state: 'undone', undoneAt: tx.clock() });
        return false;
      }
      position = item.position;
      await undoItem(tx, viewer, batch, item, origin);
      await setUndone(tx.db, batchId, position, null);
      return true;
    });
  } catch (error) {
    if (!(error instanceof Problem) || position === undefined) throw error;
    await setUndone(ctx.db, batchId, position, error.code);
    return true;
  }
}

async function undoItem(
  tx: Context,
  viewer: Viewer,
  batch: BatchRow,
  { decisionId, ownerId }: ItemRow,
  origin: Origin,
): Promise<void> {
  if (decisionId === null) throw new Error('an item that is done has no decision');
  const reason = batch.undoReason ?? '';
  await upholdAppeal(tx, viewer, decisionId, reason);
  const isOnMember =
    batch.decision === 'suspend_author' || isRestricting(outcomeOnMember[batch.decision] ?? '');
  // The member before the decision, as every act on a member does.
  if (isOnMember && ownerId !== null)
    await auth.lockManageableMember(
      tx,
      viewer,
      ownerId,
      batch.decision === 'suspend_author' ? 'members.suspend' : 'reports.resolve',
    );
  const decision = await lockDecision(tx.db, decisionId);
  if (decision === undefined || decision.reversedAt !== null) throw alreadyReversed();
  if (!isOnMember && (await wasDecidedAgain(tx.db, decision))) throw alreadyResolved();
  await reverse(tx, viewer, decisionId, origin);
  // A member may have appealed while the first look waited for nothing.
  await upholdAppeal(tx, viewer, decisionId, reason);
  await reopenReports(tx.db, decisionId);
  const isDismissed = decision.outcome === 'dismissed';
  await auth.audit(tx, {
    event: 'decision_undone',
    actorId: viewer.id,
    permission: 'reports.resolve',
    sessionId: viewer.sessionId,
    subject: {
      type: decision.subjectType === 'user' ? 'member' : decision.subjectType,
      id: decision.subjectId,
    },
    origin,
    details: { decisionId, batchId: batch.id, outcome: decision.outcome, ownerId: decision.ownerId },
  });
  if (!isDismissed && decision.ownerId !== null)
    await tx.emit('moderation.decision_undone', { batchId: batch.id, decisionId, ownerId: decision.ownerId });
  await appendToLog(tx, {
    act: 'decision_undone',
    ruleId: decision.ruleId,
    endsAt: null,
    recordId: null,
    memberId: isDismissed ? null : decision.ownerId,
    moderatorId: viewer.id,
    subject: `decision:${decisionId}`,
    statement: reason,
  });
}

const outcomeOnMember: Partial<Record<BatchRow['decision'], string>> = {
  mute_author: 'muted',
  limit_author: 'reach_limited',
};

/** An appeal that waits is answered by taking the decision back. @throws Problem 409 `appeal_decided` */
async function upholdAppeal(tx: Context, viewer: Viewer, decisionId: string, answer: string): Promise<void> {
  const appeal = await findAppealOf(tx.db, decisionId);
  if (appeal === undefined || appeal.status === 'upheld') return;
  const closing = { id: appeal.id, outcome: 'upheld' as const, answer, by: viewer.id, at: tx.clock() };
  if (!(await closeAppeal(tx.db, closing))) throw appealDecided();
}
