import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { PasskeyAssertion } from '../passkeys/schemas.ts';
import { Password, SecondFactorCode } from '../schemas.ts';
import { reauthenticate } from './reauthentication.ts';

export function routes(app: App, ctx: Context): void {
  app.post(
    '/auth/reauthenticate',
    {
      config: {
        caller: 'member',
        alsoFor: ['suspended', 'deactivated', 'waiting'],
        problems: {
          422: ['wrong_password', 'wrong_code', 'code_required', 'passkey_invalid'],
          429: ['too_many_attempts'],
        },
      },
      schema: {
        tags: ['Auth'],
        summary: 'Reauthenticate in this session',
        description:
          'With a passkey (options of `/auth/login/passkey/options`), with a code if two-factor is on, otherwise with the password. Operations that need it answer `reauthentication_required`. A passkey or a code also counts as the second factor that `second_factor_required` asks for.',
        body: z.union([
          z.strictObject({ password: Password }),
          z.strictObject({ totp: SecondFactorCode }),
          z.strictObject({ passkey: PasskeyAssertion }),
        ]),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await reauthenticate(ctx, request.viewer, request.body, request.origin);
      return reply.status(204).send(null);
    },
  );
}
