import type { Cron, JobTable } from '../../../platform/jobs.ts';
import { replaceNotable } from './queries.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'feed.chooseNotable': unknown;
  }
}

export const suggestionJobs: JobTable = {
  'feed.chooseNotable': (ctx) => ctx.transaction((tx) => replaceNotable(tx.db)),
};
export const suggestionCrons: Cron[] = [{ at: '15 * * * *', job: 'feed.chooseNotable', atStart: true }];
