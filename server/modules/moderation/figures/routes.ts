import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { ModerationStatistics, ModerationStatisticsQuery } from './schemas.ts';
import { moderationStatistics } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/statistics/moderation',
    {
      config: { permission: 'overview.read' },
      schema: {
        tags: ['Admin'],
        summary: 'Get the numbers of reports and how long they waited, by week',
        querystring: ModerationStatisticsQuery,
        response: { 200: ModerationStatistics },
      },
    },
    (req) => moderationStatistics(ctx, req.query.take),
  );
}
