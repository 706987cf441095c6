import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { ContentFigures, ContentFiguresQuery } from './schemas.ts';
import { contentFigures } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/figures/content',
    {
      config: { caller: 'admin' },
      schema: {
        tags: ['Admin'],
        summary: 'Get content statistics by day or week',
        querystring: ContentFiguresQuery,
        response: { 200: ContentFigures },
      },
    },
    (req) => contentFigures(ctx, req.query),
  );
}
