import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { newId } from '../../../platform/id.ts';
import type { Affiliation, ApplicationDecision, ApplicationState } from '../tables.ts';

export interface ApplicationRow {
  userId: string;
  universityId: string;
  state: ApplicationState;
  question: { tr: string; en: string } | null;
  answer: string;
  flags: string[];
  wantedUsername: string;
  appliedAt: Date;
  claimedBy: string | null;
  claimedUntil: Date | null;
  decision: ApplicationDecision | null;
  decidedBy: string | null;
  effectiveAt: Date | null;
  reason: string;
  refusedBy: string | null;
  refusedAt: Date | null;
  objection: string;
  objectedAt: Date | null;
  eraseAt: Date;
  /** How often this mailbox was refused before it registered again. */
  refusedBefore: number;
}

const fields = [
  'user_id as userId',
  'university_id as universityId',
  'state',
  'question',
  'answer',
  'flags',
  'wanted_username as wantedUsername',
  'applied_at as appliedAt',
  'claimed_by as claimedBy',
  'claimed_until as claimedUntil',
  'decision',
  'decided_by as decidedBy',
  'effective_at as effectiveAt',
  'reason',
  'refused_by as refusedBy',
  'refused_at as refusedAt',
  'objection',
  'objected_at as objectedAt',
  'erase_at as eraseAt',
  'refused_before as refusedBefore',
] as const;

export async function insertApplication(
  db: Db,
  row: {
    userId: string;
    universityId: string;
    question: { tr: string; en: string } | null;
    answer: string;
    flags: string[];
    wantedUsername: string;
    appliedAt: Date;
    eraseAt: Date;
    refusedBefore: number;
  },
): Promise<void> {
  await db
    .insertInto('auth.applications')
    .values({
      user_id: row.userId,
      university_id: row.universityId,
      question: row.question === null ? null : JSON.stringify(row.question),
      answer: row.answer,
      flags: row.flags,
      wanted_username: row.wantedUsername,
      applied_at: row.appliedAt,
      erase_at: row.eraseAt,
      refused_before: row.refusedBefore,
    })
    .execute();
}

/** Index: applications_pkey. */
export const findApplication = (db: Db, userId: string): Promise<ApplicationRow | undefined> =>
  db.selectFrom('auth.applications').select(fields).where('user_id', '=', userId).executeTakeFirst();

/** Locks an application until the transaction ends: of two who decide, the second reads what the first wrote. */
export const lockApplication = (db: Db, userId: string): Promise<ApplicationRow | undefined> =>
  db
    .selectFrom('auth.applications')
    .select(fields)
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst();

/**
 * Why somebody should look twice at a new account: what else is called like it, or has an address that differs in dots, digits or a tag
 * alone. Index: users_search_name, users_look_alike_name, users_look_alike_stem, whose expressions it repeats.
 * @param account.names  folded, as written and as read: from letters of other scripts that look the same
 * @param account.stem  letters of the local part of the address
 */
export async function findLookAlikes(
  db: Db,
  account: { userId: string; universityId: string; names: readonly string[]; stem: string },
): Promise<string[]> {
  // `search_name` ends in a username, which has no space. One look-up for each name: an `or` of `like` may read the whole table.
  const isNamed = [...new Set(account.names)].map((name) => {
    const start = `${name.replace(/[\\%_]/g, '\\$&')} %`;
    return sql`exists (select from auth.users member where member.status = 'active'
      and member.search_name like ${start} and member.search_name not like ${`${start} %`})`;
  });
  const isOther = sql`other.university_id = ${account.universityId} and other.id <> ${account.userId}`;
  const { rows } = await sql<{ flag: string }>`
    select 'name_of_member' as flag
      where ${sql.join(isNamed, sql` or `)}
    union select 'name_of_suspended'
      where exists (select from auth.users other where ${isOther} and other.status = 'suspended'
        and platform.fold(other.display_name) = any(${account.names}::text[]))
    union select 'address_of_' || case other.status when 'suspended' then 'suspended' else 'waiting' end from auth.users other
      where ${isOther} and other.status in ('suspended', 'pending') and length(${account.stem}) >= 3
        and regexp_replace(split_part(split_part(lower(other.mailbox), '@', 1), '+', 1), '[^a-z]', '', 'g') = ${account.stem}`.execute(
    db,
  );
  return rows.map((row) => row.flag);
}

/** Remembers that a mailbox was refused. Index: refused_mailboxes_pkey. */
export async function rememberRefusals(
  db: Db,
  mailboxHash: Buffer,
  refusals: number,
  forgetAt: Date,
): Promise<void> {
  await sql`insert into auth.refused_mailboxes (mailbox_hash, refusals, forget_at)
    values (${mailboxHash}, ${refusals}, ${forgetAt})
    on conflict (mailbox_hash) do update set refusals = excluded.refusals, forget_at = excluded.forget_at`.execute(
    db,
  );
}

/** How often a mailbox was refused that registers again. Index: refused_mailboxes_pkey. */
export async function findRefusals(db: Db, mailboxHash: Buffer, now: Date): Promise<number> {
  const { rows } = await sql<{ refusals: number }>`select refusals from auth.refused_mailboxes
    where mailbox_hash = ${mailboxHash} and forget_at > ${now}`.execute(db);
  return rows[0]?.refusals ?? 0;
}

/** Index: refused_mailboxes_forget_at. */
export async function deleteOldRefusals(db: Db, now: Date): Promise<void> {
  await sql`delete from auth.refused_mailboxes where forget_at <= ${now}`.execute(db);
}

/** Index: users_pkey. */
export async function findMailbox(db: Db, userId: string): Promise<string | undefined> {
  const row = await db.selectFrom('auth.users').select('mailbox').where('id', '=', userId).executeTakeFirst();
  return row?.mailbox;
}

export interface WaitingRow extends ApplicationRow {
  username: string;
  displayName: string;
  email: string;
  affiliation: Affiliation;
  universityName: string;
  universityNameTr: string;
  invitedBy: Person | null;
  claimedByPerson: Person | null;
  decidedByPerson: Person | null;
}
interface Person {
  id: string;
  username: string;
  displayName: string;
}

const person = (id: ReturnType<typeof sql.ref>) => sql<Person | null>`
  (select json_build_object('id', person.id, 'username', person.username, 'displayName', person.display_name)
   from auth.users person where person.id = ${id})`;

/**
 * Accounts that wait for staff, oldest first. Index: applications_waiting_of_university or applications_waiting.
 * @param universityId  null: every one
 */
export async function findWaiting(
  db: Db,
  universityId: string | null,
  after: string | null,
  limit: number,
  only?: string,
): Promise<WaitingRow[]> {
  let query = db
    .selectFrom('auth.applications as application')
    .innerJoin('auth.users as account', 'account.id', 'application.user_id')
    .innerJoin('auth.universities as university', 'university.id', 'application.university_id')
    .select(fields.map((field) => `application.${field}` as const))
    .select([
      'account.username',
      'account.display_name as displayName',
      'account.email',
      'account.affiliation',
      'university.name as universityName',
      sql<string>`coalesce(university.name_tr, university.name)`.as('universityNameTr'),
      sql<Person | null>`(select json_build_object('id', inviter.id, 'username', inviter.username, 'displayName', inviter.display_name)
        from auth.invited_members invited join auth.users inviter on inviter.id = invited.inviter_id
        where invited.user_id = application.user_id)`.as('invitedBy'),
      person(sql.ref('application.claimed_by')).as('claimedByPerson'),
      person(sql.ref('application.decided_by')).as('decidedByPerson'),
    ])
    .where('application.state', '=', 'waiting')
    .orderBy('application.user_id')
    .limit(limit);
  if (universityId !== null) query = query.where('application.university_id', '=', universityId);
  if (after !== null) query = query.where('application.user_id', '>', after);
  if (only !== undefined) query = query.where('application.user_id', '=', only);
  return query.execute();
}

export async function setAnswer(db: Db, userId: string, answer: string): Promise<void> {
  await db.updateTable('auth.applications').set({ answer }).where('user_id', '=', userId).execute();
}

export async function setFlags(db: Db, userId: string, flags: string[]): Promise<void> {
  await db.updateTable('auth.applications').set({ flags }).where('user_id', '=', userId).execute();
}

export async function setDisplayName(db: Db, userId: string, displayName: string, now: Date): Promise<void> {
  await db
    .updateTable('auth.users')
    .set({ display_name: displayName, updated_at: now })
    .where('id', '=', userId)
    .execute();
}

export async function setClaim(
  db: Db,
  userId: string,
  claim: { by: string; until: Date } | null,
): Promise<void> {
  await db
    .updateTable('auth.applications')
    .set({ claimed_by: claim?.by ?? null, claimed_until: claim?.until ?? null })
    .where('user_id', '=', userId)
    .execute();
}

export async function setDecision(
  db: Db,
  userId: string,
  decision: { kind: ApplicationDecision; by: string; reason: string; effectiveAt: Date } | null,
): Promise<void> {
  await db
    .updateTable('auth.applications')
    .set({
      decision: decision?.kind ?? null,
      decided_by: decision?.by ?? null,
      effective_at: decision?.effectiveAt ?? null,
      ...(decision === null ? {} : { claimed_by: null, claimed_until: null }),
      ...(decision?.kind === 'refuse' ? { reason: decision.reason } : {}),
    })
    .where('user_id', '=', userId)
    .execute();
}

/** Writes a refusal that has taken effect. */
export async function setRefused(
  db: Db,
  userId: string,
  { by, at, eraseAt }: { by: string | null; at: Date; eraseAt: Date },
): Promise<void> {
  await db
    .updateTable('auth.applications')
    .set({
      state: 'refused',
      decision: null,
      decided_by: null,
      effective_at: null,
      refused_by: by,
      refused_at: at,
      erase_at: eraseAt,
    })
    .where('user_id', '=', userId)
    .execute();
}

export async function setObjection(
  db: Db,
  userId: string,
  { objection, at, eraseAt }: { objection: string; at: Date; eraseAt: Date },
): Promise<void> {
  await db
    .updateTable('auth.applications')
    .set({ state: 'waiting', objection, objected_at: at, erase_at: eraseAt })
    .where('user_id', '=', userId)
    .execute();
}

export async function deleteApplication(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('auth.applications').where('user_id', '=', userId).execute();
}

export async function setUsername(db: Db, userId: string, username: string, now: Date): Promise<void> {
  await db.updateTable('auth.users').set({ username, updated_at: now }).where('id', '=', userId).execute();
}

export async function insertOutcome(
  db: Db,
  row: {
    universityId: string;
    outcome: 'approved' | 'refused' | 'withdrawn' | 'expired';
    waitedSeconds: number;
    at: Date;
  },
): Promise<void> {
  await db
    .insertInto('auth.application_outcomes')
    .values({
      id: newId(),
      university_id: row.universityId,
      outcome: row.outcome,
      waited_seconds: row.waitedSeconds,
      at: row.at,
    })
    .execute();
}

export interface OutcomeFigures {
  approved: number;
  refused: number;
  /** In seconds; null without a decision. */
  median: number | null;
  /** Within which four of five were decided. */
  mostSeconds: number | null;
}

/** Decisions since a time. Index: application_outcomes_at. */
export async function countOutcomes(
  db: Db,
  universityId: string | null,
  since: Date,
): Promise<OutcomeFigures> {
  const { rows } = await sql<OutcomeFigures>`
    select count(*) filter (where outcome = 'approved')::int as approved,
      count(*) filter (where outcome = 'refused')::int as refused,
      percentile_cont(0.5) within group (order by waited_seconds) as median,
      percentile_cont(0.8) within group (order by waited_seconds) as "mostSeconds"
    from auth.application_outcomes
    where at >= ${since} and outcome in ('approved', 'refused')
      and (${universityId}::uuid is null or university_id = ${universityId}::uuid)`.execute(db);
  return rows[0] ?? { approved: 0, refused: 0, median: null, mostSeconds: null };
}

export interface MonthOfRegistrations {
  /** The first day of the month, in UTC. */
  startsOn: string;
  /** Null: of all. */
  universityId: string | null;
  applied: number;
  approved: number;
  refused: number;
  /** Half of those decided had waited at most so long. */
  medianHours: number | null;
}

/**
 * What came to staff and what they decided, by month since a day, of all and of each university. What ended is kept for a year without whose
 * it was; an objection counts as another registration. Index: application_outcomes_at.
 */
export async function countRegistrationsByMonth(db: Db, since: string): Promise<MonthOfRegistrations[]> {
  const start = sql`(${since}::date::timestamp at time zone 'UTC')`;
  const { rows } = await sql<MonthOfRegistrations>`
    with came as (
      select at - make_interval(secs => waited_seconds) as at, university_id, null as outcome, null::integer as waited from auth.application_outcomes
      union all
      select coalesce(objected_at, applied_at), university_id, null, null from auth.applications where state = 'waiting'
      union all
      select at, university_id, outcome, waited_seconds from auth.application_outcomes where outcome in ('approved', 'refused')
    )
    select to_char(date_trunc('month', at at time zone 'UTC'), 'YYYY-MM-DD') as "startsOn", university_id as "universityId",
      (count(*) filter (where outcome is null))::int as applied,
      (count(*) filter (where outcome = 'approved'))::int as approved,
      (count(*) filter (where outcome = 'refused'))::int as refused,
      round((percentile_cont(0.5) within group (order by waited) / 3600)::numeric, 1)::float8 as "medianHours"
    from came where at >= ${start}
    group by grouping sets ((1), (1, university_id)) order by 1, 2 nulls first`.execute(db);
  return rows;
}

/** Sets when somebody whom staff let in became a member: the time in which they waited is none of theirs. */
export async function setJoined(db: Db, userId: string, at: Date): Promise<void> {
  await db
    .updateTable('auth.users')
    .set({ created_at: at, updated_at: at })
    .where('id', '=', userId)
    .execute();
}

/** How many wait, and since when. Index: applications_waiting_of_university or applications_waiting. */
export async function countWaiting(
  db: Db,
  universityId: string | null,
): Promise<{ waiting: number; oldestAt: Date | null }> {
  const { rows } = await sql<{ waiting: number; oldestAt: Date | null }>`
    select count(*)::int as waiting, min(coalesce(objected_at, applied_at)) as "oldestAt" from auth.applications
    where state = 'waiting' and decision is null and (${universityId}::uuid is null or university_id = ${universityId}::uuid)`.execute(
    db,
  );
  return rows[0] ?? { waiting: 0, oldestAt: null };
}

/** Whether somebody has waited since before a time without a decision, by university. */
export async function findOverdueUniversities(db: Db, before: Date): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; waiting: number }>`
    select university_id as id, count(*)::int as waiting from auth.applications
    where state = 'waiting' and decision is null and coalesce(objected_at, applied_at) <= ${before}
    group by university_id`.execute(db);
  return new Map(rows.map((row) => [row.id, row.waiting]));
}

/** Accounts whose time is over. Index: applications_erase. */
export async function findExpired(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('auth.applications')
    .select('user_id')
    .where('erase_at', '<=', now)
    .where('decision', 'is', null)
    .orderBy('erase_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.user_id);
}

/** Those who wait although their university is open to everybody by now, except whom somebody should look at twice. */
export async function findAdmissible(
  db: Db,
  { modeOfCampus, now }: { modeOfCampus: string; now: Date },
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select application.user_id as id from auth.applications application
    join auth.universities university on university.id = application.university_id
    where application.state = 'waiting' and application.decision is null and application.flags = '{}'
      and application.refused_at is null and (application.claimed_until is null or application.claimed_until <= ${now})
      and coalesce(university.registration_mode, ${modeOfCampus}) = 'open'
    order by application.user_id limit ${limit}`.execute(db);
  return rows.map((row) => row.id);
}

export async function deleteOldOutcomes(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('auth.application_outcomes').where('at', '<', before).execute();
}

/** Active staff who may decide about registrations. A campus has some dozens. Index: user_roles_pkey, user_custom_roles_pkey. */
export async function findApprovers(db: Db, permission: string, builtIn: readonly string[]) {
  const { rows } = await sql<{
    email: string;
    locale: 'tr' | 'en';
    username: string;
    displayName: string;
    universityId: string;
    isForAll: boolean;
  }>`
    select account.email, account.locale, account.username, account.display_name as "displayName",
      account.university_id as "universityId", bool_or(granted.is_for_all) as "isForAll"
    from (
      select user_id, role <> 'moderator' or all_universities as is_for_all from auth.user_roles where role = any(${builtIn}::text[])
      union all
      select held.user_id, custom.all_universities from auth.user_custom_roles held join auth.custom_roles custom on custom.id = held.role_id
      where ${permission} = any(custom.permissions)) granted
    join auth.users account on account.id = granted.user_id and account.status = 'active'
    group by account.id order by account.id limit 200`.execute(db);
  return rows;
}
