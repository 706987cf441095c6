import type { Context } from '../../../platform/context.ts';
import { hasPermission, type Origin, type Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { readCursor, toPage } from '../../../platform/page.ts';
import { auth } from '../../auth/index.ts';
import { content } from '../../content/index.ts';
import type { PictureToBlock } from '../../media/index.ts';
import { messaging } from '../../messaging/index.ts';
import { appendEntries, settleReports } from '../automation/verdicts.ts';
import { deleteClaim } from '../claims/queries.ts';
import { refuseClaimedByOther } from '../claims/service.ts';
import { isSorting } from '../classifier/queries.ts';
import { recordDecision, requireRule } from '../decisions/record.ts';
import { applyRestriction, isRestricting } from '../decisions/restrictions.ts';
import type { BatchOfDecision } from '../events.ts';
import {
  caseNotOpened,
  mayNotRemovePictures,
  nothingToRemove,
  pictureEndInPast,
} from '../pictures/problems.ts';
import { readPictures, removePictures } from '../pictures/removing.ts';
import type { PicturesToRemove } from '../pictures/schemas.ts';
import { readComment } from '../reports/comment.ts';
import { findRulesById } from '../rules/queries.ts';
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

export const outcomes = {
  dismiss: 'dismissed',
  warn: 'warned',
  warn_content: 'content_warned',
  mute_author: 'muted',
  limit_author: 'reach_limited',
  suspend_author: 'author_suspended',
} as const;

const outcomeOf = (
  decision: DecisionBody['decision'],
  { subjectType }: Pick<LockedReport, 'subjectType'>,
): Outcome => {
  if (decision !== 'remove_post') return outcomes[decision];
  return subjectType === 'message' ? 'message_removed' : 'post_removed';
};

/** Decisions that may end by themselves. */
export const TIMED: readonly DecisionBody['decision'][] = ['suspend_author', 'mute_author', 'limit_author'];

/** The rule that most reports name; of several, the first one reported. Reasons of reports are ids of rules. */
function mostReported(reports: LockedReport[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of reports) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most))[0];
}

/** Open or decided cases, one per subject. @throws Problem 400 `invalid_cursor` */
export async function listCases(ctx: Context, viewer: Viewer, query: CaseQuery): Promise<CasePage> {
  const list = query.status === 'open' ? findOpenCases : findResolvedCases;
  const rows = await list(ctx.db, {
    subjectType: query.subjectType,
    after: readCursor(query.cursor),
    take: query.limit + 1,
    scope: await auth.universityFor(ctx, viewer, 'reports.read'),
    isSorted: query.status === 'open' && (await isSorting(ctx.db)),
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
    if (!found.isRestricted || !(await hasAccess(tx, viewer, reportId, row, origin))) return found;
    return withRestrictedContent(tx, found, row);
  });
}

/**
 * One case, if the viewer may read its content: because nothing is restricted, or for a day after they opened it with a reason. Each reading of
 * restricted content is logged.
 * @returns undefined if they may not
 * @throws Problem 404 `report_not_found`
 */
export function readCase(
  ctx: Context,
  viewer: Viewer,
  reportId: string,
  origin: Origin,
): Promise<Case | undefined> {
  return ctx.transaction(async (tx) => {
    const { row, found } = await findCase(tx, viewer, reportId);
    const mayRead = !found.isRestricted || (await hasAccess(tx, viewer, reportId, row, origin));
    return mayRead ? found : undefined;
  });
}

/** Whether the viewer opened a restricted case within a day; then the reading is logged. */
async function hasAccess(
  tx: Context,
  viewer: Viewer,
  reportId: string,
  row: CaseRow,
  origin: Origin,
): Promise<boolean> {
  const since = new Date(tx.clock().getTime() - ACCESS_MS);
  const accessId = await findLastAccess(tx.db, viewer.id, row, since);
  if (accessId === undefined) return false;
  await auditAccess(tx, viewer, reportId, row, accessId, origin);
  return true;
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
export const ACCESS_MS = 24 * 3_600_000;

async function findCase(
  tx: Context,
  viewer: Viewer,
  reportId: string,
): Promise<{ row: CaseRow; found: Case }> {
  const row = await findCaseByReport(tx.db, reportId, await auth.universityFor(tx, viewer, 'reports.read'));
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
    permission: 'reports.read',
    sessionId: viewer.sessionId,
    subject: { type: 'report', id: reportId },
    origin,
    details: { [`${subjectType}Id`]: subjectId, ownerId, accessId },
  });

/**
 * Decides on a subject. The decision resolves every open report of the subject; the action, its log entries and
 * the decision commit together. A deleted post or message may still be decided on.
 *
 * @param reportId  any open report of the subject
 * @throws Problem 404 `report_not_found`, `picture_not_found`; 409 `already_resolved`, `case_claimed`, `not_active`; 403 `admin_required`,
 *   `forbidden`, `case_not_opened`,
 *   `insufficient_rank`; 422 `note_required`, `comment_too_long`, `not_a_post`, `own_case`, `own_report`, `account_deleted`,
 *   `unknown_rule`, `picture_not_removable`, `picture_of_campus`, `until_in_past`, `until_without_suspension`, `until_required`, `until_too_late`, `cannot_target_self`; 400
 *   `forbidden_character`
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
  const statement = readComment(body.reason, 'reason');
  if (body.until !== undefined && !TIMED.includes(body.decision)) throw untilWithoutSuspension();
  if (body.decision === 'suspend_author' && !hasPermission(viewer, 'members.suspend')) throw adminRequired();
  const endsAt = body.until === undefined ? null : new Date(body.until);
  if (body.decision === 'suspend_author') await auth.requireProofToSuspend(ctx, viewer, endsAt);
  const pictures = await picturesOf(ctx, viewer, reportId, body, origin);
  const id = newId();
  await ctx.transaction(async (tx) => {
    const subject = await findSubjectOfReport(
      tx.db,
      reportId,
      await auth.universityFor(tx, viewer, 'reports.resolve'),
    );
    if (subject === undefined) throw reportNotFound();
    const openReports = await lockOpenReports(tx.db, subject);
    const [first] = openReports;
    if (first === undefined || !openReports.some((report) => report.id === reportId)) throw alreadyResolved();
    await refuseUndecidable(tx, viewer, first, openReports);
    await decideSubject(
      tx,
      viewer,
      first,
      openReports,
      {
        id,
        decision: body.decision,
        rule: body.rule,
        note,
        statement,
        endsAt,
        contentWarning: body.contentWarning,
      },
      origin,
      body.pictures && { chosen: body.pictures, read: pictures },
    );
  });
  const row = await findResolvedCase(ctx.db, id);
  const [decided] = row ? await presentCases(ctx, viewer, [row]) : [];
  if (decided === undefined) throw new Error('a decision was written and is not found');
  return decided;
}

/** @throws Problem 422 `own_case`, `own_report`; 409 `case_claimed` if the viewer may not decide about these reports, which are locked */
export async function refuseUndecidable(
  tx: Context,
  viewer: Viewer,
  subject: Pick<LockedReport, 'subjectType' | 'subjectId' | 'ownerId'>,
  openReports: readonly LockedReport[],
): Promise<void> {
  if (subject.ownerId === viewer.id) throw cannotDecideOwnCase();
  if (openReports.some(({ reporterId }) => reporterId === viewer.id)) throw cannotDecideOwnReport();
  await refuseClaimedByOther(tx, viewer, subject);
}

/** A decision whose texts have been read. */
export interface Act extends Pick<DecisionBody, 'decision' | 'rule' | 'contentWarning'> {
  id: string;
  note: string;
  statement: string | null;
  endsAt: Date | null;
  batch?: BatchOfDecision;
}

/**
 * Decides about a subject, in the caller's transaction: the act, its log entries and the decision, which resolves the open reports.
 * @param openReports  all of the subject, locked; none if it is decided without a report, which needs a rule
 * @throws Problem as `decideCase`
 */
export async function decideSubject(
  tx: Context,
  viewer: Viewer,
  subject: Pick<LockedReport, 'subjectType' | 'subjectId' | 'ownerId'>,
  openReports: LockedReport[],
  act: Act,
  origin: Origin,
  pictures?: { chosen: PicturesToRemove; read: PictureToBlock[] },
): Promise<void> {
  const { id, decision, note, statement, endsAt, contentWarning } = act;
  const { subjectType, subjectId, ownerId } = subject;
  const outcome = outcomeOf(decision, subject);
  const isDismissed = outcome === 'dismissed';
  const ruleId = isDismissed ? null : await requireRule(tx, act.rule ?? mostReported(openReports));
  const entries = await settleReports(
    tx,
    openReports.map((report) => report.id),
    { isDismissed, isRemoval: decision === 'remove_post', by: viewer.id },
  );
  // Before the act, so that files are locked before what shows them, as where members attach them.
  const logPictures =
    pictures === undefined || ruleId === null
      ? undefined
      : await removePictures(
          tx,
          viewer,
          { id, ownerId, ruleId, statement },
          pictures.read,
          {
            reportUploads: pictures.chosen.reportUploads,
            until: pictures.chosen.until === undefined ? null : new Date(pictures.chosen.until),
          },
          origin,
        );
  const suspensionId = await applyDecision(
    tx,
    viewer,
    subject,
    { decision, note, endsAt, outcome, contentWarning, ruleId },
    origin,
  );
  if (openReports.length > 0)
    await auth.audit(tx, {
      event: 'reports_resolved',
      actorId: viewer.id,
      permission: 'reports.resolve',
      sessionId: viewer.sessionId,
      subject:
        subjectType === 'user' ? { type: 'member', id: subjectId } : { type: subjectType, id: subjectId },
      origin,
      details: {
        decisionId: id,
        outcome,
        rule: ruleId,
        reports: openReports.length,
        ownerId,
        ...(act.batch === undefined ? {} : { batchId: act.batch.id }),
      },
    });
  await recordDecision(
    tx,
    {
      id,
      subjectType,
      subjectId,
      ownerId,
      outcome,
      note,
      ruleId,
      statement: isDismissed ? null : statement,
      endsAt,
      suspensionId,
      by: viewer.id,
      batch: act.batch,
    },
    openReports,
  );
  await deleteClaim(tx.db, subject);
  await logPictures?.();
  await appendEntries(tx, entries);
}

/** The pictures that a decision is to remove as well, decoded. */
async function picturesOf(
  ctx: Context,
  viewer: Viewer,
  reportId: string,
  { decision, pictures }: DecisionBody,
  origin: Origin,
) {
  if (pictures === undefined) return [];
  if (!hasPermission(viewer, 'fingerprints.write')) throw mayNotRemovePictures();
  if (decision === 'dismiss') throw nothingToRemove();
  if (pictures.until !== undefined && new Date(pictures.until) <= ctx.clock()) throw pictureEndInPast();
  const subject = await readCase(ctx, viewer, reportId, origin);
  if (subject === undefined) throw caseNotOpened();
  return readPictures(ctx, subject, pictures.ids);
}

/** @returns the id of the suspension, if it is one */
async function applyDecision(
  tx: Context,
  viewer: Viewer,
  { subjectType, subjectId, ownerId }: Pick<LockedReport, 'subjectType' | 'subjectId' | 'ownerId'>,
  {
    decision,
    note,
    endsAt,
    outcome,
    contentWarning,
    ruleId,
  }: Pick<DecisionBody, 'decision' | 'contentWarning'> & {
    note: string;
    endsAt: Date | null;
    outcome: Outcome;
    ruleId: string | null;
  },
  origin: Origin,
): Promise<string | null> {
  if (decision === 'remove_post') {
    if (subjectType === 'user') throw notAPost();
    if (subjectType === 'message') await removeMessage(tx, viewer, subjectId, origin);
    else if ((await findCurrentPosts(tx.db, [subjectId])).length > 0)
      await content.hide(tx, viewer, subjectId, origin);
  }
  if (decision === 'warn_content') {
    if (subjectType !== 'post') throw notAPost();
    const [rule] = await findRulesById(tx.db, ruleId === null ? [] : [ruleId]);
    const title = { tr: rule?.titleTr ?? '', en: rule?.titleEn ?? '' };
    await content.forceWarning(tx, subjectId, contentWarning, title);
  }
  if (decision === 'dismiss' || decision === 'remove_post' || decision === 'warn_content') return null;
  if (ownerId === null) throw accountDeleted();
  if (isRestricting(outcome)) await applyRestriction(tx, viewer, ownerId, outcome, endsAt, origin);
  if (decision !== 'suspend_author') return null;
  return auth.suspend(tx, viewer, ownerId, { reason: note.slice(0, 1_000), until: endsAt }, origin);
}

async function removeMessage(tx: Context, viewer: Viewer, id: string, origin: Origin): Promise<void> {
  if (!(await messaging.existingMessageIds(tx, [id])).has(id)) return;
  await messaging.hide(tx, id);
  await auth.audit(tx, {
    event: 'message_deleted_by_moderator',
    actorId: viewer.id,
    permission: 'reports.resolve',
    sessionId: viewer.sessionId,
    subject: { type: 'message', id },
    origin,
  });
}
