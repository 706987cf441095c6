import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { reauthenticationRequired } from '../problems.ts';
import { lastAuthenticatedAt } from '../sign-in/queries.ts';

/** Without the checks themselves, whose libraries few processes load. */

/** How long a re-authentication is valid. A sign-in is one. */
const REAUTHENTICATION_VALID_MS = 15 * 60_000;

export const isRecent = (ctx: Context, at: Date | null | undefined): boolean =>
  at != null && ctx.clock().getTime() - at.getTime() <= REAUTHENTICATION_VALID_MS;

/**
 * @throws Problem 403 `reauthentication_required` if the session's last re-authentication is too old
 */
export async function requireReauthentication(ctx: Context, viewer: Viewer): Promise<void> {
  const at = await lastAuthenticatedAt(ctx.db, viewer.sessionId);
  if (!isRecent(ctx, at)) throw reauthenticationRequired();
}
