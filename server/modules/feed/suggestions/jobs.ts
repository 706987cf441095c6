import type { Cron, JobTable } from '../../../platform/job-handlers.ts';
import { refreshStandings } from '../../social/index.ts';
import { replaceNotable } from './queries.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'feed.computeNotable': unknown;
  }
}

export const jobs: JobTable = {
  'feed.computeNotable': (ctx) =>
    ctx.transaction(async (tx) => {
      await refreshStandings(tx.db, tx.clock());
      await replaceNotable(tx.db);
    }),
};
export const sheds = { recommendations: ['feed.computeNotable'] } as const;
export const crons: Cron[] = [{ at: '15 * * * *', job: 'feed.computeNotable', atStart: true }];
