import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PageQuery } from '../../../platform/page.ts';
import { StaffAccessPage } from './schemas.ts';
import { listAccesses } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/users/me/accesses',
    {
      config: {
        caller: 'member',
        alsoFor: ['suspended', 'deactivated', 'waiting'],
        problems: { 400: ['invalid_cursor'] },
      },
      schema: {
        tags: ['Account'],
        summary: 'List what staff read of me or did to my account, newest first',
        querystring: PageQuery,
        response: { 200: StaffAccessPage },
      },
    },
    (request) => listAccesses(ctx, request.viewer, request.query),
  );
}
