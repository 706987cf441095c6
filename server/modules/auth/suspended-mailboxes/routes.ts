import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Email } from '../schemas.ts';
import { liftSuspendedMailbox } from './service.ts';

export function routes(app: App, ctx: Context): void {
  app.post(
    '/admin/suspended-mailboxes/lift',
    {
      config: { permission: 'members.suspend', problems: { 404: ['mailbox_not_suspended'] } },
      schema: {
        tags: ['Admin'],
        summary: 'Let the address of a suspended account that was deleted register again',
        body: z.strictObject({ email: Email }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await liftSuspendedMailbox(ctx, request.viewer, request.body.email, request.origin);
      return reply.status(204).send(null);
    },
  );
}
