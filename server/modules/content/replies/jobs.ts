import type { Context } from '../../../platform/context.ts';
import type { Cron, JobTable } from '../../../platform/job-handlers.ts';
import { forgetOrders } from './queries.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'content.forgetReplyOrders': unknown;
  }
}

const KEPT_MS = 86_400_000;

export const jobs: JobTable = {
  'content.forgetReplyOrders': (ctx: Context) =>
    forgetOrders(ctx.db, new Date(ctx.clock().getTime() - KEPT_MS)),
};

export const crons: Cron[] = [{ at: '35 * * * *', job: 'content.forgetReplyOrders' }];
