import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { SubjectType, Urgency } from '../reports/schemas.ts';
import type { Outcome } from '../resolution/schemas.ts';

interface Subject {
  subjectType: SubjectType;
  subjectId: string;
}

export interface NoteRow {
  id: string;
  authorId: string | null;
  authorName: string | null;
  text: string;
  createdAt: Date;
}

export async function insertNote(
  db: Db,
  note: Subject & { id: string; authorId: string; text: string; at: Date },
): Promise<void> {
  await db
    .insertInto('moderation.notes')
    .values({
      id: note.id,
      subject_type: note.subjectType,
      subject_id: note.subjectId,
      author_id: note.authorId,
      text: note.text,
      created_at: note.at,
    })
    .execute();
}

/** The newest notes about a subject, oldest first. Index: notes_subject. */
export async function findNotes(db: Db, subject: Subject, take: number): Promise<NoteRow[]> {
  const { rows } = await sql<NoteRow>`
    select note.id, note.author_id as "authorId", author.username as "authorName", note.text, note.created_at as "createdAt"
    from moderation.notes note left join auth.member_view author on author.id = note.author_id
    where note.subject_type = ${subject.subjectType} and note.subject_id = ${subject.subjectId}
    order by note.id desc limit ${take}`.execute(db);
  return rows.reverse();
}

/** When a member joined; undefined if the account is gone. Index: auth.users_pkey. */
export async function findMemberSince(db: Db, memberId: string): Promise<Date | undefined> {
  const row = await db
    .selectFrom('auth.member_view')
    .select('created_at')
    .where('id', '=', memberId)
    .where('status', '<>', 'deleted')
    .executeTakeFirst();
  return row?.created_at;
}

export interface MemberCounts {
  strikes: number;
  warnings: number;
  removals: number;
  suspensions: number;
  restrictions: number;
  reversals: number;
  dismissals: number;
}

/** What was decided about a member before. Index: decisions_of_owner. */
export async function countDecisions(db: Db, memberId: string, strikesSince: Date): Promise<MemberCounts> {
  const { rows } = await sql<MemberCounts>`
    select
      count(*) filter (where outcome not in ('dismissed', 'post_held', 'picture_refused') and reversed_at is null and decided_at > ${strikesSince})::int as strikes,
      count(*) filter (where outcome in ('warned', 'content_warned'))::int as warnings,
      count(*) filter (where outcome in ('post_removed', 'message_removed'))::int as removals,
      count(*) filter (where outcome = 'author_suspended')::int as suspensions,
      count(*) filter (where outcome in ('muted', 'reach_limited'))::int as restrictions,
      count(*) filter (where reversed_at is not null)::int as reversals,
      count(*) filter (where outcome = 'dismissed')::int as dismissals
    from moderation.decisions where subject_owner_id = ${memberId}`.execute(db);
  return rows[0] as MemberCounts;
}

export interface PastDecisionRow {
  id: string;
  outcome: Outcome;
  rule: string | null;
  reason: string | null;
  decidedAt: Date;
  endsAt: Date | null;
  reversedAt: Date | null;
  appeal: 'open' | 'upheld' | 'rejected' | null;
}

/** The newest decisions about a member, without dismissals. Index: decisions_subject_owner, appeals_decision_id_key. */
export async function findPastDecisions(db: Db, memberId: string, take: number): Promise<PastDecisionRow[]> {
  const { rows } = await sql<PastDecisionRow>`
    select decision.id, decision.outcome, decision.rule_id as rule, decision.statement as reason, decision.decided_at as "decidedAt",
      decision.ends_at as "endsAt", decision.reversed_at as "reversedAt", appeal.status as appeal
    from moderation.decisions decision left join moderation.appeals appeal on appeal.decision_id = decision.id
    where decision.subject_owner_id = ${memberId} and decision.outcome <> 'dismissed'
    order by decision.id desc limit ${take}`.execute(db);
  return rows;
}

export interface OtherCaseRow extends Subject {
  id: string;
  urgency: Urgency;
  dueAt: Date;
  reportCount: number;
}

/** Open cases about a member, except one, by due time. Index: reports_subject_owner. */
export async function findOtherCases(
  db: Db,
  memberId: string,
  except: Subject,
  take: number,
): Promise<OtherCaseRow[]> {
  const { rows } = await sql<OtherCaseRow>`
    select (array_agg(report.id order by report.id))[1] as id, subject_type as "subjectType", subject_id as "subjectId",
      (array['critical', 'high', 'normal'])[min(case times.urgency when 'critical' then 1 when 'high' then 2 else 3 end)] as urgency,
      min(due_at) as "dueAt", count(*)::int as "reportCount"
    from moderation.reports report left join moderation.response_times times using (reason)
    where subject_owner_id = ${memberId} and status = 'open' and not has_no_subject
      and (subject_type, subject_id) <> (${except.subjectType}, ${except.subjectId}::uuid)
    group by subject_type, subject_id order by min(due_at), 1 limit ${take}`.execute(db);
  return rows;
}
