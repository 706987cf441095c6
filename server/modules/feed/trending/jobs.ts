import type { Cron, JobTable } from '../../../platform/job-handlers.ts';
import { computeTrends } from './compute.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'feed.computeTrends': unknown;
  }
}

export const jobs: JobTable = { 'feed.computeTrends': computeTrends };
export const crons: Cron[] = [{ at: '*/10 * * * *', job: 'feed.computeTrends', atStart: true }];
