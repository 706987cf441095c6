import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { NewReport, Reason, ReportStatus, SubjectType } from './schemas.ts';
import type { Subject } from './subject.ts';

/** Above every id: the start of a list. */
const MAX_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** A member's public card, without a visibility check. Index: auth.users_pkey. */
export const findMemberCard = (db: Db, id: string) =>
  db
    .selectFrom('profiles.member_view')
    .select(['username', 'display_name as displayName', 'bio', 'avatar_url as avatarUrl'])
    .where('id', '=', id)
    .where('status', 'in', ['active', 'suspended'])
    .executeTakeFirst();

/** Within how many hours a report with this reason is promised an answer. Index: response_times_pkey. */
export async function findHours(db: Db, reason: Reason): Promise<number> {
  const row = await db
    .selectFrom('moderation.response_times')
    .select('hours')
    .where('reason', '=', reason)
    .executeTakeFirst();
  return row?.hours ?? 48;
}

/**
 * Adds a report.
 * @returns false if the reporter has an open report of the same subject
 */
export async function insertReport(
  db: Db,
  report: {
    id: string;
    /** Null: an automatic rule. */
    reporterId: string | null;
    input: Omit<NewReport, 'comment'>;
    comment: string | null;
    /** Undefined if the id does not exist. */
    subject: Subject | undefined;
    at: Date;
  },
): Promise<boolean> {
  const inserted = await db
    .insertInto('moderation.reports')
    .values({
      id: report.id,
      reporter_id: report.reporterId,
      subject_type: report.input.subjectType,
      subject_id: report.input.subjectId,
      subject_owner_id: report.subject?.ownerId ?? null,
      snapshot: JSON.stringify(report.subject?.snapshot ?? {}),
      reason: report.input.reason,
      comment: report.comment,
      university_id: sql<
        string | null
      >`(select university_id from auth.member_view where id = ${report.subject?.ownerId ?? null})`,
      has_no_subject: report.subject === undefined,
      created_at: report.at,
      due_at: sql<Date>`${report.at}::timestamptz + make_interval(hours => coalesce(
        (select hours from moderation.response_times where reason = ${report.input.reason}), 48))`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export interface ReportRow {
  id: string;
  subjectType: SubjectType;
  subjectId: string;
  reason: Reason;
  comment: string | null;
  status: ReportStatus;
  createdAt: Date;
  answerBy: Date;
  resolvedAt: Date | null;
}

const selectReports = (db: Db, reporterId: string) =>
  db
    .selectFrom('moderation.reports')
    .select([
      'id',
      'subject_type as subjectType',
      'subject_id as subjectId',
      'reason',
      'comment',
      'status',
      'created_at as createdAt',
      'due_at as answerBy',
      'resolved_at as resolvedAt',
    ])
    .where('reporter_id', '=', reporterId);

/** A member's last report of a subject. Index: moderation.reports_open, reports_subject. */
export const findLastReport = (
  db: Db,
  reporterId: string,
  subject: Pick<NewReport, 'subjectType' | 'subjectId'>,
): Promise<ReportRow> =>
  selectReports(db, reporterId)
    .where('subject_type', '=', subject.subjectType)
    .where('subject_id', '=', subject.subjectId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();

/** A member's own reports, newest first. Index: moderation.reports_reporter. */
export const findReportsBefore = (
  db: Db,
  reporterId: string,
  before: string | null,
  take: number,
): Promise<ReportRow[]> =>
  selectReports(db, reporterId)
    .where('id', '<', before ?? MAX_ID)
    .orderBy('id', 'desc')
    .limit(take)
    .execute();
