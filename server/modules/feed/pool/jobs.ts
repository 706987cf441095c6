import type { Cron, JobTable } from '../../../platform/job-handlers.ts';
import { replacePool } from './queries.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'feed.computePool': unknown;
  }
}

export const jobs: JobTable = {
  'feed.computePool': (ctx) => ctx.transaction((tx) => replacePool(tx.db, tx.clock())),
};
export const crons: Cron[] = [{ at: '*/5 * * * *', job: 'feed.computePool', atStart: true }];
