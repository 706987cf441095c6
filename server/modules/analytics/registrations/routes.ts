import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { RegistrationStatistics, RegistrationStatisticsQuery } from './schemas.ts';
import { registrationStatistics } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/statistics/registrations',
    {
      config: { permission: 'overview.read' },
      schema: {
        tags: ['Admin'],
        summary: 'Get the numbers of registrations that staff look at and how long they waited, by month',
        querystring: RegistrationStatisticsQuery,
        response: { 200: RegistrationStatistics },
      },
    },
    (req) => registrationStatistics(ctx, req.query.universityId ?? null),
  );
}
