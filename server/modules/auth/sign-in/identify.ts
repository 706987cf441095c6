import { LRUCache } from 'lru-cache';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { accountSuspended, sessionEnded, tokenExpired } from '../problems.ts';
import { sessionState, sessionsThatGoOn } from './queries.ts';
import { VIEWER_CHANGED } from './sessions.ts';
import { type AccessClaims, readAccessToken } from './tokens.ts';

/** What a lost bus message can cost: an ended session goes on for this long in one process, and no longer. */
const VIEWER_TTL_MS = 30_000;

interface Known {
  /** Tokens whose signature was checked; a check costs some 100 µs, a look-up under one. */
  claims: LRUCache<string, AccessClaims>;
  /** By session. */
  viewers: LRUCache<string, Viewer>;
}

const caches = new WeakMap<object, Known>();

function cacheOf(ctx: Context): Known {
  let known = caches.get(ctx.secrets);
  if (!known) {
    known = {
      claims: new LRUCache({ max: 20_000 }),
      viewers: new LRUCache({ max: 20_000, ttl: VIEWER_TTL_MS }),
    };
    caches.set(ctx.secrets, known);
  }
  return known;
}

/**
 * The viewer behind an access token. Runs before every request.
 *
 * Cost: two look-ups in memory when warm; a signature check and one indexed query when not.
 * @throws Problem 401 `token_expired`, `token_invalid`, `session_ended`; 403 `account_suspended`
 */
export async function identify(ctx: Context, token: string): Promise<Viewer> {
  return (await identifyUntil(ctx, token)).viewer;
}

/** As `identify`, with the end of the token in milliseconds since 1970: for sockets, which stay open past it. */
export async function identifyUntil(
  ctx: Context,
  token: string,
): Promise<{ viewer: Viewer; expiresAt: number }> {
  const { claims, viewers } = cacheOf(ctx);
  let read = claims.get(token);
  if (!read) {
    read = await readAccessToken(ctx, token);
    claims.set(token, read);
  } else if (read.expiresAt * 1000 <= ctx.clock().getTime()) {
    claims.delete(token);
    throw tokenExpired();
  }
  const expiresAt = read.expiresAt * 1000;
  const known = viewers.get(read.sessionId);
  if (known) return { viewer: known, expiresAt };
  const state = await sessionState(ctx.db, read.sessionId);
  if (!state || state.userId !== read.userId) throw sessionEnded();
  // Before the session's own end: a suspension ends every session, and says why.
  if (state.status === 'suspended') throw accountSuspended();
  if (state.endedAt !== null || state.status !== 'active') throw sessionEnded();
  const viewer: Viewer = {
    id: state.userId,
    sessionId: read.sessionId,
    universityId: state.universityId,
    roles: state.roles,
  };
  viewers.set(read.sessionId, viewer);
  return { viewer, expiresAt };
}

/** Which of these sessions may go on: for sockets, which stay open past a token. One query. */
export const goodSessions = async (ctx: Context, sessionIds: readonly string[]): Promise<Set<string>> =>
  new Set(await sessionsThatGoOn(ctx.db, sessionIds, ctx.clock()));

/** Drops cached viewers when any process says that they changed, and all of them after a gap in the bus. */
export async function listenForChanges(ctx: Context): Promise<() => Promise<void>> {
  const { viewers } = cacheOf(ctx);
  const stop = await ctx.bus.subscribe(VIEWER_CHANGED, (payload) => {
    const { userId, sessionId } = payload as { userId?: string; sessionId?: string }; // as `tellViewerChanged` sends it
    if (sessionId) viewers.delete(sessionId);
    if (userId) for (const [id, viewer] of viewers.entries()) if (viewer.id === userId) viewers.delete(id);
  });
  const stopGap = ctx.bus.onReconnect(() => viewers.clear());
  return async () => {
    stopGap();
    await stop();
  };
}
