import type { Context } from '../../../platform/context.ts';
import type { Events } from '../../../platform/events.ts';
import { hasPermission, type Origin, type Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { type PageQuery, readCursor, toPage } from '../../../platform/page.ts';
import { Problem } from '../../../platform/problem.ts';
import { auth } from '../../auth/index.ts';
import { content } from '../../content/index.ts';
import { requireRule } from '../decisions/record.ts';
import { isRestricting, requireEnd } from '../decisions/restrictions.ts';
import { readComment } from '../reports/comment.ts';
import { adminRequired, noteRequired, untilWithoutSuspension } from '../resolution/problems.ts';
import { outcomes, TIMED } from '../resolution/service.ts';
import { type Candidate, choose } from './choosing.ts';
import {
  batchNotFound,
  batchNotWaiting,
  batchUndone,
  nothingChosen,
  nothingToDecide,
  tooManyBatches,
  undoTooLate,
  untilInPast,
} from './problems.ts';
import {
  findBatches,
  findItems,
  insertBatch,
  leaveOut,
  lockBatch,
  type PresentedRow,
  setState,
  setUndoing,
} from './queries.ts';
import type {
  Batch,
  BatchPage,
  BatchPreview,
  BatchSummary,
  Decision,
  NewBatch,
  UndoBody,
} from './schemas.ts';

/** More than somebody clears by hand in an hour. */
const FLOOD = { batches: 20, windowSeconds: 3_600 };
/** How long a batch can be taken back. */
const UNDO_MS = 24 * 3_600_000;
/** More than this takes two people: posts that are removed, and members who are muted, limited or suspended. */
const ALONE = { posts: 200, members: 20 };

const needsSecond = (decision: Decision, open: readonly Candidate[]): boolean =>
  decision === 'remove_post'
    ? open.length > ALONE.posts
    : TIMED.includes(decision) && membersIn(open) > ALONE.members;

const membersIn = (candidates: readonly Candidate[]): number =>
  new Set(candidates.flatMap(({ ownerId }) => ownerId ?? [])).size;

/**
 * Decides many cases alike, or removes what a member wrote lately; a job does it. What cannot be decided is left out, as it would be
 * refused alone. A preview only counts.
 * @throws Problem as `decideCase`; 403 `reauthentication_required`; 422 `nothing_chosen`, `nothing_to_decide`; 429 `too_many_bulk_acts`; 409 `approval_pending`
 */
export async function startBatch(
  ctx: Context,
  viewer: Viewer,
  body: NewBatch,
  origin: Origin,
): Promise<Batch | BatchPreview> {
  if (!body.preview) await auth.requireReauthentication(ctx, viewer);
  const act = await readAct(ctx, viewer, body);
  const { candidates, hasMore, since } = await choose(ctx, viewer, body);
  const open = candidates.filter(({ problem }) => problem === null);
  const takesTwo = needsSecond(body.decision, open);
  if (body.preview)
    return {
      items: open.length,
      members: membersIn(open),
      leftOut: leftOutOf(candidates),
      hasMore,
      needsSecond: takesTwo,
    };
  if (act.note === null) throw noteRequired();
  if (open.length === 0) throw nothingToDecide();
  const { count, resetsInMs } = await ctx.cache.increment(
    `moderation.batches:${viewer.id}`,
    FLOOD.windowSeconds,
  );
  if (count > FLOOD.batches) throw tooManyBatches(Math.ceil(resetsInMs / 1_000));
  const id = newId();
  const { note } = act;
  await ctx.transaction(async (tx) => {
    await insertBatch(
      tx.db,
      {
        id,
        decision: body.decision,
        ...act,
        note,
        memberId: body.posts?.memberId ?? null,
        postsSince: since,
        by: viewer.id,
        sessionId: viewer.sessionId,
        at: tx.clock(),
        state: takesTwo ? 'waiting' : 'running',
      },
      candidates,
    );
    await auditBatch(tx, viewer, 'bulk_act_started', id, body.decision, origin, {
      items: open.length,
      members: membersIn(open),
      needsSecond: takesTwo,
    });
    if (takesTwo)
      await auth.requestMassAct(tx, viewer, { batchId: id, reason: note.slice(0, 1_000) }, origin);
    else await tx.jobs.add('moderation.runBatch', { batchId: id, origin });
  });
  return getBatch(ctx, viewer, id);
}

/** The texts and the end of an act, checked as a single decision checks them. A preview needs no note yet. */
async function readAct(ctx: Context, viewer: Viewer, body: NewBatch) {
  const { decision, reportIds, posts } = body;
  if ((reportIds === undefined) === (posts === undefined)) throw nothingChosen();
  if (posts !== undefined && decision !== 'remove_post') throw nothingChosen();
  if (decision === 'suspend_author' && !hasPermission(viewer, 'members.suspend')) throw adminRequired();
  if (body.until !== undefined && !TIMED.includes(decision)) throw untilWithoutSuspension();
  const endsAt = body.until === undefined ? null : new Date(body.until);
  const note = readComment(body.note, 'note');
  const statement = readComment(body.reason, 'reason');
  if (posts !== undefined) {
    const obstacle = await auth.obstacleToManage(ctx, viewer, posts.memberId, 'reports.resolve');
    if (obstacle) throw obstacle;
  }
  if (body.preview) return { note, statement, endsAt, ruleId: null, contentWarning: null };
  const isDismissed = decision === 'dismiss';
  const outcome = decision === 'remove_post' ? 'post_removed' : outcomes[decision];
  if (endsAt !== null && endsAt <= ctx.clock()) throw untilInPast();
  if (isRestricting(outcome)) requireEnd(outcome, endsAt, ctx.clock());
  return {
    note,
    statement: isDismissed ? null : statement,
    endsAt,
    ruleId: isDismissed ? null : await requireRule(ctx, body.rule ?? ''),
    contentWarning: body.decision === 'warn_content' ? content.readWarning(body.contentWarning) : null,
  };
}

function leftOutOf(candidates: readonly Candidate[]): BatchPreview['leftOut'] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates)
    if (candidate.problem !== null)
      groups.set(candidate.problem, [...(groups.get(candidate.problem) ?? []), candidate]);
  return [...groups].map(([problem, group]) => ({
    problem,
    count: group.length,
    reportIds: group.flatMap(({ reportId }) => reportId ?? []),
  }));
}

const auditBatch = (
  tx: Context,
  viewer: Viewer,
  event: 'bulk_act_started' | 'bulk_act_withdrawn' | 'bulk_act_undone',
  id: string,
  decision: Decision,
  origin: Origin,
  details: Record<string, unknown>,
): Promise<void> =>
  auth.audit(tx, {
    event,
    actorId: viewer.id,
    permission: decision === 'suspend_author' ? 'members.suspend' : 'reports.resolve',
    sessionId: viewer.sessionId,
    subject: { type: 'bulk_act', id },
    origin,
    details: { decision, ...details },
  });

/** Whose batches somebody sees: admins all, others their own. */
const scopeOf = (viewer: Viewer): string | null =>
  hasPermission(viewer, 'members.suspend') ? null : viewer.id;

/** Own batches, newest first; for admins everybody's. @throws Problem 400 `invalid_cursor` */
export async function listBatches(ctx: Context, viewer: Viewer, query: PageQuery): Promise<BatchPage> {
  const rows = await findBatches(ctx.db, {
    startedBy: scopeOf(viewer),
    after: readCursor(query.cursor),
    take: query.limit + 1,
  });
  const { items, nextCursor } = toPage(rows, query.limit, ({ id }) => id);
  return { items: items.map((row) => present(ctx, viewer, row)), nextCursor };
}

/** A batch with its items. @throws Problem 404 `bulk_act_not_found` */
export async function getBatch(ctx: Context, viewer: Viewer, id: string): Promise<Batch> {
  const [row] = await findBatches(ctx.db, { startedBy: scopeOf(viewer), id, take: 1 });
  if (row === undefined) throw batchNotFound();
  return { ...present(ctx, viewer, row), list: await findItems(ctx.db, id) };
}

const isUndoable = ({ state }: { state: string }): boolean => state === 'running' || state === 'done';
const undoEnd = ({ finishedAt }: { finishedAt: Date | null }, now: Date): Date =>
  new Date((finishedAt ?? now).getTime() + UNDO_MS);

const present = (ctx: Context, viewer: Viewer, row: PresentedRow): BatchSummary => {
  const until = undoEnd(row, ctx.clock());
  return {
    id: row.id,
    decision: row.decision,
    rule: row.ruleId,
    reason: row.statement,
    note: row.note,
    endsAt: row.endsAt?.toISOString() ?? null,
    member: row.member,
    postsSince: row.postsSince?.toISOString() ?? null,
    startedBy: row.starter,
    createdAt: row.createdAt.toISOString(),
    state: row.state,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    items: row.items,
    done: row.done,
    leftOut: row.leftOut,
    members: row.members,
    undo:
      row.undoReason === null || row.undoStartedAt === null
        ? null
        : {
            reason: row.undoReason,
            by: row.undoer,
            startedAt: row.undoStartedAt.toISOString(),
            finishedAt: row.undoneAt?.toISOString() ?? null,
            done: row.undone,
            leftOut: row.undoLeftOut,
          },
    mayWithdraw: row.state === 'waiting' && row.starter?.id === viewer.id,
    undoUntil:
      isUndoable(row) && until > ctx.clock() && hasPermission(viewer, 'reports.resolve')
        ? until.toISOString()
        : null,
  };
};

/**
 * Takes a batch back, once and for all; one that still runs ends. A job does it.
 * @throws Problem 404 `bulk_act_not_found`; 403 `admin_required`, `forbidden`; 409 `bulk_act_undone`, `bulk_undo_too_late`
 */
export async function startUndo(
  ctx: Context,
  viewer: Viewer,
  id: string,
  { reason }: UndoBody,
  origin: Origin,
): Promise<Batch> {
  await ctx.transaction(async (tx) => {
    const batch = await lockBatch(tx.db, id);
    const scope = scopeOf(viewer);
    if (batch === undefined || (scope !== null && batch.startedBy !== scope)) throw batchNotFound();
    if (!isUndoable(batch)) throw batchUndone();
    const now = tx.clock();
    if (undoEnd(batch, now) <= now) throw undoTooLate();
    if (batch.decision === 'suspend_author' && !hasPermission(viewer, 'members.suspend'))
      throw adminRequired();
    await leaveOut(tx.db, id, null, 'bulk_act_undone');
    await setUndoing(tx.db, id, { by: viewer.id, sessionId: viewer.sessionId, reason, at: now });
    await auditBatch(tx, viewer, 'bulk_act_undone', id, batch.decision, origin, {
      startedBy: batch.startedBy,
    });
    await tx.jobs.add('moderation.undoBatch', { batchId: id, origin });
  });
  return getBatch(ctx, viewer, id);
}

/**
 * Takes a batch back that waits for a second person: nothing of it is done. For who started it alone.
 * @throws Problem 404 `bulk_act_not_found`; 409 `bulk_act_not_waiting`
 */
export async function withdrawBatch(
  ctx: Context,
  viewer: Viewer,
  id: string,
  origin: Origin,
): Promise<Batch> {
  await ctx.transaction(async (tx) => {
    const [found] = await findBatches(tx.db, { startedBy: viewer.id, id, take: 1 });
    if (found === undefined) throw batchNotFound();
    if (found.state !== 'waiting') throw batchNotWaiting();
    // Before the batch, as an approval is carried out: of both at once, one finds the request closed.
    await auth.withdrawMassAct(tx, viewer, id, origin).catch((error) => {
      throw error instanceof Problem && error.code === 'approval_closed' ? batchNotWaiting() : error;
    });
    const batch = await lockBatch(tx.db, id);
    if (batch?.state !== 'waiting') throw batchNotWaiting();
    await leaveOut(tx.db, id, null, 'withdrawn');
    await setState(tx.db, id, { state: 'withdrawn', finishedAt: tx.clock() });
    await auditBatch(tx, viewer, 'bulk_act_withdrawn', id, batch.decision, origin, {});
  });
  return getBatch(ctx, viewer, id);
}

/** Job: a second person, or time, has decided about a batch that waited. */
export async function settleBatch(
  ctx: Context,
  { act, targetId, state }: Events['auth.approval_closed'],
): Promise<void> {
  if (act !== 'mass_moderation' || targetId === null) return;
  await ctx.transaction(async (tx) => {
    const batch = await lockBatch(tx.db, targetId);
    if (batch?.state !== 'waiting') return;
    if (state === 'carried_out') {
      await setState(tx.db, targetId, { state: 'running' });
      await tx.jobs.add('moderation.runBatch', { batchId: targetId });
      return;
    }
    const isWithdrawn = state === 'cancelled';
    await leaveOut(tx.db, targetId, null, isWithdrawn ? 'withdrawn' : 'not_approved');
    const finishedAt = tx.clock();
    await setState(tx.db, targetId, { state: isWithdrawn ? 'withdrawn' : 'refused', finishedAt });
  });
}
