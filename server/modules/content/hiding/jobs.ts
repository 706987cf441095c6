import type { Cron, JobTable } from '../../../platform/job-handlers.ts';
import { eraseHiddenPosts } from './service.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'content.eraseHidden': unknown;
  }
}

export const jobs: JobTable = { 'content.eraseHidden': eraseHiddenPosts };

export const crons: Cron[] = [{ at: '41 * * * *', job: 'content.eraseHidden' }];
