import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { readLine } from '../../../platform/text.ts';
import { audit } from '../audit/index.ts';
import { requireReauthentication } from '../credentials/recent.ts';
import { checkPasskey } from '../credentials/service.ts';
import {
  invalidCredentials,
  passkeyInvalid,
  passkeyNotFound,
  sessionEnded,
  tooManyPasskeys,
} from '../problems.ts';
import { invalidField } from '../registration/names.ts';
import { notifySecurityEvent } from '../security-events/notify.ts';
import { deviceLabel } from '../sign-in/device.ts';
import { findAccountById, lockForSignIn } from '../sign-in/queries.ts';
import { auditFailedSignIn, completeSignIn, type SignInResult } from '../sign-in/service.ts';
import { maySignIn, publishViewerChanged, revokeSessions } from '../sign-in/sessions.ts';
import { creationOptions, requestOptions, verifyCreation } from './ceremony.ts';
import {
  deletePasskey,
  findPasskeys,
  forgetPasskey,
  insertPasskey,
  type PasskeyRow,
  renamePasskeyRow,
} from './queries.ts';
import type { Passkey, PasskeyAssertion, PasskeyRegistration } from './schemas.ts';

const MAX_PASSKEYS = 20;
const MAX_NAME = 60;

const present = (row: PasskeyRow): Passkey => ({
  id: row.id,
  name: row.name,
  backedUp: row.backedUp,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
});

function readPasskeyName(typed: string): string {
  const refuse = (message: string) => invalidField('name', message);
  const name = readLine(typed, {
    path: 'name',
    graphemes: MAX_NAME,
    codePoints: MAX_NAME,
    tooLong: () => refuse(`A name can have up to ${MAX_NAME} characters.`),
    forbidden: refuse,
  });
  if (name === '') throw refuse('Enter a name.');
  return name;
}

/** The viewer's passkeys, oldest first. */
export async function listPasskeys(ctx: Context, viewer: Viewer) {
  return { items: (await findPasskeys(ctx.db, viewer.id)).map(present), nextCursor: null };
}

/**
 * What the browser needs to create a passkey.
 * @throws Problem 403 `reauthentication_required`; 409 `too_many_passkeys`
 */
export async function startPasskey(ctx: Context, viewer: Viewer) {
  await requireReauthentication(ctx, viewer);
  const account = await findAccountById(ctx.db, viewer.id);
  if (!account) throw sessionEnded();
  const existing = await findPasskeys(ctx.db, viewer.id);
  if (existing.length >= MAX_PASSKEYS) throw tooManyPasskeys();
  return creationOptions(ctx, account, existing);
}

/**
 * Stores a passkey that the viewer's authenticator created.
 * @param name  what the member calls it; by default after the browser
 * @throws Problem 403 `reauthentication_required`; 409 `too_many_passkeys`; 422 `passkey_invalid`; 400 `invalid_request`
 */
export async function addPasskey(
  ctx: Context,
  viewer: Viewer,
  { name, ...response }: PasskeyRegistration & { name?: string | undefined },
  origin: Origin,
): Promise<Passkey> {
  const given = name === undefined ? deviceLabel(undefined, origin.userAgent) : readPasskeyName(name);
  const created = await verifyCreation(ctx, viewer.id, response);
  if (!created) throw passkeyInvalid();
  const account = await findAccountById(ctx.db, viewer.id);
  if (!account) throw sessionEnded();
  return ctx.transaction(async (tx) => {
    // Under the lock that ends sessions: whoever takes the account back also removes what was added before.
    await lockForSignIn(tx.db, viewer.id);
    await requireReauthentication(tx, viewer);
    const existing = await findPasskeys(tx.db, viewer.id);
    if (existing.length >= MAX_PASSKEYS) throw tooManyPasskeys();
    const row: PasskeyRow = {
      id: newId(),
      userId: viewer.id,
      ...created,
      transports: response.response.transports ?? [],
      name: given || 'Passkey',
      createdAt: tx.clock(),
      lastUsedAt: null,
    };
    if (!(await insertPasskey(tx.db, row))) throw passkeyInvalid();
    await audit(tx, {
      event: 'passkey_added',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      subject: { type: 'passkey', id: row.id },
      origin,
    });
    await notifySecurityEvent(tx, account, { kind: 'passkey_added', origin });
    return present(row);
  });
}

/** @throws Problem 404 `passkey_not_found`, also for other members' passkeys; 400 `invalid_request` */
export async function renamePasskey(
  ctx: Context,
  viewer: Viewer,
  id: string,
  name: string,
): Promise<Passkey> {
  const row = await renamePasskeyRow(ctx.db, { id, userId: viewer.id }, readPasskeyName(name));
  if (!row) throw passkeyNotFound();
  return present(row);
}

/**
 * Removes a passkey and ends the sessions that used it, except the viewer's own. The password remains, so nobody removes their
 * last way in.
 * @throws Problem 404 `passkey_not_found`, also for other members' passkeys; 403 `reauthentication_required`
 */
export async function removePasskey(ctx: Context, viewer: Viewer, id: string, origin: Origin): Promise<void> {
  const account = await findAccountById(ctx.db, viewer.id);
  if (!account) throw sessionEnded();
  await ctx.transaction(async (tx) => {
    // A sign-in with this passkey comes first, and its session ends below; or later, and finds no passkey.
    await lockForSignIn(tx.db, viewer.id);
    const name = await deletePasskey(tx.db, { id, userId: viewer.id });
    if (name === undefined) throw passkeyNotFound();
    await requireReauthentication(tx, viewer);
    await revokeSessions(
      tx,
      { userId: viewer.id, passkeyId: id, except: viewer.sessionId },
      'ended_by_owner',
    );
    await forgetPasskey(tx.db, viewer.sessionId, id);
    publishViewerChanged(tx, { sessionId: viewer.sessionId });
    await audit(tx, {
      event: 'passkey_removed',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      subject: { type: 'passkey', id },
      origin,
    });
    await notifySecurityEvent(tx, account, { kind: 'passkey_removed', origin });
  });
}

/** What the browser needs to show a passkey. The same for everybody. */
export const startPasskeySignIn = (ctx: Context) => requestOptions(ctx);

/**
 * Signs in with a passkey, without a password. The authenticator has recognised its holder, so it counts as both factors.
 * @throws Problem 401 `invalid_credentials`; 429 `too_many_attempts`
 */
export async function signInWithPasskey(
  ctx: Context,
  { deviceName, ...response }: PasskeyAssertion & { deviceName?: string | undefined },
  origin: Origin,
  deviceToken: string | undefined,
): Promise<SignInResult> {
  const found = await checkPasskey(ctx, response, origin, deviceToken);
  const account = found.passkey && (await findAccountById(ctx.db, found.passkey.userId));
  if (!account || !found.passkey) {
    await auditFailedSignIn(ctx, found.account, origin);
    throw invalidCredentials();
  }
  if (!maySignIn(account.status)) throw invalidCredentials();
  const { passkey, deviceId } = found;
  return ctx.transaction((tx) => completeSignIn(tx, account, { origin, deviceName, deviceId, passkey }));
}
