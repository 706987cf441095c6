import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { RankedPage, RankedQuery } from '../ranking/schemas.ts';
import { explore } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/feed/explore',
    {
      config: { caller: 'member', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags: ['Feed'],
        summary: 'Get ranked posts by members the viewer does not follow, each with its reason',
        querystring: RankedQuery,
        response: { 200: RankedPage },
      },
    },
    (request) => explore(ctx, request.viewer, request.query),
  );
}
