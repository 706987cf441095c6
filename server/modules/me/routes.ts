import type { Context } from '../../platform/context.ts';
import type { App } from '../../platform/http/types.ts';
import { Me } from './schemas.ts';
import { getMe } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/auth/me',
    {
      config: { caller: 'member', whileDeactivated: true },
      schema: {
        tags: ['Auth'],
        summary: 'Get my account, roles and permissions',
        response: { 200: Me },
      },
    },
    (request) => getMe(ctx, request.viewer),
  );
}
