import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import { clearSessionCookies } from '../../../platform/http/cookies.ts';
import type { App } from '../../../platform/http/types.ts';
import { pageOf } from '../../../platform/page.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { keyRing } from '../keys/service.ts';
import { refreshInvalid } from '../problems.ts';
import { rememberedBrowser } from '../registration/browser-cookie.ts';
import { OneTimeToken, Password, SecondFactorCode, SignedIn } from '../schemas.ts';
import { deviceTokenOf, refreshTokenOf, signedInResponse, usesCookies } from '../session-response.ts';
import { accountOf, presentUser } from './account.ts';
import { confirmSignIn, login } from './service.ts';
import { listSessions, logout, logoutAll, refresh, revokeOwnSession } from './sessions.ts';

const LoginBody = z.strictObject({
  identifier: z.string().min(1, 'Enter your email or username.').max(254),
  password: Password,
  totp: SecondFactorCode.optional(),
  deviceName: z.string().max(100).optional(),
});
const Session = z
  .object({
    id: z.uuid(),
    device: z.string(),
    userAgent: z.string(),
    ip: z.string().nullable(),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    current: z.boolean(),
  })
  .meta({ id: 'Session' });
const tags = ['Auth'];
const Nothing = z.null();
const afterPassword = {
  401: ['invalid_credentials', 'mfa_required'],
  403: ['email_not_verified'],
  429: ['too_many_attempts'],
};

export function routes(app: App, ctx: Context): void {
  app.post(
    '/auth/login',
    {
      config: { caller: 'anyone', problems: afterPassword },
      schema: {
        tags,
        summary: 'Sign in with email or username',
        body: LoginBody,
        response: { 200: SignedIn },
      },
    },
    async (request, reply) => {
      const entry = await login(ctx, request.body, request.origin, {
        deviceToken: deviceTokenOf(request),
        browserHash: rememberedBrowser(ctx, request),
      });
      return signedInResponse(ctx, request, reply, entry);
    },
  );

  app.post(
    '/auth/confirm-sign-in',
    {
      config: {
        caller: 'anyone',
        problems: {
          401: ['mfa_required', 'invalid_credentials'],
          422: ['link_invalid'],
          429: ['too_many_attempts'],
        },
      },
      schema: {
        tags,
        summary: 'Confirm a sign-in by the emailed link',
        body: z.strictObject({
          token: OneTimeToken,
          totp: SecondFactorCode.optional(),
          deviceName: z.string().max(100).optional(),
        }),
        response: { 200: SignedIn },
      },
    },
    async (request, reply) =>
      signedInResponse(ctx, request, reply, await confirmSignIn(ctx, request.body, request.origin)),
  );

  app.post(
    '/auth/refresh',
    {
      config: { caller: 'anyone', problems: { 401: ['refresh_invalid', 'refresh_reused'] } },
      schema: {
        tags,
        summary: 'Refresh the tokens; the old refresh token is used up',
        body: z.strictObject({ refreshToken: z.string().min(1).max(200).optional() }),
        response: { 200: SignedIn },
      },
    },
    async (request, reply) => {
      const token = refreshTokenOf(request, ctx, request.body.refreshToken);
      if (token === undefined) throw refreshInvalid();
      try {
        const { userId, tokens } = await refresh(ctx, token, request.origin);
        const account = await accountOf(ctx, userId);
        if (!account) throw refreshInvalid();
        return signedInResponse(ctx, request, reply, { user: presentUser(account), tokens });
      } catch (error) {
        if (usesCookies(request)) clearSessionCookies(reply, ctx.config);
        throw error;
      }
    },
  );

  app.post(
    '/auth/logout',
    {
      config: { caller: 'member', alsoFor: ['suspended', 'deactivated', 'waiting'] },
      schema: { tags, summary: 'Sign out of this session', response: { 204: Nothing } },
    },
    async (request, reply) => {
      await logout(ctx, request.viewer, request.origin);
      clearSessionCookies(reply, ctx.config);
      return reply.status(204).send(null);
    },
  );

  app.post(
    '/auth/logout-all',
    {
      config: { caller: 'member' },
      schema: { tags, summary: 'Sign out of all sessions', response: { 204: Nothing } },
    },
    async (request, reply) => {
      await logoutAll(ctx, request.viewer, request.origin);
      clearSessionCookies(reply, ctx.config);
      return reply.status(204).send(null);
    },
  );

  app.get(
    '/auth/sessions',
    {
      config: { caller: 'member' },
      schema: { tags, summary: 'List my sessions', response: { 200: pageOf(Session) } },
    },
    (request) => listSessions(ctx, request.viewer),
  );

  app.delete(
    '/auth/sessions/:id',
    {
      config: { caller: 'member', problems: { 404: ['session_not_found'] } },
      schema: {
        tags,
        summary: 'End one of my sessions',
        params: z.strictObject({ id: Uuid }),
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      await revokeOwnSession(ctx, request.viewer, request.params.id, request.origin);
      return reply.status(204).send(null);
    },
  );

  app.get(
    '/auth/jwks.json',
    {
      config: { caller: 'anyone' },
      schema: {
        tags,
        summary: 'Get the public keys of access tokens (RFC 7517)',
        response: { 200: z.object({ keys: z.array(z.record(z.string(), z.string())) }) },
      },
    },
    async (_request, reply) => {
      const { jwks } = await keyRing(ctx);
      return reply
        .header('cache-control', 'public, max-age=300')
        .send({ keys: jwks.keys as Record<string, string>[] }); // EC keys have only string members
    },
  );
}
