import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { CampusRules } from './schemas.ts';
import { listRules } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/moderation/rules',
    {
      config: { caller: 'anyone' },
      schema: {
        tags: ['Moderation'],
        summary: 'List the rules of the campus',
        response: { 200: CampusRules },
      },
    },
    () => listRules(ctx),
  );
}
