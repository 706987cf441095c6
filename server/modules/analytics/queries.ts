import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

const DAYS = 14;

/** Sequential scan of auth.users: a few ms for 50,000 members. The caller caches the result for a minute. */
export async function countMembers(db: Db, now: Date) {
  const { rows } = await sql<{
    active: number;
    pending: number;
    suspended: number;
    new_this_week: number;
  }>`select count(*) filter (where status = 'active') as active,
            (select count(*) from auth.registration_view) as pending,
            count(*) filter (where status = 'suspended') as suspended,
            count(*) filter (where status = 'active' and created_at > ${now}::timestamptz - interval '7 days') as new_this_week
     from auth.member_view`.execute(db);
  return rows[0]!; // an aggregate without grouping returns one row
}

export async function activeMembersSince(db: Db, since: Date): Promise<number> {
  const { rows } = await sql<{ members: number }>`
    select count(*) as members from auth.session_activity_view where last_seen_at > ${since}`.execute(db);
  return rows[0]?.members ?? 0;
}

/** Ids are UUIDv7, so a day is a range of the primary key. */
export async function countPosts(db: Db, now: Date) {
  const { rows } = await sql<{ total: number; today: number }>`
    select count(*) as total, count(*) filter (where id >= platform.uuid_floor(date_trunc('day', ${now}::timestamptz, 'UTC'))) as today
    from content.post_view`.execute(db);
  return rows[0]!; // as above
}

export async function countByDay(db: Db, now: Date) {
  const { rows } = await sql<{ day: string; members: number; posts: number }>`
    with days as (
      select generate_series(date_trunc('day', ${now}::timestamptz, 'UTC') - interval '1 day' * ${DAYS - 1}::int,
                             date_trunc('day', ${now}::timestamptz, 'UTC'), interval '1 day') as day)
    select to_char(day at time zone 'UTC', 'YYYY-MM-DD') as day,
      (select count(*) from auth.member_view m where m.status = 'active' and m.created_at >= day and m.created_at < day + interval '1 day') as members,
      (select count(*) from content.post_view p
        where p.id >= platform.uuid_floor(day) and p.id < platform.uuid_floor(day + interval '1 day')) as posts
    from days order by days.day`.execute(db);
  return rows;
}

export async function countJobs(db: Db) {
  const { rows } = await sql<{
    name: string;
    due: number;
    later: number;
    running: number;
    failing: number;
    given_up: number;
    oldest: number | null;
  }>`
    select task_identifier as name,
      count(*) filter (where locked_at is null and run_at <= now() and attempts < max_attempts) as due,
      count(*) filter (where locked_at is null and run_at > now() and attempts < max_attempts) as later,
      count(*) filter (where locked_at is not null) as running,
      count(*) filter (where attempts > 0 and attempts < max_attempts) as failing,
      count(*) filter (where attempts >= max_attempts and locked_at is null) as given_up,
      extract(epoch from now() - min(run_at) filter (where locked_at is null and run_at <= now() and attempts < max_attempts))::int as oldest
    from graphile_worker.jobs group by task_identifier order by task_identifier`.execute(db);
  return rows;
}

export async function countByUniversity(db: Db) {
  const { rows } = await sql<{ name: string; members: number }>`
    select university_name as name, count(*) as members from auth.member_view
    where status = 'active' group by university_name order by members desc, name limit 20`.execute(db);
  return rows;
}
