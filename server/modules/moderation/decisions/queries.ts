import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { SubjectType } from '../reports/schemas.ts';
import type { Outcome } from '../resolution/schemas.ts';
import type { Act } from './schemas.ts';

export interface NewDecision {
  id: string;
  subjectType: SubjectType;
  subjectId: string;
  ownerId: string | null;
  outcome: Outcome;
  /** For staff; null for an act without a report. */
  note: string | null;
  ruleId: string | null;
  /** For the member concerned; null: the text of the rule. */
  statement: string | null;
  endsAt: Date | null;
  suspensionId: string | null;
  /** Null: an automatic rule. */
  by: string | null;
  at: Date;
}

/** @returns false if it was inserted before: a job may run twice */
export async function insertDecision(db: Db, decision: NewDecision): Promise<boolean> {
  const result = await db
    .insertInto('moderation.decisions')
    .values({
      id: decision.id,
      subject_type: decision.subjectType,
      subject_id: decision.subjectId,
      subject_owner_id: decision.ownerId,
      outcome: decision.outcome,
      note: decision.note,
      decided_by: decision.by,
      decided_at: decision.at,
      rule_id: decision.ruleId,
      statement: decision.statement,
      ends_at: decision.endsAt,
      suspension_id: decision.suspensionId,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export interface OwnDecisionRow {
  id: string;
  act: Act;
  ruleId: string | null;
  reason: string | null;
  automaticRule: { noticeTr: string; noticeEn: string } | null;
  subjectType: SubjectType;
  subjectId: string;
  content: string | null;
  decidedAt: Date;
  endsAt: Date | null;
  reversedAt: Date | null;
  appealId: string | null;
  appealText: string | null;
  appealStatus: 'open' | 'upheld' | 'rejected' | null;
  appealAnswer: string | null;
  appealedAt: Date | null;
  appealDecidedAt: Date | null;
}

/** The first report that led to `decision`; of a post that an automatic rule held, the rule's own; of a bulk act that was taken back, its item's. */
export const reportOf = sql`
  select report.id, report.snapshot from moderation.reports report where report.decision_id = decision.id
  union all
  select report.id, report.snapshot from moderation.automatic_rule_hits hit join moderation.reports report on report.id = hit.report_id
  where decision.outcome = 'post_held' and hit.decision_id = decision.id
  union all
  select report.id, report.snapshot from moderation.batch_items item join moderation.reports report on report.id = item.report_id
  where item.decision_id = decision.id and item.undo_state = 'done'
  order by id limit 1`;

/**
 * Decisions about a member, newest first, with their appeals. What was reported is the member's own text: neither the reports nor the
 * messages around it. Index: decisions_subject_owner, reports_decision, appeals_decision_id_key.
 */
export async function findOwnDecisions(
  db: Db,
  memberId: string,
  { after, take }: { after: string | null; take: number },
): Promise<OwnDecisionRow[]> {
  const { rows } = await sql<OwnDecisionRow>`
    select decision.id, decision.outcome as act, decision.rule_id as "ruleId", decision.statement as reason,
      decision.subject_type as "subjectType", decision.subject_id as "subjectId",
      case when decision.subject_type <> 'user' then (select first.snapshot ->> 'content' from (${reportOf}) first) end as content,
      (select json_build_object('noticeTr', written.notice_tr, 'noticeEn', written.notice_en)
       from moderation.automatic_rule_hits hit
       join moderation.automatic_rule_versions written on written.rule_id = hit.rule_id and written.version = hit.version
       where decision.outcome = 'post_held' and hit.decision_id = decision.id limit 1) as "automaticRule",
      decision.decided_at as "decidedAt", decision.ends_at as "endsAt", decision.reversed_at as "reversedAt",
      appeal.id as "appealId", appeal.text as "appealText", appeal.status as "appealStatus", appeal.answer as "appealAnswer",
      appeal.created_at as "appealedAt", appeal.decided_at as "appealDecidedAt"
    from moderation.decisions decision left join moderation.appeals appeal on appeal.decision_id = decision.id
    where decision.subject_owner_id = ${memberId} and decision.outcome <> 'dismissed'
      and (${after}::uuid is null or decision.id < ${after}::uuid)
    order by decision.id desc limit ${take}`.execute(db);
  return rows;
}

export interface DecisionOnMember {
  id: string;
  subjectType: SubjectType;
  subjectId: string;
  ownerId: string | null;
  outcome: Outcome;
  ruleId: string | null;
  /** As the member reads it. */
  reason: string | null;
  decidedBy: string | null;
  decidedAt: Date;
  endsAt: Date | null;
  suspensionId: string | null;
  reversedAt: Date | null;
}

const decisions = (db: Db, id: string) =>
  db
    .selectFrom('moderation.decisions')
    .select([
      'id',
      'subject_type as subjectType',
      'subject_id as subjectId',
      'subject_owner_id as ownerId',
      'outcome',
      'rule_id as ruleId',
      'statement as reason',
      'decided_by as decidedBy',
      'decided_at as decidedAt',
      'ends_at as endsAt',
      'suspension_id as suspensionId',
      'reversed_at as reversedAt',
    ])
    .where('id', '=', id);

/** Index: decisions_pkey. */
export const findDecision = (db: Db, id: string): Promise<DecisionOnMember | undefined> =>
  decisions(db, id).executeTakeFirst();

/** Locks a decision: of an appeal and a reversal at once, the second sees the first. Index: decisions_pkey. */
export const lockDecision = (db: Db, id: string): Promise<DecisionOnMember | undefined> =>
  decisions(db, id).forNoKeyUpdate().executeTakeFirst();

/**
 * Until when the decisions of one kind about a member hold that were not taken back; null if none does.
 * Index: decisions_subject_owner.
 */
export async function findHoldingUntil(
  db: Db,
  memberId: string,
  outcome: 'muted' | 'reach_limited',
  now: Date,
): Promise<Date | null> {
  const row = await db
    .selectFrom('moderation.decisions')
    .select(({ fn }) => fn.max('ends_at').as('until'))
    .where('subject_owner_id', '=', memberId)
    .where('outcome', '=', outcome)
    .where('reversed_at', 'is', null)
    .where('ends_at', '>', now)
    .executeTakeFirst();
  return row?.until ?? null;
}

/** The decisions of one kind about a member that hold. Index: decisions_subject_owner. */
export const findHolding = (
  db: Db,
  memberId: string,
  outcome: 'muted' | 'reach_limited',
  now: Date,
): Promise<{ id: string; ruleId: string | null }[]> =>
  db
    .selectFrom('moderation.decisions')
    .select(['id', 'rule_id as ruleId'])
    .where('subject_owner_id', '=', memberId)
    .where('outcome', '=', outcome)
    .where('reversed_at', 'is', null)
    .where('ends_at', '>', now)
    .orderBy('id')
    .execute();

/** The ids of the decisions that gave a post its warning and were not taken back, locked. Index: decisions_subject_owner. */
export async function lockWarningsOfContent(db: Db, ownerId: string, postId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('moderation.decisions')
    .select('id')
    .where('subject_owner_id', '=', ownerId)
    .where('outcome', '=', 'content_warned')
    .where('subject_type', '=', 'post')
    .where('subject_id', '=', postId)
    .where('reversed_at', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

/** Records that a decision was taken back. */
export async function setReversed(db: Db, id: string, at: Date): Promise<void> {
  await db
    .updateTable('moderation.decisions')
    .set({ reversed_at: at })
    .where('id', '=', id)
    .where('reversed_at', 'is', null)
    .execute();
}

/** The decision that began a suspension. Index: decisions_subject_owner. */
export async function findSuspendingDecision(
  db: Db,
  memberId: string,
  suspensionId: string,
): Promise<{ id: string; ruleId: string | null } | undefined> {
  return db
    .selectFrom('moderation.decisions')
    .select(['id', 'rule_id as ruleId'])
    .where('subject_owner_id', '=', memberId)
    .where('outcome', '<>', 'dismissed')
    .where('suspension_id', '=', suspensionId)
    .executeTakeFirst();
}
