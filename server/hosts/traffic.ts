import type { FastifyRequest } from 'fastify';
import type { Context } from '../platform/context.ts';
import { API_PREFIX } from '../platform/http/app.ts';
import type { App } from '../platform/http/types.ts';
import { clientAddressOf } from '../platform/ip-addresses.ts';
import { CALLER_HEADER } from '../platform/traffic-log/headers.ts';
import { hashSession } from '../platform/traffic-log/line.ts';
import { trafficLogOf } from '../platform/traffic-log/open.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Requests that change something, but neither publish or send anything nor begin, prolong or end a session: what a member has read, saved
 * for themselves or looked for. They say much about a member and nothing about an offence.
 */
export const UNLOGGED_ROUTES: ReadonlySet<string> = new Set(
  [
    'PUT /announcements/{id}/receipt',
    'POST /auth/login/passkey/options',
    'POST /auth/passkeys/options',
    'POST /conversations/invites/preview',
    'PATCH /conversations/settings',
    'POST /conversations/sync',
    'PUT /conversations/{id}/delivered',
    'PUT /conversations/{id}/draft',
    'PATCH /conversations/{id}/me',
    'PUT /conversations/{id}/read',
    'POST /drafts',
    'DELETE /drafts/{id}',
    'PUT /drafts/{id}',
    'PUT /feed/home/position',
    'PATCH /feed/preferences',
    'DELETE /hashtags/{tag}/follow',
    'PUT /hashtags/{tag}/follow',
    'POST /muted-words',
    'DELETE /muted-words/{id}',
    'PATCH /muted-words/{id}',
    'PATCH /notifications/preferences',
    'PUT /notifications/read',
    'DELETE /notifications/threads/{postId}/mute',
    'PUT /notifications/threads/{postId}/mute',
    'DELETE /posts/{id}/bookmark',
    'PUT /posts/{id}/bookmark',
    'DELETE /safety/quiet-time',
    'PUT /safety/quiet-time',
    'DELETE /search/recent',
    'PATCH /search/recent',
    'PUT /search/recent',
    'POST /search/saved',
    'DELETE /search/saved/{id}',
    'PATCH /users/me/welcome',
    'DELETE /users/suggestions/{id}',
    'PUT /users/suggestions/{id}',
    'DELETE /users/{id}/mute',
    'PUT /users/{id}/mute',
    'DELETE /users/{id}/reposts-hidden',
    'PUT /users/{id}/reposts-hidden',
    'PATCH /writing-preferences',
  ].map((route) => route.replace(' ', ` ${API_PREFIX}`)),
);

/** In a process behind the gateway: says whose request it was, which the gateway cannot always know, as of a sign-in. */
export function tellCaller(app: App): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const { signedIn, visitor } = request;
    const [member, session] = signedIn
      ? [signedIn.memberId, signedIn.sessionId]
      : [visitor?.id, visitor?.sessionId];
    if (member !== undefined) reply.header(CALLER_HEADER, `${member} ${session}`);
    done(null, payload);
  });
}

const forwardedFor = ({ headers }: FastifyRequest): string | null => {
  const given = headers['x-forwarded-for'];
  return typeof given === 'string' ? given : (given?.join() ?? null);
};

/** In the gateway: a line for each request that writes something, or opens, prolongs or ends a session. */
export async function logTraffic(app: App, ctx: Context): Promise<void> {
  const log = await trafficLogOf(ctx, 'gateway');
  if (log === undefined) return;
  const addressOf = clientAddressOf(ctx.config.trustProxy);
  const routes = new Map<string, string>();
  // When the answer is known, although its client may be gone: the act is done.
  app.addHook('onSend', (request, reply, payload, done) => {
    const url = request.routeOptions.url;
    if (SAFE.has(request.method) || url === undefined || !url.startsWith(API_PREFIX))
      return done(null, payload);
    let route = routes.get(url);
    if (route === undefined) {
      route = url.replaceAll(/:(\w+)/g, '{$1}');
      routes.set(url, route);
    }
    if (UNLOGGED_ROUTES.has(`${request.method} ${route}`)) return done(null, payload);
    const { signedIn, visitor, toldCaller } = request;
    const session = signedIn?.sessionId ?? toldCaller?.sessionId ?? visitor?.sessionId;
    log.record({
      // As `request.ip`, which costs a third of the line.
      address: addressOf(request.socket.remoteAddress ?? '', forwardedFor(request)),
      port: request.clientPort,
      method: request.method,
      route,
      status: reply.statusCode,
      member: signedIn?.memberId ?? toldCaller?.memberId ?? visitor?.id ?? null,
      session: session === undefined ? null : hashSession(session),
      request: request.id,
    });
    done(null, payload);
  });
  app.addHook('onClose', () => log.close());
}
