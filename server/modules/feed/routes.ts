import type { Context } from '../../platform/context.ts';
import type { App } from '../../platform/http/types.ts';
import { HomePage, HomeQuery } from './schemas.ts';
import { getHome } from './top/service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/feed/home',
    {
      config: { caller: 'member', problems: { 400: ['invalid_cursor'] } },
      schema: {
        tags: ['Feed'],
        summary: 'Get the home timeline',
        querystring: HomeQuery,
        response: { 200: HomePage },
      },
    },
    (request) => getHome(ctx, request.viewer, request.query),
  );
}
