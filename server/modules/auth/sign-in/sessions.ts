import { publishAfterCommit } from '../../../platform/bus/topics.ts';
import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { toPlainLine } from '../../../platform/text.ts';
import { audit } from '../audit/index.ts';
import { ACCESS_TOKEN_SECONDS } from '../keys/service.ts';
import { refreshInvalid, refreshReused, sessionNotFound } from '../problems.ts';
import type { EndReason, MemberStatus } from '../tables.ts';
import {
  endSessions,
  extendSession,
  findOpenSessions,
  findSessionByRefreshToken,
  findSessionState,
  insertRefreshToken,
  insertSession,
  lockSession,
  spendRefreshToken,
} from './queries.ts';
import { hashToken, newOpaqueToken, signAccessToken } from './tokens.ts';
import { viewerCacheOf } from './viewer-cache.ts';
import { notifyLocalListeners, VIEWER_CHANGED, type ViewerChange } from './viewer-changes.ts';

const DAY_MS = 86_400_000;
/** A session lives this long after its last renewal … */
const SESSION_IDLE_MS = 30 * DAY_MS;
/** … and at most this long after its sign-in. Then the member must sign in again. */
const SESSION_MAX_MS = 90 * DAY_MS;

/** Both tokens of a session. They leave the server only once. */
export interface Tokens {
  sessionId: string;
  accessToken: string;
  expiresIn: number;
  refreshToken: string;
  refreshExpiresIn: number;
}

/** After the commit: this process drops the viewer before it answers, other processes when the message arrives. */
export function publishViewerChanged(ctx: Context, changed: ViewerChange): void {
  ctx.afterCommit(() => {
    viewerCacheOf(ctx).invalidate(changed);
    notifyLocalListeners(ctx, changed);
  });
  // The viewer cache's maximum age bounds the effect of a lost message.
  publishAfterCommit(ctx, VIEWER_CHANGED, changed);
}

/**
 * Whether members with this status may have a session: the suspended to read why and to appeal, those who have deactivated their account
 * to restore it, and those who wait for staff to see that they do.
 */
export const maySignIn = (status: MemberStatus): boolean =>
  status === 'active' || status === 'deactivated' || status === 'suspended' || status === 'pending';

/** Opens a session on a device, inside the caller's transaction. */
export async function openSession(
  ctx: Context,
  userId: string,
  origin: Origin,
  {
    deviceName = '',
    secondFactor = false,
    passkeyId = null,
  }: { deviceName?: string | undefined; secondFactor?: boolean; passkeyId?: string | null } = {},
): Promise<Tokens> {
  const now = ctx.clock();
  const session = {
    id: newId(),
    userId,
    deviceName: toPlainLine(deviceName.slice(0, 100)),
    userAgent: origin.userAgent,
    ip: origin.ip,
    now,
    expiresAt: new Date(now.getTime() + SESSION_IDLE_MS),
    secondFactor,
    passkeyId,
  };
  await insertSession(ctx.db, session);
  return issueTokens(ctx, userId, session.id, now, session.expiresAt);
}

async function issueTokens(
  ctx: Context,
  userId: string,
  sessionId: string,
  now: Date,
  expiresAt: Date,
): Promise<Tokens> {
  const refreshToken = newOpaqueToken();
  await insertRefreshToken(ctx.db, { hash: hashToken(refreshToken), sessionId, now, expiresAt });
  return {
    sessionId,
    accessToken: await signAccessToken(ctx, userId, sessionId),
    expiresIn: ACCESS_TOKEN_SECONDS,
    refreshToken,
    refreshExpiresIn: Math.floor((expiresAt.getTime() - now.getTime()) / 1000),
  };
}

const sessionStartOf = (sessionId: string): number =>
  Number.parseInt(sessionId.slice(0, 8) + sessionId.slice(9, 13), 16);

/**
 * Exchanges a refresh token for a new pair. Of two requests with one token exactly one gets a pair. The other counts as reuse and
 * ends the session, because one of the two holders is not its owner.
 * @throws Problem 401 `refresh_reused`, `refresh_invalid`
 */
export async function refresh(
  ctx: Context,
  refreshToken: string,
  origin: Origin,
): Promise<{ userId: string; tokens: Tokens }> {
  const hash = hashToken(refreshToken);
  const outcome = await ctx.transaction(async (tx) => {
    const now = tx.clock();
    const spent = await spendRefreshToken(tx.db, hash, now);
    if (!spent) {
      const sessionId = await findSessionByRefreshToken(tx.db, hash);
      if (sessionId === undefined) return refreshInvalid();
      const state = await findSessionState(tx.db, sessionId);
      if (!state || state.endedAt !== null) return refreshInvalid();
      await revokeSessions(tx, { sessionId }, 'refresh_reused');
      await audit(tx, { event: 'refresh_reused', actorId: state.userId, sessionId, origin });
      return refreshReused(); // returned, not thrown: the end of the session must commit
    }
    await lockSession(tx.db, spent.sessionId);
    const state = await findSessionState(tx.db, spent.sessionId);
    // A suspension ends the sessions before it; one that is open belongs to somebody who signed in to appeal.
    if (!state || state.endedAt !== null || spent.expiresAt <= now || !maySignIn(state.status))
      return refreshInvalid();
    const expiresAt = new Date(
      Math.min(now.getTime() + SESSION_IDLE_MS, sessionStartOf(spent.sessionId) + SESSION_MAX_MS),
    );
    if (expiresAt <= now) return refreshInvalid();
    await extendSession(tx.db, spent.sessionId, now, expiresAt);
    return {
      userId: state.userId,
      tokens: await issueTokens(tx, state.userId, spent.sessionId, now, expiresAt),
    };
  });
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

/** Ends sessions and notifies every process, so that their access tokens stop working at once. */
export async function revokeSessions(
  ctx: Context,
  filter: Parameters<typeof endSessions>[1],
  reason: EndReason,
): Promise<{ id: string; userId: string }[]> {
  const ended = await endSessions(ctx.db, filter, reason, ctx.clock());
  for (const { id } of ended) publishViewerChanged(ctx, { sessionId: id });
  return ended;
}

/** Ends the viewer's current session. */
export async function logout(ctx: Context, viewer: Viewer, origin: Origin): Promise<void> {
  await ctx.transaction(async (tx) => {
    await revokeSessions(tx, { sessionId: viewer.sessionId }, 'logout');
    await audit(tx, { event: 'signed_out', actorId: viewer.id, sessionId: viewer.sessionId, origin });
  });
}

/** Ends all of the viewer's sessions, also the current one. */
export async function logoutAll(ctx: Context, viewer: Viewer, origin: Origin): Promise<void> {
  await ctx.transaction(async (tx) => {
    const ended = await revokeSessions(tx, { userId: viewer.id }, 'logout');
    await audit(tx, {
      event: 'signed_out_everywhere',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      origin,
      details: { sessions: ended.length },
    });
  });
}

/** The viewer's open sessions, for them to recognise and end. */
export async function listSessions(ctx: Context, viewer: Viewer) {
  const rows = await findOpenSessions(ctx.db, viewer.id, ctx.clock());
  return {
    items: rows.map((row) => ({
      id: row.id,
      device: row.device_name || row.user_agent,
      userAgent: row.user_agent,
      ip: row.ip,
      createdAt: row.created_at.toISOString(),
      lastSeenAt: row.last_seen_at.toISOString(),
      current: row.id === viewer.sessionId,
    })),
    nextCursor: null,
  };
}

/**
 * @throws Problem 404 `session_not_found`, also for other members' sessions
 */
export async function revokeOwnSession(
  ctx: Context,
  viewer: Viewer,
  sessionId: string,
  origin: Origin,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const ended = await revokeSessions(tx, { userId: viewer.id, sessionId }, 'ended_by_owner');
    if (ended.length === 0) throw sessionNotFound();
    await audit(tx, {
      event: 'session_ended',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      subject: { type: 'session', id: sessionId },
      origin,
    });
  });
}
