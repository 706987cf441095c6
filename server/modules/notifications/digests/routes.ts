import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { App } from '../../../platform/http/types.ts';
import { unsubscribeTokenInvalid } from '../problems.ts';
import { confirmPage, donePage, invalidLinkPage } from './pages.ts';
import { endDigests, tokenOwner } from './service.ts';

/** Ignores unknown parameters: link rewriters of mail systems add their own. */
const Query = z.object({ token: z.string().min(1).max(100).describe('From the link in the email') });

/** Pages may have inline styles and submit their one form to us; nothing else. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

export function routes(app: App, ctx: Context): void {
  app.register(async (scope) => {
    // Mail clients send `List-Unsubscribe=One-Click` as multipart/form-data (RFC 8058 §3.2), urlencoded, or
    // as another type. The token is enough, so the body is ignored.
    const parsed = { parseAs: 'buffer', bodyLimit: 16 * 1_024 } as const;
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', parsed, (_request, _body, done) => done(null, undefined));
    unsubscribeRoutes(scope as App, ctx);
  });
}

function unsubscribeRoutes(app: App, ctx: Context): void {
  // The link in the email: asks for confirmation, because mail scanners open links too.
  app.get(
    '/notifications/unsubscribe',
    { config: { caller: 'anyone' }, schema: { hide: true, querystring: Query } },
    async (request, reply) => {
      const member = await tokenOwner(ctx, request.query.token);
      reply
        .header('content-security-policy', CONTENT_SECURITY_POLICY)
        .header('referrer-policy', 'no-referrer');
      reply.type('text/html; charset=utf-8').status(member === undefined ? 422 : 200);
      return reply.send(
        member === undefined ? invalidLinkPage() : confirmPage(member.locale, request.query.token),
      );
    },
  );
  app.post(
    '/notifications/unsubscribe',
    {
      config: { caller: 'anyone', problems: { 422: ['unsubscribe_token_invalid'] } },
      schema: {
        tags: ['Notifications'],
        summary: 'Unsubscribe from digests by the token of an email (RFC 8058), without signing in',
        querystring: Query,
        response: { 200: z.string().describe('A confirmation page in the member’s language') },
      },
    },
    async (request, reply) => {
      const member = await endDigests(ctx, request.query.token);
      if (member === undefined) throw unsubscribeTokenInvalid();
      reply.header('content-security-policy', CONTENT_SECURITY_POLICY).type('text/html; charset=utf-8');
      return reply.serializer((body: unknown) => String(body)).send(donePage(member.locale));
    },
  );
}
