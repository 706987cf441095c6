import type { Context } from '../context.ts';
import { trustedPeers } from '../ip-addresses.ts';
import { fail, readTraceparent, type Span, startSpan, traceparent, within } from '../tracing/index.ts';
import type { App } from './types.ts';

interface Traced {
  span: Span;
  /** The request to the process that has the module. */
  hop?: Span | undefined;
}
const traced = new WeakMap<object, Traced>();

/** Asked every few seconds by machines. */
const PROBES = new Set(['/health', '/ready', '/metrics']);
const FIRST_SERVER_ERROR = 500;

/** A request id as a trace id: those of Nginx are one, and those that we make are UUIDs. */
function traceIdOf(requestId: string): string | undefined {
  const hex = requestId.replaceAll('-', '').toLowerCase();
  return /^(?!0{32})[\da-f]{32}$/.test(hex) ? hex : undefined;
}

/**
 * Records a span for each request. A trace is continued only for our own proxies and processes: a stranger decides neither what is
 * traced nor under which id.
 */
export function traces(app: App, ctx: Pick<Context, 'config'>): void {
  const isTrusted = trustedPeers(ctx.config.trustProxy);

  app.addHook('onRequest', (request, _reply, done) => {
    const { headers, routeOptions } = request;
    // The answer to an upgrade ends when the socket is closed. Each frame of it is a trace of its own.
    if (headers.upgrade !== undefined || PROBES.has(routeOptions.url ?? '')) return done();
    if (routeOptions.config?.isUnlinked) return done();
    const mayContinue = isTrusted(request.socket.remoteAddress ?? '');
    const isOwnId = headers['x-request-id'] !== request.id;
    const route = routeOptions.url ?? 'none';
    const span = startSpan(`${request.method} ${route}`, {
      kind: 'server',
      attributes: { 'http.request.method': request.method, 'http.route': route },
      parent: mayContinue ? readTraceparent(headers.traceparent) : undefined,
      traceId: mayContinue || isOwnId ? traceIdOf(request.id) : undefined,
    });
    if (span === undefined) return done();
    traced.set(request, { span });
    within(span, done);
  });
  // Reading the body leaves the span: its events belong to the connection.
  app.addHook('preValidation', (request, _reply, done) => {
    const found = traced.get(request);
    if (found === undefined) return done();
    within(found.span, done);
  });
  app.addHook('onResponse', async (request, { statusCode }) => {
    const found = traced.get(request);
    if (found === undefined) return;
    for (const span of [found.hop, found.span]) {
      span?.setAttribute('http.response.status_code', statusCode);
      if (span && statusCode >= FIRST_SERVER_ERROR) fail(span);
      span?.end();
    }
  });
  app.addHook('onRequestAbort', async (request) => {
    const found = traced.get(request);
    found?.hop?.end();
    found?.span.end();
  });
}

/** Headers that continue the trace in another of our processes. Its span lasts until the answer has been passed on. */
export function hopHeaders(request: { method: string }): Record<string, string> {
  const found = traced.get(request);
  if (found === undefined) return {};
  // Once, also if the request is sent again.
  found.hop ??= startSpan(request.method, {
    kind: 'client',
    attributes: { 'http.request.method': request.method },
    parent: found.span,
  });
  const header = traceparent(found.hop);
  return header === undefined ? {} : { traceparent: header };
}
