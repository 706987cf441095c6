import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Reason } from '../reports/schemas.ts';
import type { MonthlyFigures } from './schemas.ts';

const monthOf = sql<string>`to_char(month, 'YYYY-MM')`;

/** Published months, newest first. Index: monthly_figures_pkey. */
export async function findMonths(db: Db, take: number) {
  const rows = await db
    .selectFrom('moderation.monthly_figures')
    .select([monthOf.as('name'), 'last_seq as lastSeq', 'figures', 'published_at as publishedAt'])
    .orderBy('month', 'desc')
    .limit(take)
    .execute();
  return rows.map((row) => ({ ...row, lastSeq: Number(row.lastSeq) }));
}

/**
 * Months that have ended and are not published, as `YYYY-MM`, oldest first: from the first report or act on. Reads the
 * first row of two keys.
 */
export async function findUnpublishedMonths(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    select to_char(started, 'YYYY-MM') as month
    from generate_series(
      date_trunc('month', coalesce(
        (select max(month) + interval '1 month' from moderation.monthly_figures)::timestamp,
        least(
          (select created_at from moderation.reports order by id limit 1) at time zone 'UTC',
          ((select entry::jsonb ->> 'at' from moderation.log order by seq limit 1)::timestamptz) at time zone 'UTC'))),
      date_trunc('month', ${now}::timestamptz at time zone 'UTC') - interval '1 month',
      interval '1 month') started
    order by started`.execute(db);
  return rows.map(({ month }) => month);
}

/** The end of a month in the log: its last entry's number; 0 for an empty log. Reads back from the newest entry. */
export async function findLastSeq(db: Db, until: Date): Promise<number> {
  const { rows } = await sql<{ seq: string }>`
    select seq from moderation.log where entry::jsonb ->> 'at' < ${until.toISOString()} order by seq desc limit 1`.execute(
    db,
  );
  return Number(rows[0]?.seq ?? 0);
}

export interface ReportFigures {
  received: { reason: Reason; count: number }[];
  decided: number;
  medianHours: number | null;
}

/** Reports received and decided from `from` until before `until`. Scans the reports, once a month. */
export async function findReportFigures(db: Db, from: Date, until: Date): Promise<ReportFigures> {
  const { rows: received } = await sql<{ reason: Reason; count: number }>`
    select reason, count(*)::int as count from moderation.reports
    where created_at >= ${from} and created_at < ${until} group by reason order by count(*) desc, reason`.execute(
    db,
  );
  const { rows } = await sql<{ decided: number; medianHours: number | null }>`
    select count(*)::int as decided,
      round((percentile_cont(0.5) within group (order by extract(epoch from resolved_at - created_at)) / 3600)::numeric, 1)::float8
        as "medianHours"
    from moderation.reports where resolved_at >= ${from} and resolved_at < ${until}`.execute(db);
  return { received, decided: rows[0]?.decided ?? 0, medianHours: rows[0]?.medianHours ?? null };
}

/** Publishes a month, once. */
export async function insertMonth(
  db: Db,
  month: { name: string; lastSeq: number; figures: MonthlyFigures; now: Date },
): Promise<void> {
  await db
    .insertInto('moderation.monthly_figures')
    .values({
      month: `${month.name}-01`,
      last_seq: month.lastSeq,
      figures: JSON.stringify(month.figures),
      published_at: month.now,
    })
    .onConflict((conflict) => conflict.column('month').doNothing())
    .execute();
}
