import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { invitationInvalid } from '../registration/problems.ts';
import { checkInvitation } from './redeeming.ts';
import { InvitationCode } from './schemas.ts';

export function routes(app: App, ctx: Context): void {
  app.post(
    '/auth/invitations/check',
    {
      config: {
        caller: 'anyone',
        problems: { 422: ['invitation_invalid'], 429: ['too_many_attempts'] },
      },
      schema: {
        tags: ['Auth'],
        summary: 'Check an invitation without using it',
        body: z.strictObject({ code: InvitationCode }),
        response: {
          200: z.object({
            inviter: z
              .string()
              .nullable()
              .describe('The name of the member who made it; null: the campus did'),
            expiresAt: z.iso.datetime(),
          }),
        },
      },
    },
    async ({ body, origin }) => {
      const found = await checkInvitation(ctx, body.code, origin);
      if (found === undefined) throw invitationInvalid();
      return { inviter: found.inviterName, expiresAt: found.expiresAt.toISOString() };
    },
  );
}
