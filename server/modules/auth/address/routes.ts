import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Email, MailedCode, Password } from '../schemas.ts';
import { confirmAddressChange, startAddressChange } from './service.ts';

const tags = ['Auth'];

export function routes(app: App, ctx: Context): void {
  app.post(
    '/auth/email/change',
    {
      config: {
        caller: 'member',
        problems: {
          403: ['reauthentication_required'],
          422: ['wrong_password', 'university_not_allowed'],
          429: ['too_many_attempts'],
        },
      },
      schema: {
        tags,
        summary: 'Email a code to the address that I want to move to',
        description:
          'Without `password` if the session showed a second factor in the last 15 minutes. If two-factor is on, the session must have been authenticated in the last 15 minutes as well. The response is the same if the address has an account.',
        body: z.strictObject({ email: Email, password: Password.optional() }),
        response: { 202: z.null() },
      },
    },
    async (request, reply) => {
      await startAddressChange(ctx, request.viewer, request.body, request.origin);
      return reply.status(202).send(null);
    },
  );

  app.post(
    '/auth/email/change/confirm',
    {
      config: {
        caller: 'member',
        problems: {
          403: ['mailbox_suspended'],
          422: ['verification_failed', 'university_not_allowed'],
          429: ['too_many_attempts'],
        },
      },
      schema: {
        tags,
        summary: 'Move to the new address with the emailed code; ends the other sessions',
        description:
          'University and affiliation follow from the address. The former mailbox gets a link that undoes the change for seven days.',
        body: z.strictObject({ code: MailedCode }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await confirmAddressChange(ctx, request.viewer, request.body.code, request.origin);
      return reply.status(204).send(null);
    },
  );
}
