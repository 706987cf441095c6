import type { Context } from '../../platform/context.ts';
import type { Cron, JobTable } from '../../platform/jobs.ts';
import { media } from '../media/index.ts';
import { expireMessages } from './messages/queries.ts';

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'messaging.expire': unknown;
  }
}

const BATCH = 500;

/** Empties messages whose time has come. Readers have not seen them since: reading asks the time by itself. */
async function expire(ctx: Context): Promise<void> {
  for (;;) {
    const emptied = await ctx.transaction(async (tx) => {
      const due = await expireMessages(tx.db, tx.clock(), BATCH);
      for (const { id, hasMedia } of due) if (hasMedia) await media.erase(tx, { type: 'message', id });
      return due.length;
    });
    if (emptied < BATCH) return;
  }
}

export const jobs: JobTable = { 'messaging.expire': expire };
export const crons: Cron[] = [{ at: '*/5 * * * *', job: 'messaging.expire' }];
