import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { runIdempotent } from '../../../platform/idempotency.ts';
import type { OwnReport } from '../../../platform/module.ts';
import { type PageQuery, readCursor, toPage } from '../../../platform/page.ts';
import { scoreLater } from '../classifier/scoring.ts';
import { readComment } from './comment.ts';
import { reportsElsewhere } from './elsewhere.ts';
import { cannotReportYourself, commentRequired, subjectNotFound, tooManyReports } from './problems.ts';
import { findLastReport, findReportsBefore, insertReport, type ReportRow } from './queries.ts';
import type { NewReport, Reason, Report, ReportPage } from './schemas.ts';
import { findSubject } from './subjects.ts';

/** More reports than a person files in a day, fewer than a script would. */
const FLOOD = { reports: 50, windowSeconds: 24 * 3_600 };

const toReport = ({ createdAt, answerBy, resolvedAt, ...row }: ReportRow | OwnReport): Report => ({
  path: null,
  ...row,
  reason: row.reason as Reason,
  createdAt: createdAt.toISOString(),
  answerBy: answerBy.toISOString(),
  resolvedAt: resolvedAt?.toISOString() ?? null,
});

/**
 * Reports something that the viewer sees or has seen, even if its author blocks them or has deleted it.
 * Neither the answer nor the viewer's list of reports reveals whether the post or member exists. There is one
 * open report per reporter and subject; a repeated report returns it unchanged.
 *
 * @param key  the request's Idempotency-Key
 * @returns the report, and whether it is new
 * @throws Problem 404 `subject_not_found` for a message; 422 `cannot_report_self`, `comment_required`,
 *   `comment_too_long`; 400 `forbidden_character`; 429 `too_many_reports`
 */
export function report(
  ctx: Context,
  viewer: Viewer,
  input: NewReport,
  key: string | undefined,
): Promise<{ report: Report; isNew: boolean }> {
  const comment = readComment(input.comment);
  if (input.reason === 'other' && comment === null) throw commentRequired();
  return runIdempotent(ctx, viewer.id, key, ['POST /reports', input], async (tx) => {
    const subject = await findSubject[input.subjectType](tx, viewer, input.subjectId);
    // Only members who may read a message can report it. Anybody may report a post or a member, so the answer
    // must not reveal whether it exists.
    if (subject === undefined && input.subjectType === 'message') throw subjectNotFound();
    if (subject?.ownerId === viewer.id) throw cannotReportYourself();

    const id = newId();
    const isNew = await insertReport(tx.db, {
      id,
      reporterId: viewer.id,
      input,
      comment,
      subject,
      at: tx.clock(),
    });
    if (isNew) {
      await refuseFlood(tx, viewer);
      if (subject !== undefined) await scoreLater(tx, id);
    }
    return { report: toReport(await findLastReport(tx.db, viewer.id, input)), isNew };
  });
}

async function refuseFlood(ctx: Context, viewer: Viewer): Promise<void> {
  if (!ctx.config.rateLimits) return;
  const { count, resetsInMs } = await ctx.cache.increment(
    `moderation.reports:${viewer.id}`,
    FLOOD.windowSeconds,
  );
  if (count > FLOOD.reports) throw tooManyReports(Math.ceil(resetsInMs / 1000));
}

/** A page of the viewer's own reports, newest first, also of those that other modules keep. @throws Problem 400 `invalid_cursor` */
export async function listOwnReports(
  ctx: Context,
  viewer: Viewer,
  { limit, cursor }: PageQuery,
): Promise<ReportPage> {
  const before = readCursor(cursor);
  const lists = await Promise.all([
    findReportsBefore(ctx.db, viewer.id, before, limit + 1),
    ...(await reportsElsewhere()).map((list) => list(ctx, viewer.id, before, limit + 1)),
  ]);
  // Ids of all modules are in the order of time.
  const rows = lists.flat().sort((one, other) => (one.id < other.id ? 1 : -1));
  const { items, nextCursor } = toPage(rows, limit, ({ id }) => id);
  return { items: items.map(toReport), nextCursor };
}
