import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Capacity } from '../capacity/schemas.ts';
import { capacity } from '../capacity/service.ts';
import { SystemCharts, SystemChartsQuery } from './schemas.ts';
import { systemCharts } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/system/charts',
    {
      config: { permission: 'overview.read', problems: { 502: ['metrics_unavailable'] } },
      schema: {
        tags: ['Admin'],
        summary: 'Get charts of the system’s health',
        querystring: SystemChartsQuery,
        response: { 200: SystemCharts },
      },
    },
    (req) => systemCharts(ctx, req.query.range),
  );
  app.get(
    '/admin/system/capacity',
    {
      config: { permission: 'overview.read', problems: { 502: ['metrics_unavailable'] } },
      schema: {
        tags: ['Admin'],
        summary: 'Get how many more members fit',
        response: { 200: Capacity },
      },
    },
    () => capacity(ctx),
  );
}
