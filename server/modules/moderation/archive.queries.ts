import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** Index: reports_reporter. */
export const findReportsForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select id, created_at as at, subject_type as "subjectType", subject_id as "subjectId", reason, comment as text, status
    from moderation.reports where reporter_id = ${memberId} and id > ${after} order by id limit ${limit}`.execute(
      db,
    )
  ).rows;

/** Index: appeals_member. */
export const findAppealsForArchive = async (db: Db, memberId: string, after: string, limit: number) =>
  (
    await sql<{ id: string }>`
    select id, created_at as at, decision_id as "decisionId", text, status, answer, decided_at as "decidedAt"
    from moderation.appeals where member_id = ${memberId} and id > ${after} order by id limit ${limit}`.execute(
      db,
    )
  ).rows;
