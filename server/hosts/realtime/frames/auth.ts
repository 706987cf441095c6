import { CLOSE, type Frames } from '@chitlaq/protocol';
import { z } from 'zod';
import { auth } from '../../../modules/auth/index.ts';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { Problem } from '../../../platform/problem.ts';
import type { Connection } from '../connection.ts';
import type { Hub } from '../hub.ts';
import { LIMITS } from '../limits.ts';

/** A browser on our own origin may leave out `token` and use its cookie session. */
export const AuthData = z.strictObject({ token: z.string().min(1).max(4_000).optional() });
export const AUTH_COST = 5;

/** A refusal that closes the socket: the client needs another token. */
export class SignInRefused extends Error {
  override name = 'SignInRefused';
  readonly problem: Problem;
  readonly closeCode: number;
  constructor(problem: Problem, closeCode: number) {
    super(problem.message);
    this.problem = problem;
    this.closeCode = closeCode;
  }
}

/** The member and session of a token. @throws SignInRefused */
export async function identify(
  ctx: Context,
  token: string | undefined,
): Promise<{ viewer: Viewer; expiresAt: number }> {
  if (token === undefined)
    throw new SignInRefused(
      new Problem(401, 'not_signed_in', 'Send an access token, or open the socket from our own pages.'),
      CLOSE.signInAgain,
    );
  try {
    const { viewer, expiresAt } = await auth.identifyWithExpiry(ctx, token);
    // A socket outlives changes of roles, so it has no rights of staff.
    const { permissions: _, permissionsWithSecondFactor: _pending, ...member } = viewer;
    return { viewer: { ...member, roles: ['member'] }, expiresAt };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new SignInRefused(error, error.status === 403 ? CLOSE.notAllowed : CLOSE.signInAgain);
  }
}

/**
 * Signs a connection in, or renews the token of the same member.
 * @throws SignInRefused
 */
export async function signIn(
  hub: Hub,
  connection: Connection,
  authData: z.infer<typeof AuthData>,
): Promise<Frames['auth']['ack']> {
  const { viewer, expiresAt } = await identify(hub.ctx, authData.token ?? connection.cookieToken);
  if (connection.viewer && connection.viewer.id !== viewer.id)
    throw new SignInRefused(
      new Problem(409, 'member_mismatch', 'This connection belongs to another member. Open a new one.'),
      CLOSE.signInAgain,
    );
  hub.connections.signedIn(connection, viewer, expiresAt);
  return {
    userId: viewer.id,
    sessionId: viewer.sessionId,
    heartbeatMs: LIMITS.heartbeatMs,
    expiresAt: new Date(expiresAt).toISOString(),
    // For clients whose clock is wrong.
    expiresIn: Math.max(0, Math.floor((expiresAt - Date.now()) / 1_000)),
  };
}
