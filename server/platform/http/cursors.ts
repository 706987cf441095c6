import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalidCursor } from '../page.ts';

type Listing = { nextCursor?: unknown };

/**
 * Binds each cursor to its list. What leaves as `nextCursor` begins with a tag of the list's path, and a cursor that
 * comes back without this tag is refused: a cursor of bookmarks says nothing about followers. Services see the inner
 * cursor alone. Applies to every route whose query has a `cursor`; call it before any route is added.
 */
export function bindCursors(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (!takesCursor(route.schema?.querystring)) return;
    route.preValidation = [
      ...[route.preValidation ?? []].flat(),
      (request, _reply, done) => {
        const query = request.query as { cursor?: unknown };
        if (typeof query.cursor !== 'string') return done();
        const prefix = `${tagOf(request)}.`;
        if (!query.cursor.startsWith(prefix)) return done(invalidCursor());
        query.cursor = query.cursor.slice(prefix.length);
        done();
      },
    ];
    route.preSerialization = [
      ...[route.preSerialization ?? []].flat(),
      (request, _reply, payload, done) => done(null, tagged(payload, tagOf(request))),
    ];
  });
}

/** Whether a route's query has a `cursor`. */
export const takesCursor = (query: unknown): boolean =>
  typeof query === 'object' &&
  query !== null &&
  'shape' in query &&
  'cursor' in (query as { shape: Record<string, unknown> }).shape;

/** Six characters that stand for the list: its route and what stands in its path, such as whose followers. */
const tagOf = (request: FastifyRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([request.routeOptions.url, request.params]))
    .digest('base64url')
    .slice(0, 6);

/** A page with its tagged cursor: at the top, or in `replies` of a thread. */
function tagged<Payload>(payload: Payload, tag: string): Payload {
  if (typeof payload !== 'object' || payload === null) return payload;
  const { nextCursor, replies } = payload as Listing & { replies?: Listing | null };
  if (typeof nextCursor === 'string') return { ...payload, nextCursor: `${tag}.${nextCursor}` };
  if (typeof replies?.nextCursor === 'string')
    return { ...payload, replies: { ...replies, nextCursor: `${tag}.${replies.nextCursor}` } };
  return payload;
}
