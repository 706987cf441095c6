import { readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { accentStyles } from '@chitlaq/text/accent';
import httpProxy, { type FastifyHttpProxyOptions } from '@fastify/http-proxy';
import replyFrom, { type FastifyReplyFromHooks } from '@fastify/reply-from';
import type { FastifyRequest } from 'fastify';
import { auth } from '../modules/auth/index.ts';
import { type ModuleName, moduleNames } from '../modules/table.ts';
import type { Context } from '../platform/context.ts';
import { health } from '../platform/health.ts';
import { docs } from '../platform/http/docs.ts';
import { hopHeaders } from '../platform/http/traces.ts';
import type { App } from '../platform/http/types.ts';
import { devMail } from '../platform/mail/dev-page.ts';
import { Problem } from '../platform/problem.ts';
import { projectRoot } from '../platform/root.ts';
import { serviceSetting } from '../platform/settings.ts';
import { CALLER_HEADER, PORT_HEADER } from '../platform/traffic-log/headers.ts';
import { roleOf } from '../roles.ts';
import { type HttpProcess, httpProcess } from './http.ts';
import type { ServedApps } from './pages/apps.ts';
import { asksForPage } from './pages/asks-for-page.ts';
import { CAMPUS_HEADER, CAMPUS_STYLES, campusHeader, pageCampus, stylesKey } from './pages/campus.ts';
import { linkTags, type PostPreview } from './pages/link-tags.ts';
import type { PageRequest, Pages } from './pages/pages.ts';

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;
type Operation = { 'x-module'?: string; 'x-unlinked'?: true };
type ApiDocument = { paths: Record<string, Record<string, Operation>> };

/**
 * The document of the whole API. It is large, so it is read when needed; an import would keep it in memory.
 */
async function apiDocument(): Promise<ApiDocument> {
  const file = join(projectRoot(), 'packages/protocol/src/generated/openapi.json');
  return JSON.parse(await readFile(file, 'utf8')) as ApiDocument; // written by `npm run generate`
}

/**
 * The public entry: everything on one origin. Requests for modules and apps that are not mounted here are proxied
 * to the process that has them.
 */
export async function gateway(
  ctx: Context,
  mounted: readonly ModuleName[],
  apps: ServedApps = {},
): Promise<HttpProcess> {
  const { config } = ctx;
  return httpProcess(ctx, mounted, {
    limited: true,
    described: true, // for the documentation pages
    async extend(app, metrics, claimPath) {
      health(app, ctx, metrics, { web: config.webUrl, admin: config.adminUrl, ...config.serviceUrls });
      await docs(app, async () => JSON.stringify(await apiDocument()));
      if (!config.production && config.smtpUrl === undefined) devMail(app, ctx);
      const unmountedModules = moduleNames.filter((name) => !mounted.includes(name));
      if (unmountedModules.length > 0) {
        const { paths } = await apiDocument();
        for (const module of unmountedModules) {
          const role = roleOf(module);
          await proxyModule(app, paths, module, serviceSetting(role), config.serviceUrls[role]);
        }
      }
      mountWellKnown(app, 'security.txt', '/api/v1/legal/security.txt');
      mountWellKnown(app, 'chitlaq', '/api/v1/campus/archive-keys');
      mountCampusStyles(app, ctx);
      await mountStatusPage(app, ctx, apps.web);
      // Unknown paths under these get a problem document, never a page of the web app.
      for (const path of ['/api', '/health', '/ready', '/status', '/metrics', '/dev']) claimPath(path);
      if (!mounted.includes('media') && config.serviceUrls.media) {
        await proxyTo(app, '/uploads', config.serviceUrls.media, false);
      } else claimPath('/uploads');
      if (config.serviceUrls.realtime) await proxyTo(app, '/ws', config.serviceUrls.realtime, true);
      else claimPath('/ws');
      // In watch mode, apps notify open pages of changes over a socket.
      if (config.adminUrl)
        await proxyTo(app, '/admin', config.adminUrl, !config.production, pageReplyOptions(ctx));
      else if (apps.admin) mountPages(app, ctx, ['/admin', '/admin/*'], apps.admin);
      if (config.webUrl) await proxyTo(app, '/', config.webUrl, !config.production, pageReplyOptions(ctx));
      else if (apps.web) mountPages(app, ctx, ['/', '/*'], withLinkTags(app, ctx, apps.web));
    },
  });
}

/** Serves a document of the API where other programs look for it, as RFC 9116 says. The process that serves auth writes it. */
function mountWellKnown(app: App, name: string, source: string): void {
  app.get(
    `/.well-known/${name}`,
    { config: { caller: 'anyone' }, schema: { hide: true } },
    async (request, reply) => {
      const answer = await app.inject({ url: source, remoteAddress: request.ip });
      const { 'content-type': type, 'cache-control': caching } = answer.headers;
      if (type !== undefined) reply.type(String(type));
      if (caching !== undefined) reply.header('cache-control', caching);
      return reply.status(answer.statusCode).send(answer.body);
    },
  );
}

/**
 * The colours of the campus. Pages name the address of the current ones, which a browser keeps; any other address is asked for each
 * time.
 */
function mountCampusStyles(app: App, ctx: Context): void {
  let styles: { accent: string | null; text: string } | undefined;
  app.get(
    CAMPUS_STYLES,
    { config: { caller: 'anyone', rateLimit: false }, schema: { hide: true } },
    async (request, reply) => {
      const { accent } = auth.campusNow(ctx).settings;
      if (styles?.accent !== accent) styles = { accent, text: accent === null ? '' : accentStyles(accent) };
      const { v } = request.query as { v?: string };
      const key = accent === null ? '' : stylesKey(accent);
      const caching = v === key ? 'public, max-age=31536000, immutable' : 'public, no-cache';
      const etag = `"${key}"`;
      reply.header('etag', etag).header('cache-control', caching).type('text/css; charset=utf-8');
      if (request.headers['if-none-match'] === etag) return reply.status(304).send();
      return reply.send(styles.text);
    },
  );
}

/** Routes with this constraint get the requests for a page; those without get the others. */
const pageConstraint = {
  name: 'asksForPage',
  storage: () => {
    const handlers = new Map<unknown, unknown>();
    return {
      get: (key: unknown) => handlers.get(key) ?? null,
      set: (key: unknown, handler: unknown) => void handlers.set(key, handler),
    };
  },
  deriveConstraint: ({ headers }: { headers: IncomingHttpHeaders }) =>
    asksForPage(headers) ? 'yes' : undefined,
  validate: () => undefined,
};

/** `/status` is JSON for programs, and a page of the web app for people. */
async function mountStatusPage(app: App, ctx: Context, pages: Pages | undefined): Promise<void> {
  const { webUrl } = ctx.config;
  if (webUrl === undefined && pages === undefined) return;
  // The router's own type asks for a generic handler that it does not export.
  app.addConstraintStrategy(pageConstraint as never);
  const route = {
    method: 'GET' as const,
    url: '/status',
    constraints: { asksForPage: 'yes' },
    config: { caller: 'anyone' as const, rateLimit: false as const },
    schema: { hide: true },
  };
  if (webUrl !== undefined) {
    await app.register(async (scope) => {
      await scope.register(replyFrom, { base: webUrl, ...quiet });
      scope.route({ ...route, handler: (request, reply) => reply.from(request.url, pageReplyOptions(ctx)) });
    });
    return;
  }
  app.route({
    ...route,
    handler: async (request, reply) => {
      const { method, headers } = request;
      const answer = await pages?.({
        url: request.raw.url ?? '/',
        method,
        headers,
        campus: pageCampus(auth.campusNow(ctx)),
      });
      if (!answer) return reply.callNotFound();
      reply
        .status(answer.status)
        .headers({ ...answer.headers, vary: [answer.headers.vary, 'accept'].filter(Boolean).join(', ') });
      return answer.body.length > 0 ? reply.send(answer.body) : reply.send();
    },
  });
}

/** The pages of the web app, with the tags that other apps read when a link is shared. */
function withLinkTags(app: App, ctx: Context, pages: Pages): PagesOfAddress {
  const { publicUrl } = ctx.config;
  return async (request, remoteAddress) => {
    const findPreview = async (id: string): Promise<PostPreview | undefined> => {
      // Counted by the rate limits like any other request of this address.
      const answer = await app.inject({ url: `/api/v1/posts/${id}/public-preview`, remoteAddress });
      return answer.statusCode === 200 ? answer.json() : undefined;
    };
    const [path = ''] = request.url.split('?');
    const campus = auth.campusNow(ctx);
    const tags = await linkTags(path, request.headers, { campus, publicUrl, findPreview });
    return pages({ ...request, tags });
  };
}

type PagesOfAddress = (request: PageRequest, remoteAddress: string) => ReturnType<Pages>;

const STATIC_FILE = /^(?:\/admin)?\/_next\/static\//;
/** Headers of every response that mean nothing on a script or a style: a third of a kilobyte for each file of a page. */
const DOCUMENT_HEADERS = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'referrer-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
];

/** Serves the pages of an app under these paths. */
function mountPages(app: App, ctx: Context, urls: string[], pages: PagesOfAddress): void {
  for (const url of urls)
    app.route({
      // OPTIONS is answered by the CORS rules of the whole origin.
      method: ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'],
      url,
      config: { caller: 'anyone', rateLimit: false },
      schema: { hide: true },
      handler: async (request, reply) => {
        const { method, headers } = request;
        const campus = pageCampus(auth.campusNow(ctx));
        const answer = await pages({ url: request.raw.url ?? '/', method, headers, campus }, request.ip);
        reply.status(answer.status).headers(answer.headers);
        if (answer.status === 200 && STATIC_FILE.test(request.raw.url ?? ''))
          for (const name of DOCUMENT_HEADERS) reply.raw.removeHeader(name);
        return answer.body.length > 0 ? reply.send(answer.body) : reply.send();
      },
    });
}

/** Mounts a proxy for each route of an absent module, as listed in the generated API document. */
async function proxyModule(
  app: App,
  paths: ApiDocument['paths'],
  module: ModuleName,
  setting: string,
  upstream: string | undefined,
): Promise<void> {
  await app.register(async (scope) => {
    if (upstream !== undefined) await scope.register(replyFrom, { base: upstream, ...quiet });
    // Passes the body on unparsed; the process that has the module parses it.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    for (const [path, operations] of Object.entries(paths)) {
      for (const method of METHODS) {
        const operation = operations[method];
        if (operation?.['x-module'] !== module) continue;
        scope.route({
          method: method.toUpperCase(),
          url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
          config: { caller: 'anyone', ...(operation['x-unlinked'] ? { isUnlinked: true } : {}) },
          schema: { hide: true },
          handler: async (request, reply) => {
            if (upstream !== undefined) return reply.from(request.url, replyOptions);
            throw new Problem(
              503,
              'module_not_available',
              `No process serves ${module}. Start one with its role and set ${setting} to its address.`,
            );
          },
        });
      }
    }
  });
}

/** Codes of a connection that ended, or was refused, because the process behind it stops while another takes over. */
const LOST = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'ECONNREFUSED', 'EHOSTUNREACH']);
const RETRIES = 2;
const RETRY_MS = 20;

/** It would log each forwarded request with its query, which may hold a token. We log requests ourselves. */
const quiet = { disableRequestLogging: true };

const replyOptions: FastifyReplyFromHooks = {
  // Reading twice harms nobody. A write may have been done before its connection ended.
  retryDelay: ({ err, req, attempt }) =>
    req.method === 'GET' && LOST.has((err as NodeJS.ErrnoException | null)?.code ?? '') && attempt < RETRIES
      ? RETRY_MS
      : null,
  rewriteRequestHeaders: (request, headers) => ({
    ...headers,
    ...hopHeaders(request),
    'x-request-id': String(request.id),
    'x-forwarded-for': request.ip,
    'x-forwarded-host': request.headers.host ?? '',
    'x-forwarded-proto': request.protocol,
    [PORT_HEADER]: String(request.clientPort ?? ''),
  }),
  rewriteHeaders: (headers, request) => {
    const { [CALLER_HEADER]: caller, ...passed } = headers;
    const [memberId, sessionId] = String(caller ?? '').split(' ');
    if (request && memberId && sessionId) request.toldCaller = { memberId, sessionId };
    return passed;
  },
  onError: (reply, { error }) => {
    reply.send(
      new Problem(
        502,
        'upstream_unavailable',
        'Part of the system isn’t responding. Try again in a moment.',
        {
          cause: error,
        },
      ),
    );
  },
};

/** For a process that serves pages alone: it learns the settings of the campus from the request. */
const pageReplyOptions = (ctx: Context): FastifyReplyFromHooks => ({
  ...replyOptions,
  rewriteRequestHeaders: (request, headers) => ({
    ...replyOptions.rewriteRequestHeaders?.(request, headers),
    [CAMPUS_HEADER]: campusHeader(auth.campusNow(ctx)),
  }),
});

/**
 * Headers for proxied sockets. The upstream needs the Origin, because a cookie counts only from our own
 * pages. The option's type lacks this form.
 */
const wsClientOptions: object = {
  rewriteRequestHeaders: (
    headers: object,
    { ip, clientPort, headers: { cookie, origin } }: FastifyRequest,
  ) => ({
    ...headers,
    'x-forwarded-for': ip,
    [PORT_HEADER]: String(clientPort ?? ''),
    ...(cookie === undefined ? {} : { cookie }),
    ...(origin === undefined ? {} : { origin }),
  }),
};

/** Proxies everything under a path to another of our processes. */
async function proxyTo(
  app: App,
  prefix: string,
  upstream: string,
  websocket: boolean,
  options: FastifyReplyFromHooks = replyOptions,
): Promise<void> {
  const proxyOptions: FastifyHttpProxyOptions = {
    upstream,
    ...quiet,
    prefix,
    rewritePrefix: prefix === '/' ? '' : prefix,
    // OPTIONS is answered here, by the CORS rules of the whole origin.
    httpMethods: ['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'],
    ...(websocket ? { websocket: true, wsClientOptions } : {}),
    config: { caller: 'anyone', rateLimit: false },
    replyOptions: options,
  };
  await app.register(httpProxy, proxyOptions);
}
