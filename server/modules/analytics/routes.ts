import type { Context } from '../../platform/context.ts';
import type { App } from '../../platform/http/types.ts';
import { Overview } from './schemas.ts';
import { overview } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/overview',
    {
      config: { permission: 'overview.read' },
      schema: {
        tags: ['Admin'],
        summary: 'Get an overview of members, posts and jobs',
        response: { 200: Overview },
      },
    },
    () => overview(ctx),
  );
}
