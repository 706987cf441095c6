import type { Context } from '../../../platform/context.ts';
import { violatedConstraint } from '../../../platform/db.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { Problem } from '../../../platform/problem.ts';
import { audit } from '../audit/index.ts';
import { accountMuted, accountSuspended, usernameTaken } from '../problems.ts';
import { readDisplayName, readUsername } from '../registration/service.ts';
import { type FormerName, findFormerNames, isHeldUsername, lockNames, updateNames } from './queries.ts';

const USERNAME_CHANGE_INTERVAL_MS = 30 * 86_400_000;

/**
 * Changes a member's names, in the caller's transaction. A username may change once in 30 days, because links and mentions use
 * it; the one before is held for the member for 90 days. The log says that names changed, not which: they are in `former_names`, which goes
 * with the account.
 * @throws Problem 403 `account_suspended`, `account_muted`, 409 `username_taken`, 422 `username_changed_recently`, `too_many_combining_marks`, 400
 * `invalid_request`
 */
export async function rename(
  tx: Context,
  { id: userId, sessionId }: Viewer,
  change: { username?: string | undefined; displayName?: string | undefined },
  origin: Origin | undefined,
): Promise<void> {
  const displayName = change.displayName === undefined ? undefined : readDisplayName(change.displayName);
  let username = change.username === undefined ? undefined : readUsername(change.username);
  if (username === undefined && displayName === undefined) return;
  const now = tx.clock();
  const state = await lockNames(tx.db, userId);
  if (state?.status !== 'active') throw accountSuspended();
  if (username !== undefined) {
    if (state.username === username) username = undefined;
    else if (state.changedAt && now.getTime() - state.changedAt.getTime() < USERNAME_CHANGE_INTERVAL_MS) {
      const message = 'You can change your username once every 30 days.';
      throw new Problem(422, 'username_changed_recently', message, {
        errors: [{ path: 'username', message }],
      });
    }
  }
  if (username === undefined && displayName === undefined) return;
  if (state.mutedUntil !== null && state.mutedUntil > now) throw accountMuted();
  try {
    await updateNames(tx.db, userId, { username, displayName }, now);
  } catch (error) {
    if (violatedConstraint(error) === 'users_username') throw usernameTaken();
    throw error;
  }
  if (username !== undefined && (await isHeldUsername(tx.db, username, userId, now))) throw usernameTaken();
  await audit(tx, {
    event: 'renamed',
    actorId: userId,
    sessionId,
    ...(origin === undefined ? {} : { origin }),
    details: { username: username !== undefined, displayName: displayName !== undefined },
  });
}

/** The names that a member had before, newest first; for staff. */
export const formerNames = (ctx: Context, userId: string, limit: number): Promise<FormerName[]> =>
  findFormerNames(ctx.db, userId, limit);
