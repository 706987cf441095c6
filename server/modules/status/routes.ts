import type { Context } from '../../platform/context.ts';
import type { App } from '../../platform/http/types.ts';
import { StatusHistory } from './schemas.ts';
import { getHistory } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.get(
    '/status/history',
    {
      config: { caller: 'anyone' },
      schema: {
        tags: ['Operations'],
        summary: 'Get the uptime of the last 90 days, the backups and the last restore drill',
        response: { 200: StatusHistory },
      },
    },
    () => getHistory(ctx),
  );
}
