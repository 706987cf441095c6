import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { MailQuery, MailStatus } from './schemas.ts';
import { requestSenderCheck } from './sender/service.ts';
import { mailStatus } from './service.ts';
import { requestTestEmail } from './test-emails.ts';

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
    (request) => mailStatus(ctx, request.viewer, request.query),
  );
  app.post(
    '/admin/mail/sender-checks',
    {
      config: { permission: 'mail.read' },
      schema: {
        tags,
        summary: 'Look at the DNS records of the sender now; `GET /admin/mail` has the result within seconds',
        response: { 202: z.null() },
      },
    },
    async (_request, reply) => {
      await requestSenderCheck(ctx);
      return reply.status(202).send(null);
    },
  );
  app.post(
    '/admin/mail/test-emails',
    {
      config: {
        permission: 'mail.test',
        problems: { 403: ['email_not_verified'], 429: ['too_many_test_emails'] },
      },
      schema: {
        tags,
        summary: 'Send an email to my own address; `GET /admin/mail` has the answer of the mail server',
        response: { 202: z.null() },
      },
    },
    async (request, reply) => {
      await requestTestEmail(ctx, request.viewer, request.origin);
      return reply.status(202).send(null);
    },
  );
}
