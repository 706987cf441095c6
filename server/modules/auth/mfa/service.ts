import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { audit } from '../audit/index.ts';
import { checkOwnPassword, checkOwnSecondFactor } from '../credentials/service.ts';
import {
  mfaAlreadyOn,
  mfaNotOn,
  mfaNotStarted,
  sessionEnded,
  wrongCode,
  wrongPassword,
} from '../problems.ts';
import { notifySecurityEvent } from '../security-events/notify.ts';
import { findAccountById, forgetSecondFactor, markReauthenticated } from '../sign-in/queries.ts';
import { publishViewerChanged } from '../sign-in/sessions.ts';
import { hashRecoveryCode, newRecoveryCodes, newTotpSecret } from './codes.ts';
import {
  confirmTotp,
  countRecoveryCodes,
  findTotpState,
  removeTotpRow,
  replaceRecoveryCodes,
  startTotpRow,
} from './queries.ts';

/**
 * Starts the set-up. Sign-in does not require a code until it is confirmed.
 * @throws Problem 422 `wrong_password`; 409 `mfa_already_on`; 429 `too_many_attempts`
 */
export async function startTotp(ctx: Context, viewer: Viewer, password: string, origin: Origin) {
  const account = await checkOwnPassword(ctx, viewer, password, origin);
  if (!account) throw wrongPassword('password');
  const { secret, sealed, otpauthUrl } = await newTotpSecret(ctx, account.username);
  if (!(await startTotpRow(ctx.db, viewer.id, sealed, account.passwordHash))) {
    const now = await findAccountById(ctx.db, viewer.id);
    throw now?.passwordHash === account.passwordHash ? mfaAlreadyOn() : wrongPassword('password');
  }
  return { secret, otpauthUrl };
}

/**
 * Confirms the set-up with a first code, and returns the recovery codes, which are shown only now. The session then counts as one
 * with a second factor.
 * @throws Problem 409 `mfa_not_started`, `mfa_already_on`; 422 `wrong_code`; 429 `too_many_attempts`
 */
export async function confirmSetup(
  ctx: Context,
  viewer: Viewer,
  code: string,
  origin: Origin,
): Promise<{ recoveryCodes: string[] }> {
  const account = await findAccountById(ctx.db, viewer.id);
  if (!account) throw sessionEnded();
  const state = await findTotpState(ctx.db, viewer.id);
  const secret = state?.secret;
  if (!secret) throw mfaNotStarted();
  if (state.confirmedAt) throw mfaAlreadyOn();
  if ((await checkOwnSecondFactor(ctx, viewer, account, code, origin)) !== 'totp') throw wrongCode();
  const recoveryCodes = newRecoveryCodes();
  await ctx.transaction(async (tx) => {
    // The code proved this secret. It must not confirm a set-up that was started meanwhile.
    if (!(await confirmTotp(tx.db, viewer.id, secret, tx.clock()))) throw wrongCode();
    await replaceRecoveryCodes(
      tx.db,
      viewer.id,
      recoveryCodes.map((recovery) => hashRecoveryCode(tx, recovery)),
    );
    await markReauthenticated(tx.db, viewer.sessionId, tx.clock(), { secondFactor: true });
    publishViewerChanged(tx, { sessionId: viewer.sessionId });
    await audit(tx, { event: 'mfa_enabled', actorId: viewer.id, sessionId: viewer.sessionId, origin });
    await notifySecurityEvent(tx, account, { kind: 'mfa_on', origin });
  });
  return { recoveryCodes };
}

/** @throws Problem 422 `wrong_password`, `wrong_code`; 409 `mfa_not_on`; 429 `too_many_attempts` */
export async function removeTotp(
  ctx: Context,
  viewer: Viewer,
  body: { password: string; totp: string },
  origin: Origin,
): Promise<void> {
  const account = await checkOwnPassword(ctx, viewer, body.password, origin);
  if (!account) throw wrongPassword('password');
  if (!account.totpConfirmedAt || !account.totpSecret) throw mfaNotOn();
  const { totpSecret } = account;
  if (!(await checkOwnSecondFactor(ctx, viewer, account, body.totp, origin))) throw wrongCode();
  await ctx.transaction(async (tx) => {
    // The code proved this secret. Another that was set up meanwhile stays.
    if (!(await removeTotpRow(tx.db, viewer.id, totpSecret, account.passwordHash))) {
      const now = await findAccountById(tx.db, viewer.id);
      throw now?.passwordHash === account.passwordHash ? mfaNotOn() : wrongPassword('password');
    }
    await replaceRecoveryCodes(tx.db, viewer.id, []);
    await forgetSecondFactor(tx.db, viewer.id);
    publishViewerChanged(tx, { userId: viewer.id });
    await audit(tx, { event: 'mfa_disabled', actorId: viewer.id, sessionId: viewer.sessionId, origin });
    await notifySecurityEvent(tx, account, { kind: 'mfa_off', origin });
  });
}

/** Whether the viewer's second factor is confirmed, and how many recovery codes are unused. */
export async function mfaState(ctx: Context, viewer: Viewer) {
  const state = await findTotpState(ctx.db, viewer.id);
  const enabled = state?.confirmedAt != null;
  return { totp: enabled, recoveryCodesLeft: enabled ? await countRecoveryCodes(ctx.db, viewer.id) : 0 };
}
