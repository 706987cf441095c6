import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { CAMPUS } from '../scope.ts';
import type { CohortCounts, MemberCounts, PublishedCohort, PublishedMembers } from './published.ts';
import type { SPANS } from './schemas.ts';

export type Span = (typeof SPANS)[number];

/**
 * Counts active members, and of them those who joined or were seen since a day, for the campus and each university. One pass over
 * members and sessions: about 60 ms for 50,000 members. For jobs.
 */
export async function countMembers(db: Db, since: string): Promise<MemberCounts[]> {
  const start = sql`(${since}::date::timestamp at time zone 'UTC')`;
  const { rows } = await sql<MemberCounts>`
    select coalesce(member.university_id, ${CAMPUS}::uuid) as scope, count(*)::integer as members,
      (count(*) filter (where member.created_at >= ${start}))::integer as registered,
      (count(*) filter (where seen.last_seen_at >= ${start}))::integer as active
    from auth.member_view member left join auth.session_activity_view seen on seen.user_id = member.id
    where member.status = 'active'
    group by grouping sets ((), (member.university_id))`.execute(db);
  return rows;
}

/** Messages ever sent in conversations that exist. One pass over conversations. */
export async function countMessages(db: Db): Promise<number> {
  const { rows } = await sql<{ sent: number }>`
    select sent::double precision as sent from messaging.message_count_view`.execute(db);
  return rows[0]?.sent ?? 0;
}

/** Counts active members by the month in which they joined, and of them those seen since a day, oldest first. Cost as above. */
export async function countCohorts(db: Db, since: string): Promise<CohortCounts[]> {
  const { rows } = await sql<CohortCounts>`
    select to_char(date_trunc('month', member.created_at at time zone 'UTC'), 'YYYY-MM-DD') as cohort,
      count(*)::integer as members,
      (count(*) filter (where seen.last_seen_at >= (${since}::date::timestamp at time zone 'UTC')))::integer as active
    from auth.member_view member left join auth.session_activity_view seen on seen.user_id = member.id
    where member.status = 'active'
    group by 1 order by 1`.execute(db);
  return rows;
}

/** Replaces the figures of a span. A university without members any more is gone from it. */
export async function replaceMembers(
  db: Db,
  span: { name: Span; startsOn: string },
  figures: readonly PublishedMembers[],
  messagesSent: number,
  now: Date,
): Promise<void> {
  await sql`delete from analytics.member_statistics where span = ${span.name} and starts_on = ${span.startsOn}::date`.execute(
    db,
  );
  await sql`
    insert into analytics.member_statistics (span, starts_on, scope, members, registered, active, messages_sent, counted_at)
    select ${span.name}, ${span.startsOn}::date, scope, members, registered, active,
      case when scope = ${CAMPUS}::uuid then ${messagesSent}::bigint end, ${now}
    from jsonb_to_recordset(${JSON.stringify(figures)}::jsonb)
      as counted (scope uuid, members integer, registered integer, active integer)`.execute(db);
}

/** Replaces the figures of all cohorts in a month. */
export async function replaceCohorts(
  db: Db,
  month: string,
  figures: readonly PublishedCohort[],
  now: Date,
): Promise<void> {
  await sql`delete from analytics.cohort_statistics where month = ${month}::date`.execute(db);
  await sql`
    insert into analytics.cohort_statistics (cohort, month, members, active, counted_at)
    select cohort, ${month}::date, members, active, ${now}
    from jsonb_to_recordset(${JSON.stringify(figures)}::jsonb) as counted (cohort date, members integer, active integer)`.execute(
    db,
  );
}

export interface StoredMembers extends Omit<PublishedMembers, 'scope'> {
  startsOn: string;
  messagesSent: number | null;
  countedAt: Date;
}

/** The figures of a scope from a day on, oldest first. Index: member_statistics_pkey. */
export async function readMembers(
  db: Db,
  { span, scope, from }: { span: Span; scope: string; from: string },
): Promise<StoredMembers[]> {
  const { rows } = await sql<StoredMembers>`
    select to_char(starts_on, 'YYYY-MM-DD') as "startsOn", members, registered, active,
      messages_sent::double precision as "messagesSent", counted_at as "countedAt"
    from analytics.member_statistics
    where span = ${span} and scope = ${scope} and starts_on >= ${from}::date
    order by starts_on`.execute(db);
  return rows;
}

/** The universities that have members, most first, in the span of a day. At most 100 of some hundred rows. */
export async function readUniversities(
  db: Db,
  span: { name: Span; startsOn: string },
): Promise<(Omit<PublishedMembers, 'scope'> & { id: string; name: string })[]> {
  const { rows } = await sql<Omit<PublishedMembers, 'scope'> & { id: string; name: string }>`
    select stored.scope as id, university.name, stored.members, stored.registered, stored.active
    from analytics.member_statistics stored
    join auth.university_view university on university.id = stored.scope
    where stored.span = ${span.name} and stored.scope <> ${CAMPUS} and stored.starts_on = ${span.startsOn}::date
    order by stored.members desc nulls last, university.name limit 100`.execute(db);
  return rows;
}

/** The cohorts since a month, oldest first, and within each the months. Index: cohort_statistics_pkey. */
export async function readCohorts(
  db: Db,
  from: string,
): Promise<{ cohort: string; month: string; members: number | null; active: number | null }[]> {
  const { rows } = await sql<{
    cohort: string;
    month: string;
    members: number | null;
    active: number | null;
  }>`
    select to_char(cohort, 'YYYY-MM-DD') as cohort, to_char(month, 'YYYY-MM-DD') as month, members, active
    from analytics.cohort_statistics where cohort >= ${from}::date
    order by analytics.cohort_statistics.cohort, analytics.cohort_statistics.month`.execute(db);
  return rows;
}
