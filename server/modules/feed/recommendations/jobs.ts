import type { JobTable } from '../../../platform/job-handlers.ts';
import { replaceTastes } from './queries.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'feed.computeTastes': { userId: string };
  }
}

export const jobs: JobTable = {
  'feed.computeTastes': (ctx, { userId }) =>
    ctx.transaction((tx) => replaceTastes(tx.db, userId, tx.clock())),
};
export const sheds = { recommendations: ['feed.computeTastes'] } as const;
