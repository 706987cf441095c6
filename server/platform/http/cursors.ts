import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { invalidCursor } from '../page.ts';

type Listing = { nextCursor?: unknown };

declare module 'fastify' {
  interface FastifyRequest {
    /** What the cursors of the asked list begin with; empty where the route takes none. */
    listTag: string;
  }
}

/**
 * Binds each cursor to its list. What leaves as `nextCursor` begins with a tag of the list: its path and what it was asked
 * for, such as words and order. A cursor that comes back without this tag is refused: one of bookmarks says nothing about
 * followers, and one of the search for "exam" nothing about "lunch". Services see the inner cursor alone. Applies to every
 * route whose query has a `cursor`; call it before any route is added.
 */
export function bindCursors(app: FastifyInstance): void {
  app.decorateRequest('listTag', '');
  app.addHook('onRoute', (route) => {
    if (!hasCursor(route.schema?.querystring)) return;
    route.preValidation = [
      ...[route.preValidation ?? []].flat(),
      (request, _reply, done) => {
        // Of the query as it came: validation adds what it leaves out.
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

/** How far one reads, and not what: these may differ from page to page. Home's cursor says itself which rank it continues. */
const PAGE_PARAMETERS = new Set(['limit', 'cursor', 'rank']);

/** Of the lists that are asked for often: a hash costs a hundredth of a page. */
const tags = new LRUCache<string, string>({ max: 500 });

/** Six characters that stand for the list: its route, what stands in its path, such as whose followers, and its query. */
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

/** A page with its tagged cursor: at the top, or in `replies` of a thread. */
function tagCursor<Payload>(payload: Payload, tag: string): Payload {
  if (typeof payload !== 'object' || payload === null) return payload;
  const { nextCursor, replies } = payload as Listing & { replies?: Listing | null };
  if (typeof nextCursor === 'string') return { ...payload, nextCursor: `${tag}.${nextCursor}` };
  if (typeof replies?.nextCursor === 'string')
    return { ...payload, replies: { ...replies, nextCursor: `${tag}.${replies.nextCursor}` } };
  return payload;
}
