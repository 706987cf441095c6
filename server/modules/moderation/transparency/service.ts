import { countActs, publishedCount } from '@chitlaq/protocol/moderation-log';
import type { Context } from '../../../platform/context.ts';
import { findEntries } from '../log/queries.ts';
import { findLastSeq, findMonths, findReportFigures, findUnpublishedMonths, insertMonth } from './queries.ts';
import type { MonthlyFigures, MonthlyReports, MonthsQuery } from './schemas.ts';

/** The published months, newest first. */
export async function listMonths(ctx: Context, { limit }: MonthsQuery): Promise<MonthlyReports> {
  const months = await findMonths(ctx.db, limit);
  return {
    items: months.map(({ name, lastSeq, figures, publishedAt }) => ({
      month: name,
      lastSeq,
      publishedAt: publishedAt.toISOString(),
      ...figures,
    })),
  };
}

/** After the end of a month, its last acts have committed. */
const LATEST_COMMIT_MS = 10 * 60_000;

/** Job, each night: publishes the figures of each month that has ended. */
export async function publishMonths(ctx: Context): Promise<void> {
  const now = ctx.clock();
  let known = 0;
  for (const name of await findUnpublishedMonths(ctx.db, new Date(now.getTime() - LATEST_COMMIT_MS))) {
    const from = new Date(`${name}-01T00:00:00Z`);
    const until = new Date(from);
    until.setUTCMonth(until.getUTCMonth() + 1);
    const lastSeq = await findLastSeq(ctx.db, until);
    const entries = await findEntries(ctx.db, { after: known, upTo: lastSeq });
    known = lastSeq;
    const { received, decided, medianHours } = await findReportFigures(ctx.db, from, until);
    const figures: MonthlyFigures = {
      acts: countActs(entries, name),
      // No sum of them is published.
      reports: received.map(({ reason, count }) => ({ reason, count: publishedCount(count) })),
      decided: publishedCount(decided),
      medianHours: publishedCount(decided) === null ? null : medianHours,
    };
    await insertMonth(ctx.db, { name, lastSeq, figures, now });
  }
}
