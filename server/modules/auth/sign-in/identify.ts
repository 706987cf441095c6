import { subscribe } from '../../../platform/bus/topics.ts';
import type { Context } from '../../../platform/context.ts';
import type { Inactivity, Viewer } from '../../../platform/http/viewer.ts';
import { isAccepted } from '../keys/service.ts';
import { permissionsOf } from '../permissions.ts';
import {
  accountDeactivated,
  accountSuspended,
  accountWaiting,
  sessionEnded,
  tokenExpired,
  tokenInvalid,
} from '../problems.ts';
import { findActiveSessionIds, findSessionState, type SessionState } from './queries.ts';
import { type AccessClaims, readAccessToken } from './tokens.ts';
import { viewerCacheOf } from './viewer-cache.ts';
import { VIEWER_CHANGED } from './viewer-changes.ts';

interface IdentifyOptions {
  forWrite?: boolean;
  alsoFor?: readonly Inactivity[];
}

/**
 * The viewer of an access token. Runs before every request.
 *
 * Cost: two look-ups in memory when warm; a signature check and one indexed query when not.
 * @param options.forWrite  the request changes something: a cached session older than one second is read again
 * @param options.alsoFor  which inactive accounts are let in: a suspended member without roles, in a session that began after the
 *   suspension
 * @throws Problem 401 `token_expired`, `token_invalid`, `session_ended`; 403 `account_suspended`, `account_deactivated`,
 * `account_waiting`
 */
export async function identify(ctx: Context, token: string, options: IdentifyOptions = {}): Promise<Viewer> {
  return (await identifyWithExpiry(ctx, token, options)).viewer;
}

/** Like `identify`, and returns when the token expires, in milliseconds since 1970: for sockets, which stay open past it. */
export async function identifyWithExpiry(
  ctx: Context,
  token: string,
  { forWrite = false, alsoFor = [] }: IdentifyOptions = {},
): Promise<{ viewer: Viewer; expiresAt: number }> {
  const viewers = viewerCacheOf(ctx);
  let claims = viewers.claims.get(token);
  if (!claims) {
    claims = await readAccessToken(ctx, token);
    viewers.claims.set(token, claims);
  } else if (claims.expiresAt * 1000 <= ctx.clock().getTime()) {
    viewers.claims.delete(token);
    throw tokenExpired();
  } else if (!(await isAccepted(ctx, claims.kid))) {
    // The key was replaced because it had leaked.
    viewers.claims.delete(token);
    throw tokenInvalid();
  }
  const expiresAt = claims.expiresAt * 1000;
  const cachedViewer = viewers.get(claims.sessionId, forWrite);
  if (cachedViewer) return { viewer: admitted(cachedViewer, alsoFor), expiresAt };
  const state = await stateNow(ctx, claims);
  if (!state || state.userId !== claims.userId) throw sessionEnded();
  // Before the check of the session's end: a suspension ends every session, and the answer should say why.
  if (state.status === 'suspended' && !alsoFor.includes('suspended')) throw accountSuspended();
  if (state.status === 'pending' && !alsoFor.includes('waiting')) throw accountWaiting();
  if (state.endedAt !== null) throw sessionEnded();
  // Not cached: the cache has only viewers who may do what their roles say.
  if (state.status === 'suspended' || state.status === 'pending')
    return {
      viewer: powerlessViewer(claims.sessionId, state, state.status === 'pending' ? 'waiting' : 'suspended'),
      expiresAt,
    };
  const isDeactivated = state.status === 'deactivated';
  if (!(state.status === 'active' || isDeactivated)) throw sessionEnded();
  const viewer: Viewer = {
    ...viewerOf(ctx, claims.sessionId, state),
    ...(isDeactivated ? { inactivity: 'deactivated' } : {}),
  };
  viewers.set(claims.sessionId, viewer);
  return { viewer: admitted(viewer, alsoFor), expiresAt };
}

/** @throws Problem 403 `account_deactivated` */
function admitted(viewer: Viewer, alsoFor: readonly Inactivity[]): Viewer {
  if (viewer.inactivity === 'deactivated' && !alsoFor.includes('deactivated')) throw accountDeactivated();
  return viewer;
}

/**
 * The state of a session, read again if this process learns of a change meanwhile. Otherwise a socket that signs in with the old
 * state would stay open until its token expires, because the change found no socket to close.
 */
async function stateNow(ctx: Context, claims: AccessClaims): Promise<SessionState | undefined> {
  const viewers = viewerCacheOf(ctx);
  for (;;) {
    const reading = viewers.begin(claims);
    try {
      const state = await findSessionState(ctx.db, claims.sessionId);
      if (!reading.isStale) return state;
    } finally {
      viewers.end(reading);
    }
  }
}

const powerlessViewer = (
  sessionId: string,
  { userId, universityId }: SessionState,
  inactivity: Inactivity,
): Viewer => ({
  id: userId,
  sessionId,
  universityId,
  roles: [],
  inactivity,
});

/** How long a session may act as staff after a second factor. The session itself goes on, as that of a member. */
const STAFF_HOURS = 12;

/** Where staff must use a second factor, a session without a recent one has only the rights of a plain member. */
function viewerOf(ctx: Context, sessionId: string, state: SessionState): Viewer {
  const { userId: id, universityId, roles, ofCustomRoles, secondFactorAt } = state;
  const permissions = permissionsOf(roles, ofCustomRoles);
  const usedSince = ctx.clock().getTime() - STAFF_HOURS * 3_600_000;
  const isProofMissing =
    ctx.config.staffSecondFactor && (secondFactorAt === null || secondFactorAt.getTime() <= usedSince);
  return isProofMissing && permissions.size > 0
    ? {
        id,
        sessionId,
        universityId,
        roles: ['member'],
        permissionsWithSecondFactor: permissions,
        rolesWithSecondFactor: roles,
      }
    : { id, sessionId, universityId, roles, permissions };
}

/** Which of these sessions are still active: for sockets, which stay open past a token. One query. */
export const activeSessions = async (ctx: Context, sessionIds: readonly string[]): Promise<Set<string>> =>
  new Set(await findActiveSessionIds(ctx.db, sessionIds, ctx.clock()));

/** Drops cached viewers when any process publishes a change, and all of them after a gap in the bus. */
export async function subscribeToViewerChanges(ctx: Context): Promise<() => Promise<void>> {
  const viewers = viewerCacheOf(ctx);
  const stop = await subscribe(ctx, VIEWER_CHANGED, (change) => viewers.invalidate(change));
  const stopGap = ctx.bus.onReconnect(() => viewers.invalidateAll());
  return async () => {
    stopGap();
    await stop();
  };
}
