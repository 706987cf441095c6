import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { Password, SecondFactorCode } from '../schemas.ts';
import { confirmSetup, mfaState, removeTotp, startTotp } from './service.ts';

const tags = ['Auth'];

export function routes(app: App, ctx: Context): void {
  app.get(
    '/auth/mfa',
    {
      config: { caller: 'member' },
      schema: {
        tags,
        summary: 'Get the state of two-factor authentication',
        response: { 200: z.object({ totp: z.boolean(), recoveryCodesLeft: z.number().int() }) },
      },
    },
    (request) => mfaState(ctx, request.viewer),
  );

  app.post(
    '/auth/mfa/totp',
    {
      config: {
        caller: 'member',
        problems: { 409: ['mfa_already_on'], 422: ['wrong_password'], 429: ['too_many_attempts'] },
      },
      schema: {
        tags,
        summary: 'Start the two-factor set-up',
        body: z.strictObject({ password: Password }),
        response: { 200: z.object({ secret: z.string(), otpauthUrl: z.string() }) },
      },
    },
    (request) => startTotp(ctx, request.viewer, request.body.password, request.origin),
  );

  app.post(
    '/auth/mfa/totp/confirm',
    {
      config: {
        caller: 'member',
        problems: {
          409: ['mfa_not_started', 'mfa_already_on'],
          422: ['wrong_code'],
          429: ['too_many_attempts'],
        },
      },
      schema: {
        tags,
        summary: 'Confirm the two-factor set-up with a code; returns the recovery codes once',
        body: z.strictObject({ code: SecondFactorCode }),
        response: { 200: z.object({ recoveryCodes: z.array(z.string()) }) },
      },
    },
    (request) => confirmSetup(ctx, request.viewer, request.body.code, request.origin),
  );

  app.delete(
    '/auth/mfa/totp',
    {
      config: {
        caller: 'member',
        problems: {
          409: ['mfa_not_on'],
          422: ['wrong_password', 'wrong_code'],
          429: ['too_many_attempts'],
        },
      },
      schema: {
        tags,
        summary: 'Turn two-factor authentication off',
        body: z.strictObject({ password: Password, totp: SecondFactorCode }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeTotp(ctx, request.viewer, request.body, request.origin);
      return reply.status(204).send(null);
    },
  );
}
