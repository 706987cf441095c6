import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Reason } from '../reports/schemas.ts';
import { ResponseTime, ResponseTimeBody, ResponseTimes } from './schemas.ts';
import { changeResponseTime, listResponseTimes } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/moderation/response-times',
    {
      config: { permission: 'rules.read' },
      schema: {
        tags: ['Admin'],
        summary: 'List the times in which reports are answered, by reason',
        response: { 200: ResponseTimes },
      },
    },
    () => listResponseTimes(ctx),
  );
  app.put(
    '/admin/moderation/response-times/:reason',
    {
      config: { permission: 'rules.write', problems: { 422: ['response_time_too_long'] } },
      schema: {
        tags: ['Admin'],
        summary: 'Set the time that reporters of a reason are promised from now on',
        params: z.strictObject({ reason: Reason }),
        body: ResponseTimeBody,
        response: { 200: ResponseTime },
      },
    },
    ({ viewer, params, body, origin }) => changeResponseTime(ctx, viewer, params.reason, body.hours, origin),
  );
}
