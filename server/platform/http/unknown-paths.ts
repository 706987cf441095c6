import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';
import { refuse } from './errors.ts';

/**
 * Answers requests without a route with a problem: 405 `method_not_allowed` with `Allow` if the path has other methods, 404
 * `not_found` otherwise. Call it before any route is added. `claimPath` reserves a path that a proxy for pages would match
 * otherwise.
 */
export function unknownPaths(app: FastifyInstance): { claimPath(prefix: string): void } {
  const routes: { pattern: RegExp; method: string }[] = [];
  const claimed = new Set<string>();
  app.addHook('onRoute', ({ url, method }) => {
    if (claimed.has(url)) return;
    // A wildcard proxies pages of another process, which answers its own 404.
    if (url.endsWith('*')) return;
    for (const name of [method].flat()) routes.push({ pattern: patternOf(url), method: name });
  });

  const sendProblem = (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?')[0] ?? '';
    const methods = new Set(routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method));
    methods.delete('OPTIONS');
    if (methods.size === 0 || methods.has(request.method))
      return refuse(new Problem(404, 'not_found', 'There’s nothing at this address.'), request, reply);
    const allow = [...methods].sort().join(', ');
    reply.header('allow', allow);
    return refuse(
      new Problem(405, 'method_not_allowed', `${request.method} isn’t allowed here; use ${allow}.`),
      request,
      reply,
    );
  };
  app.setNotFoundHandler(sendProblem);

  return {
    claimPath(prefix) {
      for (const url of [prefix, `${prefix}/*`]) {
        claimed.add(url);
        // Keep the methods that have a route; claim the rest.
        const method = app.supportedMethods.filter((name) => !app.hasRoute({ method: name, url }));
        app.route({
          method,
          url,
          config: { caller: 'anyone' },
          schema: { hide: true },
          handler: sendProblem,
        });
      }
    },
  };
}

/** A regular expression for the whole path of a route: `/posts/:id` matches `/posts/7`. */
function patternOf(url: string): RegExp {
  const source = url
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('/');
  return new RegExp(`^${source}$`);
}
