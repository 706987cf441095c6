import type { Context } from '../../../platform/context.ts';
import type { Cron, JobTable } from '../../../platform/job-handlers.ts';
import { dayOf, mondayOf, plusDays } from '../days.ts';
import { CAMPUS } from '../scope.ts';
import { countContent, countingStart, replaceHashtags, replaceStatistics, type Span } from './queries.ts';
import { WINDOWS } from './schemas.ts';
import { type ContentCounts, withoutSmallGroups } from './small-groups.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'analytics.countDays': unknown;
    'analytics.countWindows': unknown;
  }
}

/** Days are counted again for this long, to include later deletions and likes. */
const RECOUNT_DAYS = 8;
/** Older days are never counted. */
const MAX_AGE_DAYS = 3 * 365;

const emptyCounts = (scope: string): ContentCounts => ({
  scope,
  authors: 0,
  posts: 0,
  replies: 0,
  media: 0,
  likers: 0,
  likes: 0,
});

async function count(ctx: Context, span: Span, days: { from: string; to: string }): Promise<void> {
  const counted = await countContent(ctx.db, span, days);
  const statistics = [...new Set(counted.map(({ startsOn }) => startsOn))].flatMap((startsOn) => {
    const ofBucket = counted.filter((row) => row.startsOn === startsOn);
    const total = ofBucket.find(({ scope }) => scope === CAMPUS) ?? emptyCounts(CAMPUS);
    const parts = ofBucket.filter(({ scope }) => scope !== CAMPUS);
    return withoutSmallGroups(total, parts).map((shown) => ({ ...shown, startsOn }));
  });
  // A window without posts must still be recorded as counted.
  if (span !== 'day' && span !== 'week' && statistics.length === 0) {
    statistics.push(
      ...withoutSmallGroups(emptyCounts(CAMPUS), []).map((shown) => ({ ...shown, startsOn: days.from })),
    );
  }
  await ctx.transaction((tx) => replaceStatistics(tx.db, span, days, statistics, ctx.clock()));
}

/** Counts the last days and weeks; the first time, all there are. */
export async function countDays(ctx: Context): Promise<void> {
  const { first, isCounted } = await countingStart(ctx.db);
  if (first === null) return;
  const today = dayOf(ctx.clock());
  const to = plusDays(today, 1);
  const oldest = plusDays(today, -MAX_AGE_DAYS);
  const from = isCounted ? plusDays(today, -RECOUNT_DAYS) : first > oldest ? first : oldest;
  await count(ctx, 'day', { from, to });
  await count(ctx, 'week', { from: mondayOf(from), to });
}

/** Counts each window of days up to now as a whole, because a member counts once in it. */
export async function countWindows(ctx: Context): Promise<void> {
  const today = dayOf(ctx.clock());
  for (const days of WINDOWS) {
    const from = plusDays(today, 1 - days);
    await count(ctx, `last${days}`, { from, to: plusDays(today, 1) });
    await ctx.transaction((tx) => replaceHashtags(tx.db, days, from));
  }
}

export const jobs: JobTable = {
  'analytics.countDays': countDays,
  'analytics.countWindows': countWindows,
};

export const crons: Cron[] = [
  { at: '12 * * * *', job: 'analytics.countDays', atStart: true },
  { at: '22 */6 * * *', job: 'analytics.countWindows', atStart: true },
];
