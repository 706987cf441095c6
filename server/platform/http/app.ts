import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Context } from '../context.ts';
import { isDraining } from '../draining.ts';
import { newId } from '../id.ts';
import { isSampled } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { isTracing } from '../tracing/index.ts';
import { compression } from './compression.ts';
import { bindCursors } from './cursors.ts';
import { errors, refuse, refuseMalformed } from './errors.ts';
import { identity } from './identity.ts';
import { requestFields } from './request-log.ts';
import { serialiserCompiler } from './serialise.ts';
import { shedding } from './shedding.ts';
import { traces } from './traces.ts';
import type { App } from './types.ts';
import type { Identify } from './viewer.ts';

export const API_PREFIX = '/api/v1';
const BODY_LIMIT = 64 * 1024;
/** Responses slower than this are always logged, whatever the sampling. */
const SLOW_MS = 1_000;
/** Paths that are not pages. */
const NON_PAGE_PATHS = /^\/(?:api|uploads|health|ready|status|metrics|dev)(?:[/?]|$)/;
const REQUEST_ID = /^[\w.:-]{8,80}$/;

/**
 * Creates an HTTP process: identity, limits, headers, problems, metrics. Modules mount their routes on it.
 * @param options.described  whether `app.swagger()` returns the API's document, for the generator and tests
 */
export async function createApp(
  ctx: Context,
  options: { identify: Identify; metrics: Metrics; limited: boolean; described?: boolean | undefined },
): Promise<App> {
  const app = Fastify({
    loggerInstance: ctx.log as FastifyBaseLogger,
    // A logger per request is 5 % of its work, and few requests write a line. Log lines name the request themselves.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: ctx.config.trustProxy,
    forceCloseConnections: 'idle',
    // A request that arrives while the process closes is still answered: nobody was told not to send it.
    return503OnClosing: false,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 300 },
    // Errors of the router bypass the error handler.
    frameworkErrors: refuse,
    // Errors of the HTTP parser bypass Fastify.
    clientErrorHandler: refuseMalformed,
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
    },
  }).withTypeProvider<ZodTypeProvider>();
  // Bodies are JSON unless a route says otherwise. Fastify also accepts plain text by default.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serialiserCompiler);

  if (isTracing()) traces(app, ctx);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    // Responses are for one member at one moment. The few that may be cached set their own header. Decide by the matched route,
    // because one path can be written in several ways.
    if (NON_PAGE_PATHS.test(request.routeOptions.url ?? request.url))
      reply.header('cache-control', 'no-store');
  });
  // After the headers of a proxied response, which may say otherwise.
  app.addHook('onSend', async (_request, reply) => {
    if (isDraining()) reply.removeHeader('keep-alive').header('connection', 'close');
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const seconds = reply.elapsedTime / 1000;
    options.metrics.requests.observe({ method: request.method, route, status: reply.statusCode }, seconds);
    if (request.routeOptions.config?.isUnlinked) return;
    const isOrdinary = reply.statusCode < 400 && reply.elapsedTime < SLOW_MS;
    if (isOrdinary && !isSampled(request.id, ctx.config.logSample)) return;
    request.log.info(
      {
        ...requestFields(request),
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'http.request',
    );
  });

  errors(app);
  await app.register(cookie);
  await app.register(helmet, {
    // The API answers JSON, so nothing in it may run or be framed. Pages set their own policy.
    contentSecurityPolicy: {
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      useDefaults: false,
    },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    frameguard: { action: 'deny' },
    strictTransportSecurity: ctx.config.publicUrl.startsWith('https:') ? { maxAge: 31_536_000 } : false,
  });
  await app.register(cors, {
    origin: ctx.config.corsOrigins.length > 0 ? ctx.config.corsOrigins : false,
    // Other origins send a bearer token; cookies are for our own pages only.
    credentials: false,
    exposedHeaders: [
      'x-request-id',
      'retry-after',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
      // Headers of the resumable upload protocol.
      'location',
      'tus-resumable',
      'tus-version',
      'upload-offset',
      'upload-length',
      'upload-expires',
    ],
    maxAge: 600,
  });
  if (options.described) await (await import('./openapi.ts')).describeApi(app);
  bindCursors(app);
  compression(app);
  shedding(app, ctx);
  identity(app, ctx, options.identify);
  if (options.limited) await (await import('./rate-limits.ts')).limits(app, ctx);
  return app;
}
