import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { MonthlyReports, MonthsQuery } from './schemas.ts';
import { listMonths } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/moderation/transparency',
    {
      config: { caller: 'anyone' },
      schema: {
        tags: ['Moderation'],
        summary: 'List what moderation did in each month that has ended, newest first, without names',
        querystring: MonthsQuery,
        response: { 200: MonthlyReports },
      },
    },
    (request) => listMonths(ctx, request.query),
  );
}
