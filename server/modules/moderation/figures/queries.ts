import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';

export interface WeekOfReports {
  startsOn: string;
  received: number;
  decided: number;
  inTime: number;
  medianHours: number | null;
}

/**
 * Reports by week, of as many weeks up to a moment, those without any included. Scans the reports twice: some thousand in years.
 */
export async function countReportsByWeek(db: Db, now: Date, weeks: number): Promise<WeekOfReports[]> {
  const { rows } = await sql<WeekOfReports>`
    with week as (
      select starts_at, starts_at at time zone 'UTC' as since, (starts_at + interval '1 week') at time zone 'UTC' as until
      from (select date_trunc('week', ${now}::timestamptz at time zone 'UTC') - interval '1 week' * ago as starts_at
        from generate_series(0, ${weeks - 1}::int) ago) started),
    received as (
      select date_trunc('week', created_at at time zone 'UTC') as starts_at, count(*)::int as count
      from moderation.reports where not has_no_subject and created_at >= (select min(since) from week) group by 1),
    decided as (
      select date_trunc('week', resolved_at at time zone 'UTC') as starts_at, count(*)::int as count,
        (count(*) filter (where resolved_at <= due_at))::int as in_time,
        round((percentile_cont(0.5) within group (order by extract(epoch from resolved_at - created_at)) / 3600)::numeric, 1)::float8
          as median_hours
      from moderation.reports where not has_no_subject and resolved_at >= (select min(since) from week) group by 1)
    select to_char(week.starts_at, 'YYYY-MM-DD') as "startsOn", coalesce(received.count, 0) as received,
      coalesce(decided.count, 0) as decided, coalesce(decided.in_time, 0) as "inTime", decided.median_hours as "medianHours"
    from week left join received using (starts_at) left join decided using (starts_at)
    order by week.starts_at`.execute(db);
  return rows;
}

/** Reports that wait. Index: reports_due. */
export async function countWaiting(db: Db, now: Date): Promise<{ waiting: number; overdue: number }> {
  const { rows } = await sql<{ waiting: number; overdue: number }>`
    select count(*)::int as waiting, (count(*) filter (where due_at < ${now}))::int as overdue
    from moderation.reports where status = 'open' and not has_no_subject`.execute(db);
  return rows[0] ?? { waiting: 0, overdue: 0 };
}
