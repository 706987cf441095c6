import type { Context } from '../../../platform/context.ts';
import { holds, type Origin, type Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { readCursor, toPage } from '../../../platform/page.ts';
import { auth } from '../../auth/index.ts';
import { content } from '../../content/index.ts';
import { readComment } from '../reports/comment.ts';
import { presentCases } from './present.ts';
import {
  adminNeeded,
  alreadySettled,
  notAPost,
  noteNeeded,
  ownCase,
  ownerGone,
  reportNotFound,
  untilWithoutSuspension,
} from './problems.ts';
import {
  type LockedReport,
  lockOpenReports,
  openCases,
  postsNow,
  settle,
  settledCase,
  settledCases,
  subjectOfReport,
} from './queries.ts';
import type { Case, CasePage, CaseQuery, DecisionBody, Outcome } from './schemas.ts';

const OUTCOMES: Record<DecisionBody['decision'], Outcome> = {
  dismiss: 'dismissed',
  remove_post: 'post_removed',
  suspend_author: 'author_suspended',
};

/** What waits or what is decided, one entry a subject however many reported it. @throws Problem 400 `invalid_cursor` */
export async function cases(ctx: Context, query: CaseQuery): Promise<CasePage> {
  const list = query.status === 'open' ? openCases : settledCases;
  const rows = await list(ctx.db, {
    subjectType: query.subjectType,
    after: readCursor(query.cursor),
    take: query.limit + 1,
  });
  const { items, nextCursor } = toPage(rows, query.limit, (row) => row.key);
  return { items: await presentCases(ctx, items), nextCursor };
}

/**
 * Decides what a report is about. Every open report of the same subject is settled by it, and the deed itself, its entry in
 * the log and the decision commit together. A post that is deleted already may still be decided on.
 *
 * @param reportId  any open report of the subject
 * @throws Problem 404 `report_not_found`; 409 `already_settled`, `not_active`; 403 `admin_needed`, `outranked`;
 *   422 `note_needed`, `comment_too_long`, `not_a_post`, `own_case`, `owner_gone`, `until_is_past`,
 *   `until_without_suspension`, `not_on_yourself`; 400 `forbidden_character`
 */
export async function decide(
  ctx: Context,
  viewer: Viewer,
  reportId: string,
  body: DecisionBody,
  origin: Origin,
): Promise<Case> {
  const note = readComment(body.note, 'note');
  if (note === null) throw noteNeeded();
  if (body.until !== undefined && body.decision !== 'suspend_author') throw untilWithoutSuspension();
  if (body.decision === 'suspend_author' && !holds(viewer, 'admin')) throw adminNeeded();
  return ctx.transaction(async (tx) => {
    const subject = await subjectOfReport(tx.db, reportId);
    if (subject === undefined) throw reportNotFound();
    const open = await lockOpenReports(tx.db, subject);
    const [first] = open;
    if (first === undefined || !open.some(({ id }) => id === reportId)) throw alreadySettled();
    if (first.ownerId === viewer.id) throw ownCase();

    await act(tx, viewer, first, { ...body, note }, origin);
    const id = newId();
    const outcome = OUTCOMES[body.decision];
    await settle(
      tx.db,
      open.map((report) => report.id),
      { id, subject: first, outcome, note, by: viewer.id, at: tx.clock() },
    );
    await auth.audit(tx, {
      event: 'reports_settled',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      subject:
        first.subjectType === 'user'
          ? { type: 'member', id: first.subjectId }
          : { type: first.subjectType, id: first.subjectId },
      origin,
      details: { decisionId: id, outcome, reports: open.length, ownerId: first.ownerId },
    });
    const reporterIds = [...new Set(open.flatMap(({ reporterId }) => reporterId ?? []))];
    await tx.emit('moderation.decided', { decisionId: id, outcome, ownerId: first.ownerId, reporterIds });
    const row = await settledCase(tx.db, id);
    const [decided] = row ? await presentCases(tx, [row]) : [];
    if (decided === undefined) throw new Error('a decision was written and is not found');
    return decided;
  });
}

/** Does what was decided. */
async function act(
  tx: Context,
  viewer: Viewer,
  { subjectType, subjectId, ownerId }: LockedReport,
  { decision, note, until }: DecisionBody,
  origin: Origin,
): Promise<void> {
  if (decision === 'remove_post') {
    if (subjectType !== 'post') throw notAPost();
    const isThere = (await postsNow(tx.db, [subjectId])).length > 0;
    if (isThere) await content.remove(tx, viewer, subjectId, origin);
  }
  if (decision === 'suspend_author') {
    if (ownerId === null) throw ownerGone();
    const suspension = { reason: note, ...(until === undefined ? {} : { until }) };
    await auth.suspend(tx, viewer, ownerId, suspension, origin);
  }
}
