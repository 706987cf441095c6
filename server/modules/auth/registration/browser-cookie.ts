import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../../platform/context.ts';
import { hashToken, newOpaqueToken } from '../sign-in/tokens.ts';
import { BROWSER_TRUSTED_MS } from './verification.ts';

/** On https the prefix keeps sibling hosts from setting the cookie: an attacker could plant a secret that they know. */
const cookieOf = (ctx: Context) => {
  const secure = ctx.config.publicUrl.startsWith('https:');
  return {
    name: secure ? '__Host-cl_registration' : 'cl_registration',
    options: { path: '/', httpOnly: true, sameSite: 'strict', secure } as const,
  };
};

/** Gives a browser that registers a secret. @returns its hash, which is stored with the registration */
export function rememberBrowser(ctx: Context, reply: FastifyReply): Buffer {
  const { name, options } = cookieOf(ctx);
  const secret = newOpaqueToken();
  reply.setCookie(name, secret, { ...options, maxAge: BROWSER_TRUSTED_MS / 1000 });
  return hashToken(secret);
}

/** The hash of the secret that this browser got at its last registration. */
export function rememberedBrowser(ctx: Context, request: FastifyRequest): Buffer | undefined {
  const secret = request.cookies[cookieOf(ctx).name];
  return secret ? hashToken(secret) : undefined;
}

/** Deletes the cookie that ties a registration to this browser. */
export function forgetBrowser(ctx: Context, reply: FastifyReply): void {
  const { name, options } = cookieOf(ctx);
  reply.clearCookie(name, options);
}
