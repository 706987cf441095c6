import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { addressKey, networkMatcher } from '../ip-addresses.ts';
import { Problem } from '../problem.ts';

/** Requests per minute: of a member, of an unknown caller's address, and of an address that a campus shares. */
const PER_MINUTE = { member: 600, address: 1_200, campus: 60_000 };

const TOO_MANY = 'too_many_requests';

/**
 * General rate limits: by account for signed-in callers, by address only for unknown ones. The networks that the operator names
 * get a far higher limit, because a whole campus may share one address.
 */
export async function limits(app: FastifyInstance, ctx: Context): Promise<void> {
  if (!ctx.config.rateLimits) return;
  const isCampus = networkMatcher(ctx.config.campusNetworks);
  await app.register(rateLimit, {
    global: true,
    // After authentication and before the body, so that malformed requests count too.
    hook: 'onRequest',
    timeWindow: 60_000,
    enableDraftSpec: true,
    max: (request) => {
      if (request.visitor) return PER_MINUTE.member;
      return isCampus(request.ip) ? PER_MINUTE.campus : PER_MINUTE.address;
    },
    keyGenerator: limitKey,
    store: cacheStore(ctx),
    skipOnError: true,
    errorResponseBuilder: (_request, context) =>
      new Problem(429, TOO_MANY, `Wait ${Math.ceil(context.ttl / 1000)} seconds, then try again.`, {
        retryAfter: Math.ceil(context.ttl / 1000),
      }),
  });
}

const limitKey = (request: FastifyRequest): string =>
  request.visitor ? `member:${request.visitor.id}` : `address:${addressKey(request.ip)}`;

/** Counts in the process's cache: in memory, or in Redis shared by all processes. */
function cacheStore(ctx: Context) {
  return class Store {
    incr(
      key: string,
      done: (error: Error | null, result?: { current: number; ttl: number }) => void,
      window: number,
    ) {
      ctx.cache.increment(`limit:${key}`, Math.ceil(window / 1000)).then(
        ({ count, resetsInMs }) => done(null, { current: count, ttl: resetsInMs }),
        (error: Error) => done(error),
      );
    }
    child() {
      return new Store();
    }
  };
}
