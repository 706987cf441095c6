import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import { clearSessionCookies } from '../../../platform/http/cookies.ts';
import type { App } from '../../../platform/http/types.ts';
import { Password, SecondFactorCode } from '../schemas.ts';
import { backupsExpireAt, deactivate, requestDeletion, restoreOwn } from './service.ts';

const tags = ['Account'];
const Nothing = z.null();
const LeavingBody = z.strictObject({ password: Password, totp: SecondFactorCode.optional() });
const leavingProblems = {
  401: ['session_ended'],
  409: ['last_owner'],
  422: ['wrong_password', 'wrong_code', 'code_required'],
  429: ['too_many_attempts'],
};

export function routes(app: App, ctx: Context): void {
  app.post(
    '/users/me/deactivate',
    {
      config: { caller: 'member', problems: leavingProblems },
      schema: {
        tags,
        summary: 'Deactivate my account: nobody sees it until I sign in again',
        body: LeavingBody,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await deactivate(ctx, request.viewer, request.body, request.origin);
      clearSessionCookies(reply, ctx.config);
      return reply.status(204).send(null);
    },
  );

  app.delete(
    '/users/me',
    {
      config: {
        caller: 'member',
        problems: leavingProblems,
      },
      schema: {
        tags,
        summary: 'Delete my account: it is hidden at once and deleted in 30 days',
        description: 'Ends every session. Until `deleteAt`, signing in offers to restore the account.',
        body: LeavingBody,
        response: {
          202: z.object({
            deleteAt: z.iso.datetime(),
            backupsExpireAt: z.iso.datetime().describe('When the last backup with a copy has expired'),
          }),
        },
      },
    },
    async (request, reply) => {
      const deleteAt = await requestDeletion(ctx, request.viewer, request.body, request.origin);
      clearSessionCookies(reply, ctx.config);
      return reply.status(202).send({
        deleteAt: deleteAt.toISOString(),
        backupsExpireAt: backupsExpireAt(deleteAt).toISOString(),
      });
    },
  );

  app.post(
    '/users/me/restore',
    {
      config: {
        caller: 'member',
        alsoFor: ['deactivated'],
        problems: { 401: ['session_ended'], 409: ['not_deactivated'] },
      },
      schema: {
        tags,
        summary: 'Restore my account, which was to be deleted',
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await restoreOwn(ctx, request.viewer, request.origin);
      return reply.status(204).send(null);
    },
  );
}
