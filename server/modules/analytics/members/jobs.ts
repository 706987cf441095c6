import type { Context } from '../../../platform/context.ts';
import type { Cron, JobTable } from '../../../platform/job-handlers.ts';
import { startOf } from '../days.ts';
import { publishedCohorts, publishedMembers } from './published.ts';
import { countCohorts, countMembers, countMessages, replaceCohorts, replaceMembers } from './queries.ts';
import { SPANS } from './schemas.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'analytics.countMembers': unknown;
  }
}

/**
 * Counts the present day, week and month up to now. A member's session only says when it was last seen, so a span can be counted until it
 * ends and not afterwards: the last count of each hour is the one that stays.
 */
export async function countPresent(ctx: Context): Promise<void> {
  const now = ctx.clock();
  const messagesSent = await countMessages(ctx.db);
  for (const name of SPANS) {
    const startsOn = startOf(name, now);
    const figures = publishedMembers(await countMembers(ctx.db, startsOn));
    await ctx.transaction((tx) => replaceMembers(tx.db, { name, startsOn }, figures, messagesSent, now));
  }
  const month = startOf('month', now);
  const cohorts = publishedCohorts(await countCohorts(ctx.db, month));
  await ctx.transaction((tx) => replaceCohorts(tx.db, month, cohorts, now));
}

export const jobs: JobTable = { 'analytics.countMembers': countPresent };

// Just before each hour ends, so that the last count of a day misses two minutes of it.
export const crons: Cron[] = [{ at: '58 * * * *', job: 'analytics.countMembers', atStart: true }];
