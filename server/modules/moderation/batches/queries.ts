import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { SubjectType } from '../reports/schemas.ts';
import type { Outcome } from '../resolution/schemas.ts';
import type { BatchState, Decision, ItemState } from './schemas.ts';

export interface Chosen {
  reportId: string | null;
  subjectType: SubjectType | null;
  subjectId: string | null;
  ownerId: string | null;
  isResolved: boolean;
}

/** The subjects of some reports, in their order; of those out of scope, nothing. Index: reports_pkey. */
export async function findChosen(
  db: Db,
  reportIds: readonly string[],
  scope: string | null,
): Promise<Chosen[]> {
  const { rows } = await sql<Chosen>`
    select wanted.id as "reportId", report.subject_type as "subjectType", report.subject_id as "subjectId",
      report.subject_owner_id as "ownerId", report.status is distinct from 'open' as "isResolved"
    from unnest(${reportIds}::uuid[]) with ordinality wanted(id, nr)
    left join moderation.reports report on report.id = wanted.id and not report.has_no_subject
      and (${scope}::uuid is null or report.university_id = ${scope}::uuid)
    order by wanted.nr`.execute(db);
  return rows;
}

interface Subject {
  subjectType: SubjectType;
  subjectId: string;
}

/**
 * What keeps a moderator from deciding about some subjects, and what they opened. Index: reports_open, claims_pkey, accesses_subject.
 */
export async function findObstacles(
  db: Db,
  viewerId: string,
  subjects: readonly Subject[],
  { now, openedSince }: { now: Date; openedSince: Date },
): Promise<{ subjectId: string; isOwnReport: boolean; isClaimed: boolean; isOpened: boolean }[]> {
  const { rows } = await sql<{
    subjectId: string;
    isOwnReport: boolean;
    isClaimed: boolean;
    isOpened: boolean;
  }>`
    select wanted.id as "subjectId",
      exists (select from moderation.reports own where own.reporter_id = ${viewerId} and own.subject_type = wanted.type
        and own.subject_id = wanted.id and own.status = 'open') as "isOwnReport",
      exists (select from moderation.claims claim where claim.subject_type = wanted.type and claim.subject_id = wanted.id
        and claim.moderator_id <> ${viewerId} and claim.expires_at > ${now}) as "isClaimed",
      exists (select from moderation.accesses access where access.subject_type = wanted.type and access.subject_id = wanted.id
        and access.staff_id = ${viewerId} and access.accessed_at > ${openedSince}) as "isOpened"
    from unnest(${subjects.map(({ subjectType }) => subjectType)}::text[], ${subjects.map(({ subjectId }) => subjectId)}::uuid[])
      as wanted(type, id)`.execute(db);
  return rows;
}

export interface NewBatchRow {
  id: string;
  decision: Decision;
  ruleId: string | null;
  statement: string | null;
  note: string;
  endsAt: Date | null;
  contentWarning: string | null;
  memberId: string | null;
  postsSince: Date | null;
  by: string;
  sessionId: string;
  at: Date;
  state: BatchState;
}

export async function insertBatch(
  db: Db,
  batch: NewBatchRow,
  items: readonly (Omit<Chosen, 'isResolved'> & { problem: string | null })[],
): Promise<void> {
  await db
    .insertInto('moderation.batches')
    .values({
      id: batch.id,
      decision: batch.decision,
      rule_id: batch.ruleId,
      statement: batch.statement,
      note: batch.note,
      ends_at: batch.endsAt,
      content_warning: batch.contentWarning,
      member_id: batch.memberId,
      posts_since: batch.postsSince,
      started_by: batch.by,
      session_id: batch.sessionId,
      created_at: batch.at,
      state: batch.state,
    })
    .execute();
  await db
    .insertInto('moderation.batch_items')
    .values(
      items.map((item, position) => ({
        batch_id: batch.id,
        position,
        report_id: item.reportId,
        subject_type: item.subjectType,
        subject_id: item.subjectId,
        owner_id: item.ownerId,
        state: item.problem === null ? ('waiting' as const) : ('left_out' as const),
        problem: item.problem,
      })),
    )
    .execute();
}

export interface BatchRow extends Omit<NewBatchRow, 'by' | 'at'> {
  startedBy: string | null;
  createdAt: Date;
  finishedAt: Date | null;
  undoneBy: string | null;
  undoSessionId: string | null;
  undoReason: string | null;
}

/** Locks a batch: what is done to it comes one after the other. Index: batches_pkey. */
export const lockBatch = (db: Db, id: string): Promise<BatchRow | undefined> =>
  db
    .selectFrom('moderation.batches')
    .select([
      'id',
      'decision',
      'rule_id as ruleId',
      'statement',
      'note',
      'ends_at as endsAt',
      'content_warning as contentWarning',
      'member_id as memberId',
      'posts_since as postsSince',
      'started_by as startedBy',
      'session_id as sessionId',
      'created_at as createdAt',
      'state',
      'finished_at as finishedAt',
      'undone_by as undoneBy',
      'undo_session_id as undoSessionId',
      'undo_reason as undoReason',
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export interface ItemRow {
  position: number;
  reportId: string | null;
  subjectType: SubjectType;
  subjectId: string;
  ownerId: string | null;
  decisionId: string | null;
}

const items = (db: Db, batchId: string) =>
  db
    .selectFrom('moderation.batch_items')
    .select([
      'position',
      'report_id as reportId',
      'subject_type as subjectType',
      'subject_id as subjectId',
      'owner_id as ownerId',
      'decision_id as decisionId',
    ])
    .where('batch_id', '=', batchId)
    .orderBy('position')
    .$narrowType<{ subjectType: SubjectType; subjectId: string }>();

/** The first item that waits, which always has a subject. Index: batch_items_pkey. */
export const findNextItem = (db: Db, batchId: string): Promise<ItemRow | undefined> =>
  items(db, batchId).where('state', '=', 'waiting').limit(1).executeTakeFirst();

/** The last item that was decided and not taken back. Index: batch_items_pkey. */
export const findNextToUndo = (db: Db, batchId: string): Promise<ItemRow | undefined> =>
  items(db, batchId)
    .clearOrderBy()
    .orderBy('position', 'desc')
    .where('state', '=', 'done')
    .where('undo_state', 'is', null)
    .limit(1)
    .executeTakeFirst();

/** How much of a member the batch decides, and has decided. Index: batch_items_pkey. */
export async function countOfOwner(
  db: Db,
  batchId: string,
  ownerId: string,
): Promise<{ chosen: number; done: number }> {
  const { rows } = await sql<{ chosen: number; done: number }>`
    select (count(*) filter (where state <> 'left_out'))::int as chosen, (count(*) filter (where state = 'done'))::int as done
    from moderation.batch_items where batch_id = ${batchId} and owner_id = ${ownerId}`.execute(db);
  return rows[0] ?? { chosen: 0, done: 0 };
}

export async function setItemDone(
  db: Db,
  batchId: string,
  position: number,
  decisionId: string,
): Promise<void> {
  await db
    .updateTable('moderation.batch_items')
    .set({ state: 'done', decision_id: decisionId })
    .where('batch_id', '=', batchId)
    .where('position', '=', position)
    .execute();
}

/** Leaves an item out that waits. @param position  null: all of them */
export async function leaveOut(
  db: Db,
  batchId: string,
  position: number | null,
  problem: string,
): Promise<void> {
  await db
    .updateTable('moderation.batch_items')
    .set({ state: 'left_out', problem })
    .where('batch_id', '=', batchId)
    .where('state', '=', 'waiting')
    .$if(position !== null, (query) => query.where('position', '=', position!))
    .execute();
}

export async function setUndone(
  db: Db,
  batchId: string,
  position: number,
  problem: string | null,
): Promise<void> {
  await db
    .updateTable('moderation.batch_items')
    .set({ undo_state: problem === null ? 'done' : 'left_out', undo_problem: problem })
    .where('batch_id', '=', batchId)
    .where('position', '=', position)
    .where('undo_state', 'is', null)
    .execute();
}

/** Leaves out what is not taken back yet. */
export async function leaveUndoOut(db: Db, batchId: string, problem: string): Promise<void> {
  await db
    .updateTable('moderation.batch_items')
    .set({ undo_state: 'left_out', undo_problem: problem })
    .where('batch_id', '=', batchId)
    .where('state', '=', 'done')
    .where('undo_state', 'is', null)
    .execute();
}

export async function setState(
  db: Db,
  id: string,
  change: { state: BatchState; finishedAt?: Date; undoneAt?: Date },
): Promise<void> {
  await db
    .updateTable('moderation.batches')
    .set({
      state: change.state,
      ...(change.finishedAt === undefined ? {} : { finished_at: change.finishedAt }),
      ...(change.undoneAt === undefined ? {} : { undone_at: change.undoneAt }),
    })
    .where('id', '=', id)
    .execute();
}

export async function setUndoing(
  db: Db,
  id: string,
  undo: { by: string; sessionId: string; reason: string; at: Date },
): Promise<void> {
  await sql`update moderation.batches set state = 'undoing', undone_by = ${undo.by}, undo_session_id = ${undo.sessionId},
      undo_reason = ${undo.reason}, undo_started_at = ${undo.at}, finished_at = coalesce(finished_at, ${undo.at})
    where id = ${id}`.execute(db);
}

/** Whether somebody decided about a subject after a decision, and that still holds. Index: decisions_subject_owner. */
export async function wasDecidedAgain(
  db: Db,
  decision: {
    id: string;
    ownerId: string | null;
    subjectType: SubjectType;
    subjectId: string;
    outcome: Outcome;
  },
): Promise<boolean> {
  const { rows } = await sql`
    select from moderation.decisions later
    where later.subject_type = ${decision.subjectType} and later.subject_id = ${decision.subjectId}
      and later.subject_owner_id is not distinct from ${decision.ownerId}::uuid and later.id > ${decision.id}
      and later.outcome <> 'dismissed' and later.reversed_at is null and later.outcome = ${decision.outcome}
    limit 1`.execute(db);
  return rows.length > 0;
}

/** An appeal against a decision. Index: appeals_decision_id_key. */
export const findAppealOf = (
  db: Db,
  decisionId: string,
): Promise<{ id: string; status: 'open' | 'upheld' | 'rejected' } | undefined> =>
  db
    .selectFrom('moderation.appeals')
    .select(['id', 'status'])
    .where('decision_id', '=', decisionId)
    .executeTakeFirst();

/**
 * Opens the reports again that a decision resolved, unless their reporter has reported the subject anew. What rules made of them is
 * to be judged again. Index: reports_decision, automatic_rule_hits_report.
 */
export async function reopenReports(db: Db, decisionId: string): Promise<void> {
  await sql`
    with reopened as (
      update moderation.reports report set status = 'open', resolved_at = null, decision_id = null
      where report.decision_id = ${decisionId} and not exists (select from moderation.reports newer
        where newer.reporter_id = report.reporter_id and newer.subject_type = report.subject_type
          and newer.subject_id = report.subject_id and newer.status = 'open')
      returning report.id)
    update moderation.automatic_rule_hits hit set verdict = null, judged_at = null
    from reopened where hit.report_id = reopened.id`.execute(db);
}

interface Ref {
  id: string;
  username: string;
}

export interface PresentedRow extends BatchRow {
  member: Ref | null;
  starter: Ref | null;
  undoer: Ref | null;
  undoStartedAt: Date | null;
  undoneAt: Date | null;
  items: number;
  done: number;
  leftOut: number;
  members: number;
  undone: number;
  undoLeftOut: number;
}

const ref = (alias: string) => sql`
  case when ${sql.ref(`${alias}.id`)} is not null
    then json_build_object('id', ${sql.ref(`${alias}.id`)}, 'username', ${sql.ref(`${alias}.username`)}) end`;

/**
 * Batches with their counts, newest first.
 * @param where.startedBy  null: everybody's
 * Index: batches_started_by or batches_pkey, batch_items_pkey.
 */
export async function findBatches(
  db: Db,
  where: { startedBy: string | null; id?: string; after?: string | null; take: number },
): Promise<PresentedRow[]> {
  const { rows } = await sql<PresentedRow>`
    select batch.id, batch.decision, batch.rule_id as "ruleId", batch.statement, batch.note, batch.ends_at as "endsAt",
      batch.content_warning as "contentWarning", batch.member_id as "memberId", batch.posts_since as "postsSince",
      batch.started_by as "startedBy", batch.session_id as "sessionId", batch.created_at as "createdAt", batch.state,
      batch.finished_at as "finishedAt", batch.undone_by as "undoneBy", batch.undo_reason as "undoReason",
      batch.undo_started_at as "undoStartedAt", batch.undone_at as "undoneAt",
      ${ref('member')} as member, ${ref('starter')} as starter, ${ref('undoer')} as undoer, counted.*
    from (select * from moderation.batches batch
      where (${where.startedBy}::uuid is null or batch.started_by = ${where.startedBy}::uuid)
        and (${where.id ?? null}::uuid is null or batch.id = ${where.id ?? null}::uuid)
        and (${where.after ?? null}::uuid is null or batch.id < ${where.after ?? null}::uuid)
      order by batch.id desc limit ${where.take}) batch
    cross join lateral (
      select count(*)::int as items, (count(*) filter (where item.state = 'done'))::int as done,
        (count(*) filter (where item.state = 'left_out'))::int as "leftOut",
        (count(distinct item.owner_id) filter (where item.state = 'done'))::int as members,
        (count(*) filter (where item.undo_state = 'done'))::int as undone,
        (count(*) filter (where item.undo_state = 'left_out'))::int as "undoLeftOut"
      from moderation.batch_items item where item.batch_id = batch.id) counted
    left join auth.member_view member on member.id = batch.member_id
    left join auth.member_view starter on starter.id = batch.started_by
    left join auth.member_view undoer on undoer.id = batch.undone_by
    order by batch.id desc`.execute(db);
  return rows;
}

export interface PresentedItemRow {
  reportId: string | null;
  subjectType: SubjectType | null;
  subjectId: string | null;
  owner: Ref | null;
  state: ItemState;
  problem: string | null;
  undoState: 'done' | 'left_out' | null;
  undoProblem: string | null;
}

/** The items of a batch: 500 at most. Index: batch_items_pkey. */
export async function findItems(db: Db, batchId: string): Promise<PresentedItemRow[]> {
  const { rows } = await sql<PresentedItemRow>`
    select item.report_id as "reportId", item.subject_type as "subjectType", item.subject_id as "subjectId", ${ref('owner')} as owner,
      item.state, item.problem, item.undo_state as "undoState", item.undo_problem as "undoProblem"
    from moderation.batch_items item left join auth.member_view owner on owner.id = item.owner_id
    where item.batch_id = ${batchId} order by item.position`.execute(db);
  return rows;
}
