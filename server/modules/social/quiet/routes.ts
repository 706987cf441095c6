import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { NewQuietTime, QuietTime } from './schemas.ts';
import { beginQuietTime, endQuietTime, quietTime } from './service.ts';

const tags = ['Safety'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/safety/quiet-time',
    {
      config: { caller: 'member', problems: {} },
      schema: { tags, summary: 'Get my quiet time', response: { 200: QuietTime } },
    },
    (request) => quietTime(ctx, request.viewer.id),
  );
  app.put(
    '/safety/quiet-time',
    {
      config: { caller: 'member', problems: {} },
      schema: {
        tags,
        summary: 'Begin a quiet time, or change its end',
        body: NewQuietTime,
        response: { 200: QuietTime },
      },
    },
    (request) => beginQuietTime(ctx, request.viewer.id, request.body),
  );
  app.delete(
    '/safety/quiet-time',
    {
      config: { caller: 'member', problems: {} },
      schema: { tags, summary: 'End my quiet time', response: { 200: QuietTime } },
    },
    (request) => endQuietTime(ctx, request.viewer.id),
  );
}
