import type { JobTable } from '../../../platform/jobs.ts';
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
