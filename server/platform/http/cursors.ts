import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { invalidCursor } from '../page.ts';

type Listing = { nextCursor?: unknown };

declare module 'fastify' {
  interface FastifyRequest {
    /** Prefix of the cursors of the requested list; empty if the route takes no cursor. */
    listTag: string;
  }
}

/**
 * Binds each cursor to its list. `nextCursor` is prefixed with a hash of the route, its path parameters and its filters. A cursor
 * with another prefix is rejected with 400 `invalid_cursor`, so a cursor of one search cannot page another. Services see only the
 * inner cursor. Applies to every route whose query has a `cursor`. Call this before any route is added.
 */
export function bindCursors(app: FastifyInstance): void {
  app.decorateRequest('listTag', '');
  app.addHook('onRoute', (route) => {
    if (!hasCursor(route.schema?.querystring)) return;
    route.preValidation = [
      ...[route.preValidation ?? []].flat(),
      (request, _reply, done) => {
        // Hash the query as sent: validation adds defaults.
        request.listTag = tagOf(request);
        const query = request.query as { cursor?: unknown };
        if (typeof query.cursor !== 'string') return done();
        const prefix = `${request.listTag}.`;
        if (!query.cursor.startsWith(prefix)) return done(invalidCursor());
        query.cursor = query.cursor.slice(prefix.length);
        done();
      },
    ];
    route.preSerialization = [
      ...[route.preSerialization ?? []].flat(),
      (request, _reply, payload, done) => done(null, tagCursor(payload, request.listTag)),
    ];
  });
}

/** Whether a route's query has a `cursor`. */
export const hasCursor = (query: unknown): boolean =>
  typeof query === 'object' &&
  query !== null &&
  'shape' in query &&
  'cursor' in (query as { shape: Record<string, unknown> }).shape;

/**
 * Parameters that say where to continue, not what to list: these may differ from page to page. Home's cursor itself encodes which
 * ranking it continues.
 */
const PAGE_PARAMETERS = new Set(['limit', 'cursor', 'rank']);

/** Cached for frequent lists: a hash costs 1 % of a page. */
const tags = new LRUCache<string, string>({ max: 500 });

/** A tag of six characters for a list: its route, path parameters and query. */
const tagOf = (request: FastifyRequest): string => {
  const filters = Object.entries(request.query as object)
    .filter(([name]) => !PAGE_PARAMETERS.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const list = JSON.stringify([request.routeOptions.url, request.params, filters]);
  let tag = tags.get(list);
  if (tag === undefined) {
    tag = createHash('sha256').update(list).digest('base64url').slice(0, 6);
    tags.set(list, tag);
  }
  return tag;
};

/** Tags the cursor of a page: at the top level, or in `replies` of a thread. */
function tagCursor<Payload>(payload: Payload, tag: string): Payload {
  if (typeof payload !== 'object' || payload === null) return payload;
  const { nextCursor, replies } = payload as Listing & { replies?: Listing | null };
  if (typeof nextCursor === 'string') return { ...payload, nextCursor: `${tag}.${nextCursor}` };
  if (typeof replies?.nextCursor === 'string')
    return { ...payload, replies: { ...replies, nextCursor: `${tag}.${replies.nextCursor}` } };
  return payload;
}
