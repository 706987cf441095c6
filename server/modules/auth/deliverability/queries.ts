import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { JobName } from '../../../platform/jobs.ts';
import type { DeliveryOutcome } from '../tables.ts';
import type { Answer, Reason } from './answers.ts';
import type { DeliveryKind } from './kinds.ts';
import { WAIT_BUCKETS } from './waits.ts';

export interface RecordedDelivery {
  kind: DeliveryKind;
  address: string;
  domain: string;
  outcome: DeliveryOutcome;
  isDelayed: boolean;
  /** Where the time that a sent email took is counted. */
  bucket: number;
  person: bigint;
  answer: Answer | null;
  isUnknownMailbox: boolean;
  now: Date;
}

const noWaits = sql`(array_fill(0, array[${sql.lit(WAIT_BUCKETS)}]))`;

/** Counts an attempt, keeps the answer, and marks or clears the account with that address, in one statement. Index: users_email. */
export async function recordDelivery(db: Db, given: RecordedDelivery): Promise<void> {
  const { kind, address, domain, outcome, bucket, answer, now } = given;
  const person = String(given.person);
  const is = (wanted: DeliveryOutcome) => (outcome === wanted ? 1 : 0);
  const delayed = given.isDelayed ? 1 : 0;
  const waits =
    outcome === 'sent'
      ? sql`${noWaits}[:${bucket}::int - 1] || 1 || ${noWaits}[${bucket}::int + 1:]`
      : noWaits;
  const counted = sql`insert into auth.email_hours as known (hour, domain, kind, sent, refused, failed, delayed, waits, people)
    values (date_trunc('hour', ${now}::timestamptz), ${domain}, ${kind}, ${is('sent')}, ${is('refused')}, ${is('failed')}, ${delayed},
      ${waits}, ${person}::bigint)
    on conflict (hour, domain, kind) do update set
      sent = known.sent + excluded.sent, refused = known.refused + excluded.refused, failed = known.failed + excluded.failed,
      delayed = known.delayed + excluded.delayed, people = known.people | excluded.people,
      waits[${bucket}::int] = known.waits[${bucket}::int] + excluded.sent`;
  if (answer === null) {
    await sql`with counted as (${counted})
      update auth.users set undeliverable_since = null
      where lower(email) = lower(${address}) and undeliverable_since is not null`.execute(db);
    return;
  }
  const answered = sql`insert into auth.email_answers as known (day, domain, code, enhanced, text, reason, count, people, last_at)
    values ((${now}::timestamptz at time zone 'UTC')::date, ${domain}, ${answer.code}, ${answer.enhanced}, ${answer.text},
      ${answer.reason}, 1, ${person}::bigint, ${now})
    on conflict (day, domain, code, enhanced, text) do update set
      count = known.count + 1, people = known.people | excluded.people, last_at = excluded.last_at, reason = excluded.reason`;
  await sql`with counted as (${counted}), answered as (${answered})
    update auth.users set undeliverable_since = ${now}
    where ${given.isUnknownMailbox} and lower(email) = lower(${address}) and email_verified_at is not null`.execute(
    db,
  );
}

export interface Counts {
  sent: number;
  refused: number;
  failed: number;
  delayed: number;
  /** The bits of the recipients. */
  people: bigint;
}
export type CountsWithWaits = Counts & { waits: number[] };

const sums = sql`sum(sent)::int as sent, sum(refused)::int as refused, sum(failed)::int as failed, sum(delayed)::int as delayed,
  bit_or(people)::text as people`;
const withPeople = <Row extends { people: string }>({ people, ...row }: Row) => ({
  ...row,
  people: BigInt(people),
});

/** The counts of each hour from one on. Index: email_hours_pkey. */
export async function countsByHour(db: Db, from: Date): Promise<(Counts & { hour: Date })[]> {
  const { rows } = await sql<Omit<Counts, 'people'> & { hour: Date; people: string }>`
    select hour, ${sums} from auth.email_hours where hour >= ${from} group by hour order by hour`.execute(db);
  return rows.map(withPeople);
}

/** The counts of each domain or kind from an hour on. Index: email_hours_pkey. */
export async function countsBy(
  db: Db,
  column: 'domain' | 'kind',
  from: Date,
): Promise<(CountsWithWaits & { name: string })[]> {
  const waits = sql.join(
    Array.from({ length: WAIT_BUCKETS }, (_, index) => sql`sum(waits[${sql.lit(index + 1)}])::int`),
  );
  const { rows } = await sql<Omit<CountsWithWaits, 'people'> & { name: string; people: string }>`
    select ${sql.ref(column)} as name, ${sums}, array[${waits}] as waits
    from auth.email_hours where hour >= ${from} group by 1 order by 1`.execute(db);
  return rows.map(withPeople);
}

export interface AnswerRow extends Omit<Answer, 'isRefusal'> {
  domain: string;
  count: number;
  people: bigint;
  lastAt: Date;
}

/** The answers since a day, by domain, newest first. Index: email_answers_pkey. */
export async function findAnswers(db: Db, since: Date, limit: number): Promise<AnswerRow[]> {
  const { rows } = await sql<Omit<AnswerRow, 'people'> & { reason: Reason; people: string }>`
    select code, enhanced, text, reason, domain, sum(count)::int as count, bit_or(people)::text as people, max(last_at) as "lastAt"
    from auth.email_answers where day >= (${since}::timestamptz at time zone 'UTC')::date
    group by code, enhanced, text, reason, domain order by max(last_at) desc limit ${limit}`.execute(db);
  return rows.map(withPeople);
}

/** Emails in the queue: how many wait, since when, and how many were given up. Reads the queue, which holds what waits. */
export async function findWaiting(
  db: Db,
  jobs: readonly JobName[],
): Promise<{ waiting: number; oldestAt: Date | null; givenUp: number }> {
  const { rows } = await sql<{ waiting: number; oldestAt: Date | null; givenUp: number }>`
    select count(*) filter (where attempts < max_attempts)::int as waiting,
      min(created_at) filter (where attempts < max_attempts) as "oldestAt",
      count(*) filter (where attempts >= max_attempts and locked_at is null)::int as "givenUp"
    from graphile_worker.jobs where task_identifier = any(${jobs})`.execute(db);
  return rows[0] ?? { waiting: 0, oldestAt: null, givenUp: 0 };
}

/** Accounts whose address does not exist. Reads the accounts. */
export async function countUndeliverable(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('auth.users')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('undeliverable_since', 'is not', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The universities of some domains. Index: university_domains_domain. */
export function findUniversitiesOf(
  db: Db,
  domains: readonly string[],
): Promise<{ domain: string; name: string; nameTr: string | null }[]> {
  if (domains.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('auth.university_domains as known')
    .innerJoin('auth.universities as university', 'university.id', 'known.university_id')
    .select(['known.domain', 'university.name', 'university.name_tr as nameTr'])
    .where('known.domain', 'in', domains)
    .execute();
}

/** Deletes what is older. Index: email_hours_pkey, email_answers_pkey. */
export async function deleteOldCounts(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('auth.email_hours').where('hour', '<', before).execute();
  await sql`delete from auth.email_answers where day < (${before}::timestamptz at time zone 'UTC')::date`.execute(
    db,
  );
}

export interface TestEmailRow {
  requestedAt: Date;
  outcome: DeliveryOutcome | null;
  reason: Reason | null;
  answer: string | null;
  tookMs: number | null;
}

/** Index: test_emails_pkey. */
export async function findTestEmail(db: Db, userId: string): Promise<TestEmailRow | undefined> {
  const row = await db
    .selectFrom('auth.test_emails')
    .select(['requested_at as requestedAt', 'outcome', 'reason', 'answer', 'took_ms as tookMs'])
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row && { ...row, reason: row.reason as Reason | null }; // as `finishTestEmail` wrote it
}

/** Takes the place of the one before. */
export async function startTestEmail(db: Db, userId: string, now: Date): Promise<void> {
  const empty = {
    requested_at: now,
    finished_at: null,
    outcome: null,
    reason: null,
    answer: null,
    took_ms: null,
  };
  await db
    .insertInto('auth.test_emails')
    .values({ user_id: userId, ...empty })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(empty))
    .execute();
}

/** Unless another one was asked for meanwhile. */
export async function finishTestEmail(
  db: Db,
  userId: string,
  requestedAt: Date,
  result: { outcome: DeliveryOutcome; reason: Reason | null; answer: string; tookMs: number },
  now: Date,
): Promise<void> {
  await db
    .updateTable('auth.test_emails')
    .set({
      finished_at: now,
      outcome: result.outcome,
      reason: result.reason,
      answer: result.answer,
      took_ms: result.tookMs,
    })
    .where('user_id', '=', userId)
    .where('requested_at', '=', requestedAt)
    .execute();
}
