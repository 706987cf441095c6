import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { audit } from '../audit/index.ts';
import { usePasskey } from '../passkeys/queries.ts';
import type { PasskeyAssertion } from '../passkeys/schemas.ts';
import {
  codeRequired,
  passkeyInvalid,
  reauthenticationRequired,
  sessionEnded,
  wrongCode,
  wrongPassword,
} from '../problems.ts';
import {
  findAccountById,
  isSameFactor,
  lastSecondFactorAt,
  lockForSignIn,
  markReauthenticated,
} from '../sign-in/queries.ts';
import { publishViewerChanged } from '../sign-in/sessions.ts';
import { isRecent, requireReauthentication } from './recent.ts';
import { checkOwnPasskey, checkOwnPassword, checkOwnSecondFactor } from './service.ts';

/**
 * Re-authenticates the member in this session: by a passkey, by a code if two-factor is on, else by the password.
 * @throws Problem 422 `wrong_password`, `wrong_code`, `code_required`, `passkey_invalid`; 429 `too_many_attempts`
 */
export async function reauthenticate(
  ctx: Context,
  viewer: Viewer,
  body: { password: string } | { totp: string } | { passkey: PasskeyAssertion },
  origin: Origin,
): Promise<void> {
  const account = await findAccountById(ctx.db, viewer.id);
  if (!account) throw sessionEnded();
  if ('passkey' in body) return reauthenticateByPasskey(ctx, viewer, body.passkey, origin);
  const hasSecondFactor = account.totpConfirmedAt !== null;
  if ('totp' in body) {
    if (!hasSecondFactor || !(await checkOwnSecondFactor(ctx, viewer, account, body.totp, origin)))
      throw wrongCode();
  } else {
    if (hasSecondFactor) throw codeRequired();
    if (!(await checkOwnPassword(ctx, viewer, body.password, origin))) throw wrongPassword('password');
  }
  await ctx.transaction(async (tx) => {
    // Lock the account, as changes of password and second factor do, and check again: the credential that was verified must still
    // be current.
    const current = await lockForSignIn(tx.db, account.id);
    if (current?.passwordHash !== account.passwordHash) throw wrongPassword('password');
    if (!isSameFactor(current, account)) throw hasSecondFactor ? wrongCode() : codeRequired();
    await markReauthenticated(tx.db, viewer.sessionId, tx.clock(), { secondFactor: hasSecondFactor });
    await audit(tx, { event: 'reauthenticated', actorId: viewer.id, sessionId: viewer.sessionId, origin });
    publishViewerChanged(tx, { sessionId: viewer.sessionId });
  });
}

/** A passkey counts as a second factor, whether or not two-factor is on. */
async function reauthenticateByPasskey(
  ctx: Context,
  viewer: Viewer,
  response: PasskeyAssertion,
  origin: Origin,
): Promise<void> {
  const passkey = await checkOwnPasskey(ctx, viewer, response, origin);
  if (!passkey) throw passkeyInvalid();
  await ctx.transaction(async (tx) => {
    await lockForSignIn(tx.db, viewer.id);
    if (!(await usePasskey(tx.db, passkey, tx.clock()))) throw passkeyInvalid();
    await markReauthenticated(tx.db, viewer.sessionId, tx.clock(), {
      secondFactor: true,
      passkeyId: passkey.id,
    });
    await audit(tx, {
      event: 'reauthenticated',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      origin,
      details: { passkey: passkey.id },
    });
    publishViewerChanged(tx, { sessionId: viewer.sessionId });
  });
}

/**
 * Requires a fresh proof for a change that takes the account away from whoever lacks it: the password, and with two-factor on a
 * recent re-authentication as well; or a second factor in the last 15 minutes.
 * @throws Problem 422 `wrong_password`; 403 `reauthentication_required`; 429 `too_many_attempts`
 */
export async function requireFreshProof(
  ctx: Context,
  viewer: Viewer,
  password: string | undefined,
  origin: Origin,
): Promise<void> {
  if (password === undefined) {
    const at = await lastSecondFactorAt(ctx.db, viewer.sessionId);
    if (!isRecent(ctx, at)) throw reauthenticationRequired();
    return;
  }
  const account = await checkOwnPassword(ctx, viewer, password, origin);
  if (!account) throw wrongPassword('password');
  if (account.totpConfirmedAt !== null) await requireReauthentication(ctx, viewer);
}
