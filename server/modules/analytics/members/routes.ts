import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { MemberStatistics, MemberStatisticsQuery } from './schemas.ts';
import { memberStatistics } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/statistics/members',
    {
      config: { permission: 'overview.read' },
      schema: {
        tags: ['Admin'],
        summary: 'Get member statistics by day, week or month, and retention by cohort',
        querystring: MemberStatisticsQuery,
        response: { 200: MemberStatistics },
      },
    },
    (req) => memberStatistics(ctx, req.query),
  );
}
