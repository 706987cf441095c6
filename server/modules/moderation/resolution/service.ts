import type { Context } from '../../../platform/context.ts';
import { hasRole, type Origin, type Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { readCursor, toPage } from '../../../platform/page.ts';
import { auth } from '../../auth/index.ts';
import { content } from '../../content/index.ts';
import { messaging } from '../../messaging/index.ts';
import { readComment } from '../reports/comment.ts';
import { presentCases, withRestrictedContent } from './present.ts';
import {
  accountDeleted,
  adminRequired,
  alreadyResolved,
  cannotDecideOwnCase,
  cannotDecideOwnReport,
  notAPost,
  noteRequired,
  reasonRequired,
  reportNotFound,
  untilWithoutSuspension,
} from './problems.ts';
import {
  type CaseRow,
  findCaseByReport,
  findCurrentPosts,
  findLastAccess,
  findOpenCases,
  findResolvedCase,
  findResolvedCases,
  findSubjectOfReport,
  hasReported,
  insertAccess,
  type LockedReport,
  lockOpenReports,
  resolveReports,
} from './queries.ts';
import {
  type Case,
  type CasePage,
  type CaseQuery,
  type DecisionBody,
  MessageSnapshot,
  type OpenBody,
  type Outcome,
} from './schemas.ts';

const outcomeOf = (decision: DecisionBody['decision'], { subjectType }: LockedReport): Outcome => {
  if (decision === 'dismiss') return 'dismissed';
  if (decision === 'suspend_author') return 'author_suspended';
  return subjectType === 'message' ? 'message_removed' : 'post_removed';
};

/** Open or decided cases, one per subject. @throws Problem 400 `invalid_cursor` */
export async function listCases(ctx: Context, viewer: Viewer, query: CaseQuery): Promise<CasePage> {
  const list = query.status === 'open' ? findOpenCases : findResolvedCases;
  const rows = await list(ctx.db, {
    subjectType: query.subjectType,
    after: readCursor(query.cursor),
    take: query.limit + 1,
  });
  const { items, nextCursor } = toPage(rows, query.limit, (row) => row.key);
  return { items: await presentCases(ctx, viewer, items), nextCursor };
}

/**
 * One case, by any report of it. Restricted content is included for a day after the viewer opened it with a
 * reason; each reading is logged.
 *
 * @throws Problem 404 `report_not_found`
 */
export function getCase(ctx: Context, viewer: Viewer, reportId: string, origin: Origin): Promise<Case> {
  return ctx.transaction(async (tx) => {
    const { row, found } = await findCase(tx, viewer, reportId);
    if (!found.isRestricted) return found;
    const since = new Date(tx.clock().getTime() - ACCESS_MS);
    const accessId = await findLastAccess(tx.db, viewer.id, row, since);
    if (accessId === undefined) return found;
    await auditAccess(tx, viewer, reportId, row, accessId, origin);
    return withRestrictedContent(tx, found, row);
  });
}

/**
 * Opens restricted content (a message, or a post not visible to the viewer) with a reason, which is stored.
 * Logs the viewer and the report, and notifies the author. If nothing is restricted, it only reads the case.
 *
 * @throws Problem 404 `report_not_found`; 422 `reason_required`, `comment_too_long`, `own_report`, `own_case`;
 *   400 `forbidden_character`
 */
export async function openCase(
  ctx: Context,
  viewer: Viewer,
  reportId: string,
  body: OpenBody,
  origin: Origin,
): Promise<Case> {
  const reason = readComment(body.reason, 'reason');
  if (reason === null) throw reasonRequired();
  return ctx.transaction(async (tx) => {
    const { row, found } = await findCase(tx, viewer, reportId);
    if (!found.isRestricted || row.subjectType === 'user') return found;
    // Otherwise a moderator could open any post by reporting it.
    if (await hasReported(tx.db, viewer.id, row)) throw cannotDecideOwnReport();
    if (row.ownerId === viewer.id) throw cannotDecideOwnCase();
    const { subjectType, subjectId, ownerId } = row;
    const id = newId();
    const access = { id, subjectType, subjectId, reportId, staffId: viewer.id, reason, at: tx.clock() };
    await insertAccess(tx.db, access);
    await auditAccess(tx, viewer, reportId, row, id, origin);
    const othersIds = otherSenderIds(viewer, row, found);
    if (ownerId !== null || othersIds.length > 0)
      await tx.emit('moderation.content_accessed', { subjectType, subjectId, ownerId, othersIds });
    return withRestrictedContent(tx, found, row);
  });
}

/** The senders of the context messages before a reported one, except those of reporters. */
function otherSenderIds(
  { id }: Viewer,
  { subjectType, ownerId, snapshot }: CaseRow,
  { reports }: Case,
): string[] {
  if (subjectType !== 'message') return [];
  const senderIds = new Set(MessageSnapshot.parse(snapshot).before.flatMap(({ sender }) => sender?.id ?? []));
  const excluded = [id, ownerId, ...reports.map(({ reporter }) => reporter?.id)];
  return [...senderIds].filter((senderId) => !excluded.includes(senderId));
}

/** How long one reason opens a case for one staff member. */
const ACCESS_MS = 24 * 3_600_000;

async function findCase(
  tx: Context,
  viewer: Viewer,
  reportId: string,
): Promise<{ row: CaseRow; found: Case }> {
  const row = await findCaseByReport(tx.db, reportId);
  const [found] = await presentCases(tx, viewer, row ? [row] : []);
  if (row === undefined || found === undefined) throw reportNotFound();
  return { row, found };
}

const auditAccess = (
  tx: Context,
  viewer: Viewer,
  reportId: string,
  { subjectType, subjectId, ownerId }: CaseRow,
  accessId: string,
  origin: Origin,
): Promise<void> =>
  auth.audit(tx, {
    event: 'report_accessed',
    actorId: viewer.id,
    role: 'moderator',
    sessionId: viewer.sessionId,
    subject: { type: 'report', id: reportId },
    origin,
    details: { [`${subjectType}Id`]: subjectId, ownerId, accessId },
  });

/**
 * Decides on a subject. The decision resolves every open report of the subject; the action, its log entry and
 * the decision commit together. A deleted post or message may still be decided on.
 *
 * @param reportId  any open report of the subject
 * @throws Problem 404 `report_not_found`; 409 `already_resolved`, `not_active`; 403 `admin_required`,
 *   `insufficient_rank`; 422 `note_required`, `comment_too_long`, `not_a_post`, `own_case`, `own_report`, `account_deleted`,
 *   `until_in_past`, `until_without_suspension`, `cannot_target_self`; 400 `forbidden_character`
 */
export async function decideCase(
  ctx: Context,
  viewer: Viewer,
  reportId: string,
  body: DecisionBody,
  origin: Origin,
): Promise<Case> {
  const note = readComment(body.note, 'note');
  if (note === null) throw noteRequired();
  if (body.until !== undefined && body.decision !== 'suspend_author') throw untilWithoutSuspension();
  if (body.decision === 'suspend_author' && !hasRole(viewer, 'admin')) throw adminRequired();
  return ctx.transaction(async (tx) => {
    const subject = await findSubjectOfReport(tx.db, reportId);
    if (subject === undefined) throw reportNotFound();
    const openReports = await lockOpenReports(tx.db, subject);
    const [first] = openReports;
    if (first === undefined || !openReports.some(({ id }) => id === reportId)) throw alreadyResolved();
    if (first.ownerId === viewer.id) throw cannotDecideOwnCase();
    if (openReports.some(({ reporterId }) => reporterId === viewer.id)) throw cannotDecideOwnReport();

    await applyDecision(tx, viewer, first, { ...body, note }, origin);
    const id = newId();
    const outcome = outcomeOf(body.decision, first);
    await resolveReports(
      tx.db,
      openReports.map((report) => report.id),
      { id, subject: first, outcome, note, by: viewer.id, at: tx.clock() },
    );
    await auth.audit(tx, {
      event: 'reports_resolved',
      actorId: viewer.id,
      role: 'moderator',
      sessionId: viewer.sessionId,
      subject:
        first.subjectType === 'user'
          ? { type: 'member', id: first.subjectId }
          : { type: first.subjectType, id: first.subjectId },
      origin,
      details: { decisionId: id, outcome, reports: openReports.length, ownerId: first.ownerId },
    });
    const reporterIds = [...new Set(openReports.flatMap(({ reporterId }) => reporterId ?? []))];
    await tx.emit('moderation.decided', { decisionId: id, outcome, ownerId: first.ownerId, reporterIds });
    const row = await findResolvedCase(tx.db, id);
    const [decided] = row ? await presentCases(tx, viewer, [row]) : [];
    if (decided === undefined) throw new Error('a decision was written and is not found');
    return decided;
  });
}

async function applyDecision(
  tx: Context,
  viewer: Viewer,
  { subjectType, subjectId, ownerId }: LockedReport,
  { decision, note, until }: DecisionBody,
  origin: Origin,
): Promise<void> {
  if (decision === 'remove_post') {
    if (subjectType === 'user') throw notAPost();
    if (subjectType === 'message') await removeMessage(tx, viewer, subjectId, origin);
    else if ((await findCurrentPosts(tx.db, [subjectId])).length > 0)
      await content.remove(tx, viewer, subjectId, origin);
  }
  if (decision === 'suspend_author') {
    if (ownerId === null) throw accountDeleted();
    const suspension = { reason: note, ...(until === undefined ? {} : { until }) };
    await auth.suspend(tx, viewer, ownerId, suspension, origin);
  }
}

async function removeMessage(tx: Context, viewer: Viewer, id: string, origin: Origin): Promise<void> {
  if (!(await messaging.existingMessageIds(tx, [id])).has(id)) return;
  await messaging.removeAsStaff(tx, id);
  await auth.audit(tx, {
    event: 'message_deleted_by_moderator',
    actorId: viewer.id,
    role: 'moderator',
    sessionId: viewer.sessionId,
    subject: { type: 'message', id },
    origin,
  });
}
