import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Reason, SubjectType, Urgency } from '../reports/schemas.ts';
import type { Outcome } from './schemas.ts';

export interface CaseRow {
  /** Id of the first report. */
  id: string;
  /** The key for paging: the id of the open report that is due first, or the decision's. */
  key: string;
  decisionId: string | null;
  subjectType: SubjectType;
  subjectId: string;
  ownerId: string | null;
  snapshot: unknown;
  /** How likely moderators act, if the classifier is on and has read it. Of open cases only. */
  likelihood: number | null;
}

/** The university whose cases are shown; null: every one. */
export type Scope = string | null;

const inScope = (report: string, scope: Scope) =>
  scope === null ? sql`true` : sql`${sql.ref(`${report}.university_id`)} = ${scope}`;

interface CaseFilter {
  scope: Scope;
  subjectType: SubjectType | undefined;
  after: string | null;
  take: number;
  /** Whether the classifier sorts; of open cases only. */
  isSorted: boolean;
}

const ifOn = (likelihood: string) =>
  sql`case when (select is_on and model_id is not null from moderation.classifier) then ${sql.ref(likelihood)} end`;

/**
 * What orders the open cases. Sorted: within an hour of promised times, the urgent ones first, then the likely ones; those that were not
 * read yet before all.
 */
const placeOf = (report: string, isSorted: boolean) => {
  const due = sql`${sql.ref(`${report}.due_at`)}, ${sql.ref(`${report}.id`)}`;
  if (!isSorted) return due;
  const hour = sql`date_bin('1 hour', ${sql.ref(`${report}.due_at`)}, timestamptz '2020-01-01 00:00:00+00')`;
  return sql`${hour}, coalesce(${sql.ref(`${report}.precedence`)}, 0), ${due}`;
};

/**
 * Subjects with open reports, by the time at which the first answer is due. A report is the first of its subject if none is due before
 * it. The row of the cursor stays after a decision, so it gives the place from which the page continues.
 * Index: moderation.reports_due or reports_sorted, reports_due_of_subject; reads no more than the page and the other reports of its
 * subjects.
 */
export async function findOpenCases(
  db: Db,
  { subjectType, after, take, scope, isSorted }: CaseFilter,
): Promise<CaseRow[]> {
  const place = placeOf('due', isSorted);
  const { rows } = await sql<CaseRow>`
    select first.id, due.id as key, null::uuid as "decisionId", due.subject_type as "subjectType", due.subject_id as "subjectId",
      first.subject_owner_id as "ownerId", first.snapshot, ${ifOn('due.likelihood')} as likelihood
    from moderation.reports due
    cross join lateral (select id, subject_owner_id, snapshot from moderation.reports report
      where report.subject_type = due.subject_type and report.subject_id = due.subject_id
        and report.status = 'open' and not report.has_no_subject order by id limit 1) first
    where due.status = 'open' and not due.has_no_subject and ${inScope('due', scope)}
      and (${subjectType ?? null}::text is null or due.subject_type = ${subjectType ?? null}::text)
      ${after === null ? sql`` : sql`and (${place}) > (select ${placeOf('last', isSorted)} from moderation.reports last where last.id = ${after})`}
      and not exists (select from moderation.reports sooner
        where sooner.subject_type = due.subject_type and sooner.subject_id = due.subject_id
          and sooner.status = 'open' and not sooner.has_no_subject and (sooner.due_at, sooner.id) < (due.due_at, due.id))
    order by ${place} limit ${take}`.execute(db);
  return rows;
}

const selectResolved = sql`
  select first.id, decision.id as key, decision.id as "decisionId", decision.subject_type as "subjectType",
    decision.subject_id as "subjectId", decision.subject_owner_id as "ownerId", first.snapshot, null::real as likelihood
  from moderation.decisions decision
  cross join lateral (select id, snapshot, university_id from moderation.reports report
    where report.decision_id = decision.id order by id limit 1) first`;

/** Decided cases, newest decision first. Index: moderation.decisions_pkey, reports_decision. */
export async function findResolvedCases(
  db: Db,
  { subjectType, after, take, scope }: CaseFilter,
): Promise<CaseRow[]> {
  const { rows } = await sql<CaseRow>`${selectResolved}
    where ${inScope('first', scope)} and (${after}::uuid is null or decision.id < ${after}::uuid)
      and (${subjectType ?? null}::text is null or decision.subject_type = ${subjectType ?? null}::text)
    order by decision.id desc limit ${take}`.execute(db);
  return rows;
}

/** Index: moderation.decisions_pkey, reports_decision. */
export async function findResolvedCase(db: Db, decisionId: string): Promise<CaseRow | undefined> {
  const { rows } = await sql<CaseRow>`${selectResolved} where decision.id = ${decisionId}`.execute(db);
  return rows[0];
}

export interface CaseReportRow {
  key: string;
  id: string;
  reporterId: string | null;
  reporterName: string | null;
  automaticRule: { id: string; name: string; text: string; action: 'report' | 'hold' } | null;
  reason: Reason;
  comment: string | null;
  createdAt: Date;
  count: number;
  /** Of the whole case. */
  urgency: Urgency;
  dueAt: Date;
}

/**
 * The newest reports of each case, their number, and how urgent they are. Index: moderation.reports_subject, reports_decision,
 * automatic_rule_hits_report.
 */
export async function findReports(db: Db, cases: CaseRow[], perCase: number): Promise<CaseReportRow[]> {
  const { rows } = await sql<CaseReportRow>`
    select wanted.key, report.id, report.reporter_id as "reporterId", reporter.username as "reporterName",
      case when report.reporter_id is null then (
        select json_build_object('id', hit.rule_id, 'name', written.name, 'text', written.text, 'action', written.action)
        from moderation.automatic_rule_hits hit
        join moderation.automatic_rule_versions written on written.rule_id = hit.rule_id and written.version = hit.version
        where hit.report_id = report.id limit 1) end as "automaticRule",
      report.reason, report.comment, report.created_at as "createdAt", report.count,
      (array['critical', 'high', 'normal'])[report.urgency] as urgency, report.due_at as "dueAt"
    from unnest(${cases.map((row) => row.key)}::uuid[], ${cases.map((row) => row.subjectType)}::text[],
        ${cases.map((row) => row.subjectId)}::uuid[], ${cases.map((row) => row.decisionId)}::uuid[])
      as wanted(key, subject_type, subject_id, decision_id)
    cross join lateral (
      select id, reporter_id, reason, comment, created_at, (count(*) over ())::int as count, min(due_at) over () as due_at,
        min(case times.urgency when 'critical' then 1 when 'high' then 2 else 3 end) over () as urgency
      from moderation.reports left join moderation.response_times times using (reason)
      where subject_type = wanted.subject_type and subject_id = wanted.subject_id
        and decision_id is not distinct from wanted.decision_id
        and (wanted.decision_id is not null or status = 'open')
      order by id desc limit ${perCase}) report
    left join auth.member_view reporter on reporter.id = report.reporter_id
    order by wanted.key, report.id desc`.execute(db);
  return rows;
}

export interface OwnerRow {
  id: string;
  username: string;
  displayName: string;
  status: 'pending' | 'active' | 'deactivated' | 'suspended' | 'deleted';
  priorViolations: number;
}

/** The authors of the reported subjects. Index: auth.users_pkey, moderation.decisions_subject_owner. */
export async function findOwners(db: Db, ids: string[]): Promise<OwnerRow[]> {
  const { rows } = await sql<OwnerRow>`
    select member.id, member.username, member.display_name as "displayName", member.status,
      (select count(*)::int from moderation.decisions decision
       where decision.subject_owner_id = member.id and decision.outcome <> 'dismissed' and decision.outcome not in ('post_held', 'picture_refused')
         and decision.reversed_at is null) as "priorViolations"
    from auth.member_view member where member.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

export interface CurrentPost {
  id: string;
  content: string;
}

/** Existing posts with their current text. Index: content.posts_pkey. */
export const findCurrentPosts = (db: Db, ids: string[]): Promise<CurrentPost[]> =>
  db
    .selectFrom('content.post_view')
    .select(['id', 'content'])
    .where(({ ref }) => sql<boolean>`${ref('id')} = any(${ids}::uuid[])`)
    .execute();

export interface DecisionRow {
  id: string;
  outcome: Outcome;
  note: string | null;
  ruleId: string | null;
  reason: string | null;
  endsAt: Date | null;
  reversedAt: Date | null;
  decidedBy: string | null;
  decidedByName: string | null;
  decidedAt: Date;
}

/**
 * The case of a report: the open reports of its subject, or the decision that resolved it.
 * Index: moderation.reports_pkey, reports_subject, decisions_pkey, reports_decision.
 */
export async function findCaseByReport(db: Db, reportId: string, scope: Scope): Promise<CaseRow | undefined> {
  const { rows } = await sql<CaseRow>`
    select first.id, coalesce(requested.decision_id, first.id) as key, requested.decision_id as "decisionId",
      requested.subject_type as "subjectType", requested.subject_id as "subjectId", first.subject_owner_id as "ownerId", first.snapshot,
      case when requested.decision_id is null then ${ifOn('first.likelihood')} end as likelihood
    from moderation.reports requested
    cross join lateral (
      select id, subject_owner_id, snapshot, likelihood from moderation.reports report
      where report.subject_type = requested.subject_type and report.subject_id = requested.subject_id
        and report.decision_id is not distinct from requested.decision_id
      order by id limit 1) first
    where requested.id = ${reportId} and not requested.has_no_subject and ${inScope('requested', scope)}`.execute(
    db,
  );
  return rows[0];
}

/** Index: moderation.decisions_pkey. */
export async function findDecisions(db: Db, ids: string[]): Promise<DecisionRow[]> {
  const { rows } = await sql<DecisionRow>`
    select decision.id, decision.outcome, decision.note, decision.rule_id as "ruleId", decision.statement as reason,
      decision.ends_at as "endsAt", decision.reversed_at as "reversedAt", decision.decided_by as "decidedBy",
      moderator.username as "decidedByName", decision.decided_at as "decidedAt"
    from moderation.decisions decision
    left join auth.member_view moderator on moderator.id = decision.decided_by
    where decision.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

export interface LockedReport {
  id: string;
  subjectType: SubjectType;
  subjectId: string;
  ownerId: string | null;
  reporterId: string | null;
  reason: Reason;
}

/** The subject of a report, open or resolved. Index: moderation.reports_pkey. */
export async function findSubjectOfReport(
  db: Db,
  id: string,
  scope: Scope,
): Promise<Pick<LockedReport, 'subjectType' | 'subjectId'> | undefined> {
  return db
    .selectFrom('moderation.reports')
    .select(['subject_type as subjectType', 'subject_id as subjectId'])
    .where('id', '=', id)
    .where('has_no_subject', '=', false)
    .$if(scope !== null, (query) => query.where('university_id', '=', scope))
    .executeTakeFirst();
}

/**
 * Locks the open reports of a subject in the order of their ids. Of two concurrent decisions, the second
 * finds none.
 */
export async function lockOpenReports(
  db: Db,
  subject: Pick<LockedReport, 'subjectType' | 'subjectId'>,
): Promise<LockedReport[]> {
  return db
    .selectFrom('moderation.reports')
    .select([
      'id',
      'subject_type as subjectType',
      'subject_id as subjectId',
      'subject_owner_id as ownerId',
      'reporter_id as reporterId',
      'reason',
    ])
    .where('subject_type', '=', subject.subjectType)
    .where('subject_id', '=', subject.subjectId)
    .where('status', '=', 'open')
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Resolves these reports with a decision. */
export async function resolveReports(
  db: Db,
  reports: string[],
  decision: { id: string; outcome: Outcome; at: Date },
): Promise<void> {
  await db
    .updateTable('moderation.reports')
    .set({
      status: decision.outcome === 'dismissed' ? 'dismissed' : 'upheld',
      resolved_at: decision.at,
      decision_id: decision.id,
    })
    .where(({ ref }) => sql<boolean>`${ref('id')} = any(${reports}::uuid[])`)
    .execute();
}

/** Whether a member has ever reported a subject. Index: moderation.reports_subject. */
export async function hasReported(
  db: Db,
  userId: string,
  { subjectType, subjectId }: Pick<LockedReport, 'subjectType' | 'subjectId'>,
): Promise<boolean> {
  const row = await db
    .selectFrom('moderation.reports')
    .select('id')
    .where('subject_type', '=', subjectType)
    .where('subject_id', '=', subjectId)
    .where('reporter_id', '=', userId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface ContentAccess {
  id: string;
  subjectType: 'post' | 'message';
  subjectId: string;
  reportId: string;
  staffId: string;
  reason: string;
  at: Date;
}

export async function insertAccess(db: Db, access: ContentAccess): Promise<void> {
  await db
    .insertInto('moderation.accesses')
    .values({
      id: access.id,
      subject_type: access.subjectType,
      subject_id: access.subjectId,
      report_id: access.reportId,
      staff_id: access.staffId,
      reason: access.reason,
      accessed_at: access.at,
    })
    .execute();
}

/** A staff member's last access record for a subject. Index: moderation.accesses_subject. */
export async function findLastAccess(
  db: Db,
  staffId: string,
  { subjectType, subjectId }: Pick<LockedReport, 'subjectType' | 'subjectId'>,
  since: Date,
): Promise<string | undefined> {
  const row = await sql<{ id: string }>`
    select id from moderation.accesses
    where subject_type = ${subjectType} and subject_id = ${subjectId} and staff_id = ${staffId} and accessed_at > ${since}
    order by id desc limit 1`.execute(db);
  return row.rows[0]?.id;
}
