import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { audit } from '../audit/index.ts';
import { checkOwnPassword } from '../credentials/service.ts';
import { enqueueEmail } from '../emails/queue.ts';
import { consumeToken, deleteTokens } from '../one-time-tokens/queries.ts';
import { hashPassword } from '../password-hash.ts';
import { linkInvalid, wrongPassword } from '../problems.ts';
import { notifySecurityEvent } from '../security-events/notify.ts';
import { type AccountRow, findAccountById } from '../sign-in/queries.ts';
import { maySignIn, revokeSessions } from '../sign-in/sessions.ts';
import { hashToken } from '../sign-in/tokens.ts';
import { refuseWeakPassword } from './passwords.ts';
import { findTokenHolder, findUniversityName, setPassword } from './queries.ts';

const personal = async (ctx: Context, account: AccountRow): Promise<string[]> => [
  account.username,
  account.displayName,
  account.email,
  await findUniversityName(ctx.db, account.universityId),
];

/**
 * Emails a member, also a suspended one, a link to reset the password; does nothing, silently, for anybody else. The request only queues a job,
 * so it takes the same time for every address. A pending registration gets nothing: its own email opens it, and registering again
 * sets another password.
 */
export async function forgotPassword(ctx: Context, email: string, origin: Origin): Promise<void> {
  await enqueueEmail(ctx, { requested: 'reset_password', address: email.trim(), origin });
}

/**
 * Sets a new password by a mailed link and ends every session. Two-factor stays on: the mailbox alone must not grant access. A
 * password that is too weak does not use the link up.
 * @throws Problem 422 `link_invalid`, `weak_password`
 */
export async function resetPassword(
  ctx: Context,
  body: { token: string; password: string },
  origin: Origin,
): Promise<void> {
  const hash = hashToken(body.token);
  const holder = await findTokenHolder(ctx.db, 'reset_password', hash);
  if (!holder || holder.expiresAt <= ctx.clock()) throw linkInvalid();
  const account = await findAccountById(ctx.db, holder.userId);
  if (account === undefined || !maySignIn(account.status)) throw linkInvalid();
  await refuseWeakPassword(body.password, await personal(ctx, account));
  const passwordHash = await hashPassword(body.password); // before the transaction: waiting for the hashing queue must not hold a connection
  await ctx.transaction(async (tx) => {
    const used = await consumeToken(tx.db, 'reset_password', hash, tx.clock());
    if (!used || used.expired) throw linkInvalid();
    await replacePassword(tx, account, passwordHash, origin);
    await audit(tx, { event: 'password_reset', actorId: account.id, origin });
  });
}

/** @throws Problem 422 `wrong_password`, `weak_password`; 429 `too_many_attempts` */
export async function changePassword(
  ctx: Context,
  viewer: Viewer,
  body: { currentPassword: string; newPassword: string },
  origin: Origin,
): Promise<void> {
  const account = await checkOwnPassword(ctx, viewer, body.currentPassword, origin);
  if (!account) throw wrongPassword('currentPassword');
  await refuseWeakPassword(body.newPassword, await personal(ctx, account), 'newPassword');
  const passwordHash = await hashPassword(body.newPassword);
  await ctx.transaction(async (tx) => {
    await replacePassword(tx, account, passwordHash, origin, {
      old: account.passwordHash,
      keepSession: viewer.sessionId,
    });
    await audit(tx, { event: 'password_changed', actorId: account.id, sessionId: viewer.sessionId, origin });
  });
}

async function replacePassword(
  tx: Context,
  account: AccountRow,
  passwordHash: string,
  origin: Origin,
  { old, keepSession }: { old?: string; keepSession?: string } = {},
): Promise<void> {
  // If another change came first, the caller knows only an old password.
  if (!(await setPassword(tx.db, account.id, passwordHash, tx.clock(), old)))
    throw wrongPassword('currentPassword');
  // Links that were mailed under the old password must no longer work.
  await deleteTokens(tx.db, account.id, 'reset_password');
  await deleteTokens(tx.db, account.id, 'confirm_sign_in');
  await revokeSessions(tx, { userId: account.id, except: keepSession }, 'password_changed');
  await notifySecurityEvent(tx, account, { kind: 'password_changed', origin });
}
