import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { RankedPage, RankedQuery } from '../ranking/schemas.ts';
import { recommendPosts } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/feed/recommendations',
    {
      config: { caller: 'member', sheds: 'recommendations', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags: ['Feed'],
        summary: 'Get recommended posts, each with its reason',
        querystring: RankedQuery,
        response: { 200: RankedPage },
      },
    },
    (request) => recommendPosts(ctx, request.viewer, request.query),
  );
}
