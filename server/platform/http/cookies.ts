import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { Config } from '../config.ts';
import type { Secrets } from '../secrets/secrets.ts';

/** Names of the web apps' cookies. `session` is readable by scripts: it holds only the expiry of the access token. */
export function cookieNames(config: Config) {
  const prefix = config.publicUrl.startsWith('https:') ? '__Host-' : '';
  return {
    access: `${prefix}cl_access`,
    // Sent only to the auth paths, so it cannot have the __Host- prefix, which requires the path "/".
    refresh: 'cl_refresh',
    csrf: `${prefix}cl_csrf`,
    session: 'cl_session',
  };
}

const csrfTag = (key: KeyObject, sessionId: string): string =>
  createHmac('sha256', key).update(sessionId).digest('base64url');

/** The CSRF token of a session. A page proves that it can read our origin's cookies by sending it as `X-CSRF-Token`. */
export const csrfToken = (secrets: Secrets, sessionId: string): string =>
  csrfTag(secrets.key('csrf'), sessionId);

export function csrfMatches(secrets: Secrets, sessionId: string, given: unknown): boolean {
  if (typeof given !== 'string') return false;
  const actual = Buffer.from(given);
  return secrets.keys('csrf').some((key) => {
    const expected = Buffer.from(csrfTag(key, sessionId));
    return expected.length === actual.length && timingSafeEqual(expected, actual);
  });
}

/** Signs the browser in: HttpOnly cookies for both tokens, readable ones for the CSRF token and the expiry. */
export function setSessionCookies(
  reply: FastifyReply,
  config: Config,
  secrets: Secrets,
  tokens: {
    sessionId: string;
    accessToken: string;
    expiresIn: number;
    refreshToken: string;
    refreshExpiresIn: number;
  },
): void {
  const names = cookieNames(config);
  const secure = config.publicUrl.startsWith('https:');
  const shared = { sameSite: 'lax', secure, path: '/', maxAge: tokens.refreshExpiresIn } as const;
  reply.setCookie(names.access, tokens.accessToken, { ...shared, httpOnly: true, maxAge: tokens.expiresIn });
  reply.setCookie(names.refresh, tokens.refreshToken, {
    ...shared,
    httpOnly: true,
    path: '/api/v1/auth',
    sameSite: 'strict',
  });
  reply.setCookie(names.csrf, csrfToken(secrets, tokens.sessionId), shared);
  reply.setCookie(names.session, String(Date.now() + tokens.expiresIn * 1000), shared);
}

export function clearSessionCookies(reply: FastifyReply, config: Config): void {
  const names = cookieNames(config);
  const secure = config.publicUrl.startsWith('https:');
  for (const name of [names.access, names.csrf, names.session])
    reply.clearCookie(name, { path: '/', secure });
  reply.clearCookie(names.refresh, { path: '/api/v1/auth', secure });
}
