import type { Context } from '../../platform/context.ts';
import { idAt } from '../../platform/id.ts';
import type { Cron, JobTable } from '../../platform/job-handlers.ts';
import { digestCrons, digestJobs } from './digests/jobs.ts';
import { makingJobs } from './making/jobs.ts';
import { pushJobs } from './push/jobs.ts';
import { dropOld } from './queries.ts';

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'notifications.cleanUp': unknown;
  }
}

const DAY_MS = 86_400_000;
/** How long what was read is kept, and all. The handbook and the privacy page tell these. */
const KEPT_DAYS = { read: 90, all: 180 };
const BATCH = 5_000;

async function cleanUp(ctx: Context): Promise<void> {
  const before = (days: number) => idAt(ctx.clock().getTime() - days * DAY_MS);
  const bounds = { readBefore: before(KEPT_DAYS.read), allBefore: before(KEPT_DAYS.all), take: BATCH };
  while ((await dropOld(ctx.db, bounds)) === BATCH);
}

export const jobs: JobTable = {
  ...makingJobs,
  ...pushJobs,
  ...digestJobs,
  'notifications.cleanUp': cleanUp,
};
export const crons: Cron[] = [...digestCrons, { at: '41 3 * * *', job: 'notifications.cleanUp' }];
