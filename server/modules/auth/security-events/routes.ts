import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { OneTimeToken } from '../schemas.ts';
import { secureAccount } from './secure.ts';

export function routes(app: App, ctx: Context): void {
  app.post(
    '/auth/secure-account',
    {
      config: { caller: 'anyone', problems: { 422: ['link_invalid'] } },
      schema: {
        tags: ['Auth'],
        summary: 'Take my account back with the link of a security email',
        description:
          'Ends all sessions and the password, removes what was added, and restores a changed address. Set a new password with `resetToken` (`/auth/password/reset`); it is null for a suspended member.',
        body: z.strictObject({ token: OneTimeToken }),
        response: { 200: z.object({ resetToken: z.string().nullable() }) },
      },
    },
    (request) => secureAccount(ctx, request.body.token, request.origin),
  );
}
