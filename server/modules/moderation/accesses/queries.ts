import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

interface AccessRow {
  id: string;
  at: Date;
  subjectType: 'post' | 'message';
  subjectId: string;
  staffId: string | null;
}

/** Readings of what a member wrote that was closed to staff, newest first. Index: reports_subject_owner, accesses_report. */
export async function findAccessesTo(
  db: Db,
  ownerId: string,
  before: string | null,
  limit: number,
): Promise<AccessRow[]> {
  const { rows } = await sql<AccessRow>`
    select access.id, access.accessed_at as at, access.subject_type as "subjectType", access.subject_id as "subjectId",
      access.staff_id as "staffId"
    from moderation.reports report join moderation.accesses access on access.report_id = report.id
    where report.subject_owner_id = ${ownerId} ${before === null ? sql`` : sql`and access.id < ${before}`}
    order by access.id desc limit ${limit}`.execute(db);
  return rows;
}
