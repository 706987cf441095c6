import { publishedCount } from '@chitlaq/protocol/moderation-log';
import type { Context } from '../../../platform/context.ts';
import { countReportsByWeek, countWaiting } from './queries.ts';
import type { ModerationStatistics } from './schemas.ts';

/** How many reports came, and how long they waited, by week. */
export async function moderationStatistics(ctx: Context, weeks: number): Promise<ModerationStatistics> {
  const now = ctx.clock();
  const items = (await countReportsByWeek(ctx.db, now, weeks)).map(
    ({ startsOn, received, decided, inTime, medianHours }) => ({
      startsOn,
      received: publishedCount(received),
      decided: publishedCount(decided),
      medianHours: publishedCount(decided) === null ? null : medianHours,
      inTime: [decided, inTime, decided - inTime].some((count) => publishedCount(count) === null)
        ? null
        : inTime,
    }),
  );
  return { ...(await countWaiting(ctx.db, now)), items };
}
