import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Locale } from '../emails/layout.ts';
import type { ApprovalState } from '../tables.ts';

interface Person {
  id: string;
  username: string;
  displayName: string;
}

export interface ApprovalRow {
  id: string;
  act: string;
  subjectId: string;
  /** What else it is about. */
  targetId: string | null;
  requesterId: string | null;
  reason: string;
  requestedAt: Date;
  dueAt: Date;
  needsSecond: boolean;
  state: ApprovalState;
  closedAt: Date | null;
  member: Person;
  /** Null once the account is deleted. */
  requestedBy: Person | null;
  /** Null also if time decided. */
  closedBy: Person | null;
}

const person = (alias: 'subject' | 'requester' | 'closer') => {
  const id = sql.ref(`${alias}.id`);
  return sql`case when ${id} is null then null else jsonb_build_object('id', ${id}, 'username', ${sql.ref(`${alias}.username`)},
    'displayName', ${sql.ref(`${alias}.display_name`)}) end`;
};

const approvals = (rest: RawBuilder<unknown>) => sql<ApprovalRow>`
  select approval.id, approval.act, approval.member_id as "subjectId", approval.target_id as "targetId", approval.requested_by as "requesterId", approval.reason,
    approval.requested_at as "requestedAt", approval.due_at as "dueAt", approval.needs_second as "needsSecond", approval.state,
    approval.closed_at as "closedAt", ${person('subject')} as member, ${person('requester')} as "requestedBy",
    ${person('closer')} as "closedBy"
  from auth.approvals approval
  join auth.users subject on subject.id = approval.member_id
  left join auth.users requester on requester.id = approval.requested_by
  left join auth.users closer on closer.id = approval.closed_by
  ${rest}`;

/** Newest first. Index: approvals_pkey. */
export async function findApprovals(db: Db, before: string | null, limit: number): Promise<ApprovalRow[]> {
  const { rows } = await approvals(sql`
    where (${before}::uuid is null or approval.id < ${before}::uuid) order by approval.id desc limit ${limit}`).execute(
    db,
  );
  return rows;
}

/** Index: approvals_pkey. */
export async function findApproval(db: Db, id: string): Promise<ApprovalRow | undefined> {
  const { rows } = await approvals(sql`where approval.id = ${id}`).execute(db);
  return rows[0];
}

/** The request about a target that waits, if there is one. Index: approvals_waiting. */
export async function findWaitingApprovalOf(db: Db, targetId: string): Promise<ApprovalRow | undefined> {
  const { rows } = await approvals(
    sql`where approval.target_id = ${targetId} and approval.state = 'waiting'`,
  ).execute(db);
  return rows[0];
}

/** Locks a request until the transaction ends. @returns it, as it is under the lock. Index: approvals_pkey */
export async function lockApproval(db: Db, id: string): Promise<ApprovalRow | undefined> {
  const { rows } = await approvals(sql`where approval.id = ${id} for update of approval`).execute(db);
  return rows[0];
}

/** @returns false if another request about the member waits. Index: approvals_waiting */
export async function insertApproval(
  db: Db,
  row: Pick<
    ApprovalRow,
    'id' | 'act' | 'subjectId' | 'targetId' | 'reason' | 'requestedAt' | 'dueAt' | 'needsSecond'
  > & {
    requesterId: string;
  },
): Promise<boolean> {
  const inserted = await db
    .insertInto('auth.approvals')
    .values({
      id: row.id,
      act: row.act,
      member_id: row.subjectId,
      target_id: row.targetId,
      requested_by: row.requesterId,
      reason: row.reason,
      requested_at: row.requestedAt,
      due_at: row.dueAt,
      needs_second: row.needsSecond,
      state: 'waiting',
      closed_by: null,
      closed_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function closeApproval(
  db: Db,
  id: string,
  state: ApprovalState,
  by: string | null,
  now: Date,
): Promise<void> {
  await db
    .updateTable('auth.approvals')
    .set({ state, closed_by: by, closed_at: now })
    .where('id', '=', id)
    .execute();
}

/** Requests whose time is over. Index: approvals_due. */
export async function findDueApprovals(db: Db, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('auth.approvals')
    .select('id')
    .where('state', '=', 'waiting')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}

/** Closed requests are kept for a year; what came of them stays in the audit log. Index: approvals_closed. */
export async function deleteOldApprovals(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 365 * 86_400_000);
  await sql`delete from auth.approvals where id in (
    select id from auth.approvals where closed_at < ${before} limit 1000)`.execute(db);
}

/** Active members with one of these roles, and one more, for emails. A campus has a few. Index: users_pkey. */
export async function findRecipients(db: Db, roles: readonly string[], alsoId: string | null) {
  const { rows } = await sql<Person & { email: string; locale: Locale }>`
    select account.id, account.email, account.locale, account.username, account.display_name as "displayName"
    from auth.users account
    where account.status = 'active'
      and (account.id in (select user_id from auth.user_roles where role = any(${roles}::text[])) or account.id = ${alsoId})
    order by account.id limit 200`.execute(db);
  return rows;
}
