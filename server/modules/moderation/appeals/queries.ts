import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { reportOf } from '../decisions/queries.ts';
import type { Act } from '../decisions/schemas.ts';
import type { SubjectType } from '../reports/schemas.ts';
import type { Outcome } from '../resolution/schemas.ts';

/** @returns false if the decision has an appeal already. Index: appeals_decision_id_key */
export async function insertAppeal(
  db: Db,
  appeal: { id: string; decisionId: string; memberId: string; text: string; at: Date },
): Promise<boolean> {
  const result = await db
    .insertInto('moderation.appeals')
    .values({
      id: appeal.id,
      decision_id: appeal.decisionId,
      member_id: appeal.memberId,
      text: appeal.text,
      created_at: appeal.at,
    })
    .onConflict((conflict) => conflict.column('decision_id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

interface MemberRef {
  id: string;
  username: string;
  displayName: string;
}

export interface AppealRow {
  id: string;
  status: 'open' | 'upheld' | 'rejected';
  text: string;
  createdAt: Date;
  answer: string | null;
  decidedAt: Date | null;
  appealDecider: MemberRef | null;
  member: MemberRef | null;
  decisionId: string;
  act: Act;
  ruleId: string | null;
  reason: string | null;
  note: string | null;
  decider: MemberRef | null;
  actedAt: Date;
  endsAt: Date | null;
  reversedAt: Date | null;
  subjectType: SubjectType;
  subjectId: string;
  content: string | null;
  reportId: string | null;
  isOwnReport: boolean;
}

const memberRef = (alias: string) => sql`
  case when ${sql.ref(`${alias}.id`)} is not null
    then json_build_object('id', ${sql.ref(`${alias}.id`)}, 'username', ${sql.ref(`${alias}.username`)}, 'displayName', ${sql.ref(`${alias}.display_name`)}) end`;

const selectAppeals = (viewerId: string) => sql`
  select appeal.id, appeal.status, appeal.text, appeal.created_at as "createdAt", appeal.answer, appeal.decided_at as "decidedAt",
    ${memberRef('appeal_decider')} as "appealDecider", ${memberRef('member')} as member, decision.id as "decisionId",
    decision.outcome as act, decision.rule_id as "ruleId", decision.statement as reason, decision.note,
    ${memberRef('decider')} as decider, decision.decided_at as "actedAt", decision.ends_at as "endsAt",
    decision.reversed_at as "reversedAt", decision.subject_type as "subjectType", decision.subject_id as "subjectId",
    case when first.snapshot ->> 'visibility' = 'public' then first.snapshot ->> 'content' end as content, first.id as "reportId",
    exists (select from moderation.reports own where own.subject_type = decision.subject_type
      and own.subject_id = decision.subject_id and own.reporter_id = ${viewerId}) as "isOwnReport"
  from moderation.appeals appeal
  join moderation.decisions decision on decision.id = appeal.decision_id
  left join lateral (${reportOf}) first on true
  left join auth.member_view member on member.id = appeal.member_id
  left join auth.member_view decider on decider.id = decision.decided_by
  left join auth.member_view appeal_decider on appeal_decider.id = appeal.decided_by`;

/** @param scope  the university whose members' appeals are shown; null: every one */
const inScope = (scope: string | null) => (scope === null ? sql`true` : sql`member.university_id = ${scope}`);

/** Appeals that wait, oldest first. Index: appeals_waiting. */
export async function findOpenAppeals(
  db: Db,
  viewerId: string,
  { after, take, scope }: { after: string | null; take: number; scope: string | null },
): Promise<AppealRow[]> {
  const { rows } = await sql<AppealRow>`${selectAppeals(viewerId)}
    where appeal.status = 'open' and ${inScope(scope)} and (${after}::uuid is null or appeal.id > ${after}::uuid)
    order by appeal.id limit ${take}`.execute(db);
  return rows;
}

/** Decided appeals, newest first. Index: appeals_pkey. */
export async function findDecidedAppeals(
  db: Db,
  viewerId: string,
  { after, take, scope }: { after: string | null; take: number; scope: string | null },
): Promise<AppealRow[]> {
  const { rows } = await sql<AppealRow>`${selectAppeals(viewerId)}
    where appeal.status <> 'open' and ${inScope(scope)} and (${after}::uuid is null or appeal.id < ${after}::uuid)
    order by appeal.id desc limit ${take}`.execute(db);
  return rows;
}

/** Index: appeals_pkey. */
export async function findAppeal(
  db: Db,
  viewerId: string,
  id: string,
  scope: string | null,
): Promise<AppealRow | undefined> {
  const { rows } =
    await sql<AppealRow>`${selectAppeals(viewerId)} where appeal.id = ${id} and ${inScope(scope)}`.execute(
      db,
    );
  return rows[0];
}

/** Decides an appeal that is open. Of two moderators at once, the second waits and gets false. */
export async function closeAppeal(
  db: Db,
  appeal: { id: string; outcome: 'upheld' | 'rejected'; answer: string; by: string; at: Date },
): Promise<boolean> {
  const result = await db
    .updateTable('moderation.appeals')
    .set({ status: appeal.outcome, answer: appeal.answer, decided_by: appeal.by, decided_at: appeal.at })
    .where('id', '=', appeal.id)
    .where('status', '=', 'open')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/**
 * Locks the decisions that removed or held a post or message and were not taken back, in the order of their ids: each sees what the
 * others' appeals have led to.
 * Index: decisions_subject_owner.
 */
export async function lockRemovals(
  db: Db,
  ownerId: string,
  subjectId: string,
): Promise<{ id: string; outcome: Outcome }[]> {
  return db
    .selectFrom('moderation.decisions')
    .select(['id', 'outcome'])
    .where('subject_owner_id', '=', ownerId)
    .where('outcome', '<>', 'dismissed')
    .where('outcome', 'in', ['post_removed', 'post_held', 'message_removed'])
    .where('subject_id', '=', subjectId)
    .where('reversed_at', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** Whether an appeal against one of these decisions is open. Index: appeals_decision_id_key. */
export async function isAppealOpen(db: Db, decisionIds: readonly string[]): Promise<boolean> {
  const row = await db
    .selectFrom('moderation.appeals')
    .select('id')
    .where(({ ref }) => sql<boolean>`${ref('decision_id')} = any(${decisionIds}::uuid[])`)
    .where('status', '=', 'open')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface FigureRow {
  ruleId: string | null;
  moderator: MemberRef | null;
  isByRule: boolean;
  decisions: number;
  appeals: number;
  upheld: number;
  rejected: number;
  /** Taken back with a bulk act. */
  undone: number;
}

/** Decisions of moderators and their appeals by rule, and by moderator. Reads all decisions: a campus makes some thousand in years. */
export async function countAppeals(db: Db): Promise<FigureRow[]> {
  const { rows } = await sql<FigureRow>`
    select counted.*, ${memberRef('moderator')} as moderator from (
      select decision.rule_id as "ruleId", decision.decided_by as decided_by, grouping(decision.decided_by) = 1 as "isByRule",
        count(*)::int as decisions, count(appeal.id)::int as appeals,
        (count(*) filter (where appeal.status = 'upheld'))::int as upheld,
        (count(*) filter (where appeal.status = 'rejected'))::int as rejected,
        (count(*) filter (where item.undo_state = 'done'))::int as undone
      from moderation.decisions decision left join moderation.appeals appeal on appeal.decision_id = decision.id
      left join moderation.batch_items item on item.decision_id = decision.id
      where decision.outcome not in ('dismissed', 'post_held')
      group by grouping sets ((decision.rule_id), (decision.decided_by))) counted
    left join auth.member_view moderator on moderator.id = counted.decided_by
    order by counted.upheld desc, counted.appeals desc, counted.decisions desc`.execute(db);
  return rows;
}
