import type { JobTable } from '../../../platform/job-handlers.ts';
import { expireAffinities, lockAffinities, replaceAffinities } from './queries.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'feed.computeAffinities': { userId: string };
    'feed.expireAffinities': { followerId: string };
  }
}

export const jobs: JobTable = {
  'feed.computeAffinities': (ctx, { userId }) =>
    ctx.transaction(async (tx) => {
      await lockAffinities(tx.db, userId);
      await replaceAffinities(tx.db, userId, tx.clock());
    }),
  'feed.expireAffinities': (ctx, { followerId }) => expireAffinities(ctx.db, followerId),
};
