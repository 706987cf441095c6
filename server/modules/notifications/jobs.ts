import type { Context } from '../../platform/context.ts';
import { idAt } from '../../platform/id.ts';
import type { Cron, JobTable } from '../../platform/job-handlers.ts';
import { createJobs } from './create/jobs.ts';
import { digestCrons, digestJobs } from './digests/jobs.ts';
import { pushJobs } from './push/jobs.ts';
import { deleteOld } from './queries.ts';

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'notifications.cleanUp': unknown;
  }
}

const DAY_MS = 86_400_000;
/** Retention of read notifications, and of all. The handbook and the privacy page state these numbers. */
export const RETENTION_DAYS = { read: 90, all: 180 };
const BATCH = 5_000;

async function cleanUp(ctx: Context): Promise<void> {
  const oldestIdWithin = (days: number) => idAt(ctx.clock().getTime() - days * DAY_MS);
  const bounds = {
    readBefore: oldestIdWithin(RETENTION_DAYS.read),
    allBefore: oldestIdWithin(RETENTION_DAYS.all),
    take: BATCH,
  };
  while ((await deleteOld(ctx.db, bounds)) === BATCH);
}

export const jobs: JobTable = {
  ...createJobs,
  ...pushJobs,
  ...digestJobs,
  'notifications.cleanUp': cleanUp,
};
export const sheds = { digests: ['notifications.digests', 'notifications.digest'] } as const;
export const crons: Cron[] = [...digestCrons, { at: '41 3 * * *', job: 'notifications.cleanUp' }];
