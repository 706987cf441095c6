import type { Context } from '../../../platform/context.ts';
import type { Cron, JobTable } from '../../../platform/job-handlers.ts';
import { deleteOrdersBefore } from './queries.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'content.deleteReplyOrders': unknown;
  }
}

const RETENTION_MS = 86_400_000;

export const jobs: JobTable = {
  'content.deleteReplyOrders': (ctx: Context) =>
    deleteOrdersBefore(ctx.db, new Date(ctx.clock().getTime() - RETENTION_MS)),
};

export const crons: Cron[] = [{ at: '35 * * * *', job: 'content.deleteReplyOrders' }];
