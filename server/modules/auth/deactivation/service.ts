import { GONE_AFTER_DAYS } from '../../../platform/backup/retention.ts';
import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { lockOwners, setStatus } from '../administration/members.queries.ts';
import { lastOwner } from '../administration/problems.ts';
import { audit } from '../audit/index.ts';
import { checkOwnPassword, checkOwnSecondFactor } from '../credentials/service.ts';
import { codeRequired, sessionEnded, wrongCode, wrongPassword } from '../problems.ts';
import { notifySecurityEvent } from '../security-events/notify.ts';
import { type AccountRow, findAccountById, isSameFactor } from '../sign-in/queries.ts';
import { revokeSessions } from '../sign-in/sessions.ts';
import { notDeactivated } from './problems.ts';
import { insertDeactivation, lockAccount } from './queries.ts';
import { reactivate } from './returning.ts';

/** When the last backup that holds a copy expires. */
export const backupsExpireAt = (deleteAt: Date): Date =>
  new Date(deleteAt.getTime() + GONE_AFTER_DAYS * 86_400_000);

/** How long the owner of an account may change their mind. */
export const DELETION_DELAY_MS = 30 * 86_400_000;

interface Proof {
  password: string;
  totp?: string | undefined;
}

/**
 * Deactivates the viewer's account: nobody sees it, and every session ends. Signing in ends the deactivation. Mails it.
 * @param proof  as for a deletion
 * @throws Problem as `requestDeletion`
 */
export const deactivate = (ctx: Context, viewer: Viewer, proof: Proof, origin: Origin): Promise<void> =>
  withProof(ctx, viewer, proof, origin, null, async (tx, account) => {
    await notifySecurityEvent(tx, account, { kind: 'account_deactivated', origin });
    await audit(tx, {
      event: 'account_deactivated',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      origin,
    });
  });

/**
 * Deactivates the viewer's account at once and deletes it in thirty days. Until then, signing in offers to restore it. Mails when and
 * how.
 * @param proof  the password, and a code if two-factor is on
 * @returns when
 * @throws Problem 422 `wrong_password`, `code_required`, `wrong_code`; 429 `too_many_attempts`; 409 `last_owner`; 401 `session_ended`
 */
export async function requestDeletion(
  ctx: Context,
  viewer: Viewer,
  proof: Proof,
  origin: Origin,
): Promise<Date> {
  const deleteAt = new Date(ctx.clock().getTime() + DELETION_DELAY_MS);
  await withProof(ctx, viewer, proof, origin, deleteAt, async (tx, account) => {
    await notifySecurityEvent(tx, account, {
      kind: 'deletion_scheduled',
      origin,
      deletion: {
        deleteAt: deleteAt.toISOString(),
        backupsUntil: backupsExpireAt(deleteAt).toISOString(),
      },
    });
    await audit(tx, {
      event: 'account_deletion_requested',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      origin,
      details: { deleteAt: deleteAt.toISOString() },
    });
  });
  return deleteAt;
}

/** Hides the viewer's account after its owner has proven who they are, in one transaction with the rest of the act. */
async function withProof(
  ctx: Context,
  viewer: Viewer,
  { password, totp }: Proof,
  origin: Origin,
  deleteAt: Date | null,
  act: (tx: Context, account: AccountRow) => Promise<void>,
): Promise<void> {
  const account = await checkOwnPassword(ctx, viewer, password, origin);
  if (account === undefined) throw wrongPassword('password');
  if (account.totpConfirmedAt !== null) {
    if (totp === undefined) throw codeRequired();
    if (!(await checkOwnSecondFactor(ctx, viewer, account, totp, origin))) throw wrongCode();
  }
  await ctx.transaction(async (tx) => {
    await hide(tx, viewer, deleteAt);
    // The proof was checked before the lock: password and second factor must still be the same.
    const current = await findAccountById(tx.db, viewer.id);
    if (current?.passwordHash !== account.passwordHash) throw wrongPassword('password');
    if (!isSameFactor(current, account))
      throw current.totpConfirmedAt === null ? wrongCode() : codeRequired();
    await act(tx, account);
  });
}

/** Locks the account and hides it. Of two calls at once, the second finds its session ended. */
async function hide(tx: Context, viewer: Viewer, deleteAt: Date | null): Promise<void> {
  const owners = await lockOwners(tx.db);
  const account = await lockAccount(tx.db, viewer.id);
  if (account?.status !== 'active') throw sessionEnded();
  if (owners.length === 1 && owners[0] === viewer.id) throw lastOwner();
  await insertDeactivation(tx.db, { userId: viewer.id, at: tx.clock(), deleteAt });
  await setStatus(tx.db, viewer.id, 'deactivated', tx.clock());
  await revokeSessions(tx, { userId: viewer.id }, 'deactivated');
}

/**
 * Restores an account that was to be deleted.
 * @throws Problem 409 `not_deactivated`; 401 `session_ended` if its deletion has begun
 */
export const restoreOwn = (ctx: Context, viewer: Viewer, origin: Origin): Promise<void> =>
  ctx.transaction(async (tx) => {
    const account = await lockAccount(tx.db, viewer.id);
    if (account?.status === 'active') throw notDeactivated();
    if (account?.status !== 'deactivated') throw sessionEnded();
    await reactivate(tx, viewer.id, origin);
  });
