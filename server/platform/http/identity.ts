import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { Context } from '../context.ts';
import { clientPortOf } from '../ip-addresses.ts';
import { Problem } from '../problem.ts';
import { toPlainLine } from '../text.ts';
import { PORT_HEADER } from '../traffic-log/headers.ts';
import { cookieNames, csrfMatches } from './cookies.ts';
import {
  type Caller,
  hasPermission,
  type Identify,
  type Inactivity,
  type Origin,
  type Permission,
  type Viewer,
} from './viewer.ts';

interface SessionOfMember {
  memberId: string;
  sessionId: string;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For routes that are not for staff. */
    caller?: Caller;
    /** For routes of staff, instead of `caller`: whoever has this permission may call them, and nobody else. */
    permission?: Permission;
    /**
     * Also serves members whose account is suspended, deactivated or waiting for staff: what they need to be heard, to come back, or to leave
     * with their data. A route that does not say so never meets them. For callers `member` and `anyone`.
     */
    alsoFor?: readonly Inactivity[];
    /**
     * What the request writes must not lead to its caller (docs/adr/0099): no line of a log, no trace, not even of a failure, says who
     * made it or under which id.
     */
    isUnlinked?: true;
    /** The problem codes of this route in addition to the general ones, by status. They appear in the OpenAPI document. */
    problems?: Record<number, readonly string[]>;
  }
  interface FastifyRequest {
    /** The signed-in caller. Only for routes whose caller is not `anyone`. */
    readonly viewer: Viewer;
    /** The signed-in caller on routes that allow anyone; null without one. */
    visitor: Viewer | null;
    /** The session that this request opened. Of a route that signs somebody in. */
    signedIn: SessionOfMember | null;
    /** Whose request it was, as the process that served it tells the gateway. */
    toldCaller: SessionOfMember | null;
    readonly origin: Origin;
    /** The port of the client; null if a proxy does not pass it on. */
    readonly clientPort: number | null;
    /** The Idempotency-Key header, if any. */
    readonly idempotencyKey: string | undefined;
  }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Authenticates the caller by bearer token or cookie session, then checks whether this caller may use the route. */
export function identity(app: FastifyInstance, ctx: Context, identify: Identify): void {
  const names = cookieNames(ctx.config);
  app.decorateRequest('visitor', null);
  app.decorateRequest('signedIn', null);
  app.decorateRequest('toldCaller', null);
  app.decorateRequest('viewer', {
    getter(this: FastifyRequest) {
      if (this.visitor === null) throw new Error('a route for anyone asked for its viewer');
      return this.visitor;
    },
  });
  app.decorateRequest('origin', {
    getter(this: FastifyRequest) {
      const userAgent = toPlainLine((this.headers['user-agent'] ?? '').slice(0, 300));
      return { ip: this.ip, userAgent, requestId: this.id };
    },
  });
  const portOf = clientPortOf(ctx.config.trustProxy);
  app.decorateRequest('clientPort', {
    getter(this: FastifyRequest) {
      return portOf(this.socket, this.headers['x-forwarded-for'], this.headers[PORT_HEADER]);
    },
  });
  app.decorateRequest('idempotencyKey', {
    getter(this: FastifyRequest) {
      const value = this.headers['idempotency-key'];
      return typeof value === 'string' ? value : undefined;
    },
  });

  // Checked when everything is mounted: a plugin may set the caller of all its routes in a hook of its own.
  const mounted: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    mounted.push(route);
  });
  app.addHook('onReady', async () => {
    const withoutCaller = mounted.filter(
      ({ method, config }) =>
        method !== 'HEAD' && (config?.caller === undefined) === (config?.permission === undefined),
    );
    if (withoutCaller.length === 0) return;
    throw new Error(
      `neither a caller nor a permission named, or both: ${withoutCaller.map((route) => `${route.method} ${route.url}`).join(', ')}`,
    );
  });

  app.addHook('onRequest', async (request) => {
    const { permission, alsoFor = [] } = request.routeOptions.config;
    // Of a request to no route, which is answered with 404, as well.
    const { caller = permission === undefined ? 'anyone' : 'member' } = request.routeOptions.config;
    const header = request.headers.authorization;
    const bearer = header?.startsWith('Bearer ') ? header.slice(7) : undefined;
    const cookie = bearer === undefined && header === undefined ? request.cookies[names.access] : undefined;
    const token = bearer ?? cookie;
    if (token === undefined) {
      if (caller === 'anyone') return;
      throw new Problem(
        401,
        'not_signed_in',
        'Sign in, then send the access token as `Authorization: Bearer …`.',
      );
    }
    try {
      request.visitor = await identify(token, { forWrite: !SAFE.has(request.method), alsoFor });
    } catch (error) {
      if (caller === 'anyone' && error instanceof Problem) return;
      throw error;
    }
    if (cookie !== undefined && !SAFE.has(request.method)) {
      if (!csrfMatches(ctx.secrets, request.visitor.sessionId, request.headers['x-csrf-token'])) {
        request.visitor = null;
        if (caller === 'anyone') return;
        throw new Problem(
          403,
          'csrf_failed',
          'Send the value of the csrf cookie as the header X-CSRF-Token.',
        );
      }
    }
    if (permission === undefined || hasPermission(request.visitor, permission)) return;
    if (request.visitor.permissionsWithSecondFactor?.has(permission)) {
      throw new Problem(
        403,
        'second_factor_required',
        'Your role works only in a session confirmed with a second factor. Set up two-factor, or send its code.',
      );
    }
    throw new Problem(403, 'forbidden', 'Your role doesn’t allow this.');
  });
}
