import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { ContentStatistics, ContentStatisticsQuery } from './schemas.ts';
import { contentStatistics } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/statistics/content',
    {
      config: { permission: 'overview.read' },
      schema: {
        tags: ['Admin'],
        summary: 'Get content statistics by day or week',
        querystring: ContentStatisticsQuery,
        response: { 200: ContentStatistics },
      },
    },
    (req) => contentStatistics(ctx, req.query),
  );
}
