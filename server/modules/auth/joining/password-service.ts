import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { failed, type Guesser, standing, succeeded } from '../attempts/service.ts';
import { audit } from '../audit/index.ts';
import { sendLink, sendNotice } from '../letters/send.ts';
import { useToken } from '../one-time/queries.ts';
import { hashPassword, passwordMatches } from '../password-hash.ts';
import { linkNotGood, sessionEnded, tooManyAttempts, wrongPassword } from '../problems.ts';
import { findAccount } from '../sign-in/account.ts';
import { type AccountRow, accountById } from '../sign-in/queries.ts';
import { end } from '../sign-in/sessions.ts';
import { hashToken } from '../sign-in/tokens.ts';
import { refuseWeak } from './passwords.ts';
import { setPassword } from './queries.ts';

const personal = (account: AccountRow) => [account.username, account.displayName, account.email];

/** Mails a link for a new password to an active member; nothing, as silently, to anybody else. */
export async function forgotPassword(ctx: Context, email: string, origin: Origin): Promise<void> {
  const account = email.includes('@') ? await findAccount(ctx, email) : undefined;
  if (account?.status !== 'active') return;
  await sendLink(ctx, account, 'reset_password');
  await audit(ctx, {
    event: 'password_reset_requested',
    actorId: null,
    subject: { type: 'member', id: account.id },
    origin,
  });
}

/**
 * Sets a new password by a mailed link and ends every session. Two-factor stays on: the mailbox alone opens nothing.
 * @throws Problem 422 `link_not_good`, `weak_password`
 */
export async function resetPassword(
  ctx: Context,
  body: { token: string; password: string },
  origin: Origin,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    // What is thrown below gives the link back: a password found too weak is no reason for a new letter.
    const used = await useToken(tx.db, 'reset_password', hashToken(body.token), tx.clock());
    if (!used || used.expired) throw linkNotGood();
    const account = await accountById(tx.db, used.userId);
    if (account?.status !== 'active') throw linkNotGood();
    await refuseWeak(body.password, personal(account));
    await replacePassword(tx, account, body.password, undefined);
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
  const account = await accountById(ctx.db, viewer.id);
  if (!account) throw sessionEnded();
  // A stolen session must not serve to guess the password: counted as a device of its own.
  const guesser: Guesser = { account: account.id, ip: origin.ip, deviceId: `session:${viewer.sessionId}` };
  const { waitSeconds } = await standing(ctx, guesser);
  if (waitSeconds !== undefined) throw tooManyAttempts(waitSeconds);
  if (!(await passwordMatches(account.passwordHash, body.currentPassword))) {
    await failed(ctx, guesser);
    throw wrongPassword('currentPassword');
  }
  await refuseWeak(body.newPassword, personal(account), 'newPassword');
  await ctx.transaction(async (tx) => {
    await succeeded(tx, guesser);
    await replacePassword(tx, account, body.newPassword, viewer.sessionId);
    await audit(tx, { event: 'password_changed', actorId: account.id, sessionId: viewer.sessionId, origin });
  });
}

async function replacePassword(
  tx: Context,
  account: AccountRow,
  password: string,
  keepSession: string | undefined,
): Promise<void> {
  await setPassword(tx.db, account.id, await hashPassword(password), tx.clock());
  await end(tx, { userId: account.id, except: keepSession }, 'password_changed');
  await sendNotice(tx, account, 'password_changed', '/forgot');
}
