import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { MailQuery, MailStatus } from './schemas.ts';
import { mailStatus } from './service.ts';

const tags = ['Admin'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/admin/mail',
    {
      config: { permission: 'mail.read' },
      schema: {
        tags,
        summary: 'See whether emails leave, where they do not, and what mail servers answer',
        querystring: MailQuery,
        response: { 200: MailStatus },
      },
    },
    (request) => mailStatus(ctx, request.query),
  );
}
