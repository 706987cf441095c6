import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../platform/context.ts';
import { cookieNames, setSessionCookies } from '../../platform/http/cookies.ts';
import type { SignedIn, User } from './schemas.ts';
import type { Tokens } from './sign-in/sessions.ts';

const DEVICE_COOKIE = 'cl_device';
const DEVICE_COOKIE_SECONDS = 2 * 365 * 86_400;

/** Whether tokens are in HttpOnly cookies. The header makes a cross-site page send a CORS preflight, which is never granted. */
export const usesCookies = (request: FastifyRequest): boolean =>
  request.headers['x-session-mode'] === 'cookie';

/** The token of a known device: from the header (other programs) or the cookie (browsers). */
export function deviceTokenOf(request: FastifyRequest): string | undefined {
  const header = request.headers['x-device-token'];
  return typeof header === 'string' ? header : request.cookies[DEVICE_COOKIE];
}

/** The refresh token: from the body (other programs) or the cookie (browsers). */
export const refreshTokenOf = (
  request: FastifyRequest,
  ctx: Context,
  body: string | undefined,
): string | undefined =>
  body ?? (usesCookies(request) ? request.cookies[cookieNames(ctx.config).refresh] : undefined);

/** Answers a sign-in: with tokens in the body, or in cookies and then not in the body. */
export function signedInResponse(
  ctx: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  signIn: { user: User; tokens: Tokens; deviceToken?: string },
): SignedIn {
  const { user, tokens, deviceToken } = signIn;
  request.signedIn = { memberId: user.id, sessionId: tokens.sessionId };
  if (!usesCookies(request)) {
    const { accessToken, expiresIn, refreshToken } = tokens;
    return {
      user,
      accessToken,
      tokenType: 'Bearer',
      expiresIn,
      refreshToken,
      ...(deviceToken ? { deviceToken } : {}),
    };
  }
  setSessionCookies(reply, ctx.config, ctx.secrets, tokens);
  if (deviceToken) {
    reply.setCookie(DEVICE_COOKIE, deviceToken, {
      path: '/api/v1/auth',
      httpOnly: true,
      sameSite: 'strict',
      secure: ctx.config.publicUrl.startsWith('https:'),
      maxAge: DEVICE_COOKIE_SECONDS,
    });
  }
  return { user, expiresIn: tokens.expiresIn };
}
