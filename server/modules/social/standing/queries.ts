import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

/** The parameters of standing; docs/trending.md explains them. */
export const STANDING = {
  /** An account of this age is no longer new. */
  fullAgeSeconds: 28 * 86_400,
  /** Exponent of the age on a campus older than that; smaller on a younger campus. */
  power: 3,
  /** Added to every age, so that the first members of a new campus have the same age. */
  slackSeconds: 3_600,
  /** The age of the campus is this quantile of its members' ages. */
  campusAge: 0.95,
  /** Followers with standing that make a member fully recognised. */
  followers: 3,
  /** Members below this standing are unknown: they start no trend. */
  known: 0.1,
  /** Groups are detected among members with at least this standing. */
  grouped: 0.02,
  /** A member with more followers belongs to no closed group. */
  fewFollowers: 60,
};

/** Timeout of one statement of the job. */
const STATEMENT_TIMEOUT_MS = 120_000;

/** A campus of up to this many members has its standings recomputed at each run, a larger one every hour. */
const SMALL_CAMPUS = 5_000;
const MAX_AGE_MS = 3_600_000;

/**
 * Recomputes all standings: half account age, half recognition by established followers. A member who follows
 * many newcomers divides one vote among them.
 *
 * Runs in a transaction. Index: none. Cost: a scan of all members and follows, those of newcomers twice.
 */
export async function replaceStandings(db: Db, now: Date): Promise<void> {
  const { fullAgeSeconds, power, slackSeconds, campusAge, followers } = STANDING;
  // A scan of millions of follows may take longer than the timeout of a request.
  await sql`select set_config('statement_timeout', ${String(STATEMENT_TIMEOUT_MS)}, true)`.execute(db);
  await sql`
    with member as materialized (
      select id, greatest(0, extract(epoch from ${now}::timestamptz - created_at))::float8 as age
      from auth.member_view where status = 'active'),
    campus as (
      select least(${fullAgeSeconds}::float8, percentile_disc(${campusAge}::float8) within group (order by age)) as full_age
      from member),
    aged as materialized (
      select id, power(least(1, (age + ${slackSeconds}) / (full_age + ${slackSeconds})),
        greatest(1, ${power}::float8 * full_age / ${fullAgeSeconds})) as age
      from member cross join campus),
    introduction as materialized (
      select follow.follower_id as id, count(*) as newcomers
      from aged newcomer join social.follows follow on follow.followee_id = newcomer.id
      where newcomer.age < 0.5
      group by follow.follower_id),
    recognition as (
      select follow.followee_id as id, sum(follower.age) as followers,
        sum(follower.age / case when followee.age < 0.5 then greatest(${followers}, introduction.newcomers) else ${followers} end) as worth
      from social.follows follow
      join aged follower on follower.id = follow.follower_id
      join aged followee on followee.id = follow.followee_id
      left join introduction on introduction.id = follow.follower_id and followee.age < 0.5
      group by follow.followee_id)
    insert into social.standings as known (member_id, standing, followers, age)
    select aged.id, (aged.age + least(1, coalesce(recognition.worth, 0))) / 2, coalesce(recognition.followers, 0), aged.age
    from aged left join recognition on recognition.id = aged.id
    on conflict (member_id) do update set standing = excluded.standing, followers = excluded.followers, age = excluded.age
      where abs(known.standing - excluded.standing) > 0.001 or abs(known.followers - excluded.followers) > 0.01
        or abs(known.age - excluded.age) > 0.001`.execute(db);
  await sql`
    delete from social.standings known
    where not exists (select from auth.member_view member where member.id = known.member_id and member.status = 'active')`.execute(
    db,
  );
  await sql`insert into social.standings_computed (at) values (${now})
    on conflict (id) do update set at = excluded.at`.execute(db);
}

/**
 * Recomputes standings if they are due. In a transaction: a concurrent run waits, and then finds them fresh.
 */
export async function refreshStandings(db: Db, now: Date): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('social.standings', 42))`.execute(db);
  const { rows } = await sql<{ isFresh: boolean }>`
    select at > ${new Date(now.getTime() - MAX_AGE_MS)}::timestamptz
      and (select count(*) > ${SMALL_CAMPUS} from auth.language_view) as "isFresh"
    from social.standings_computed`.execute(db);
  if (rows[0]?.isFresh !== true) await replaceStandings(db, now);
}

/** The sum of the standing of all members. */
export async function totalStanding(db: Db): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select coalesce(sum(standing), 0)::float8 as total from social.standings`.execute(db);
  return rows[0]?.total ?? 0;
}
