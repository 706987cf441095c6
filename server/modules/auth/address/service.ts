import { canonicalMailbox, MAX_WRONG_CODES, parseEmail } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { attempt } from '../attempts/service.ts';
import { audit } from '../audit/index.ts';
import { requireFreshProof } from '../credentials/reauthentication.ts';
import { sessionDeviceId } from '../credentials/service.ts';
import { consumeBudget } from '../emails/budget.ts';
import { draftEmail } from '../emails/links.ts';
import { enqueueEmail } from '../emails/queue.ts';
import { isMailedCode, newMailedCode } from '../emails/verification.ts';
import { deleteTokens } from '../one-time-tokens/queries.ts';
import { sessionEnded } from '../problems.ts';
import { readAddress } from '../registration/names.ts';
import { tooManyCodes, universityNotAllowed, verificationFailed } from '../registration/problems.ts';
import { endRegistrations, findAccountByMailbox, lockMailbox } from '../registration/queries.ts';
import { notifySecurityEvent } from '../security-events/notify.ts';
import { findAccountById, findMailboxRule, lastAuthenticatedAt, lockForSignIn } from '../sign-in/queries.ts';
import { publishViewerChanged, revokeSessions } from '../sign-in/sessions.ts';
import { refuseSuspendedMailbox } from '../suspended-mailboxes/service.ts';
import { lockRulesShared } from '../universities/queries.ts';
import { findAdmittingRule } from '../universities/service.ts';
import {
  type AddressChange,
  countWrongAddressCode,
  deleteAddressChange,
  findAddress,
  findAddressChange,
  replaceAddressChange,
  setAddress,
} from './queries.ts';

const CODE_TTL_MS = 60 * 60_000;

/**
 * Mails a code to the address that the viewer wants to move to. The address needs a rule of an open university, as at a
 * registration.
 *
 * Response and work are the same whether or not the mailbox has an account; then its owner gets a notice, and no code works.
 * Over the mailbox's budget there is no new email, and the code before it stays valid.
 * @throws Problem 422 `wrong_password`, `university_not_allowed`; 403 `reauthentication_required`; 400 `invalid_request`; 429
 * `too_many_attempts`
 */
export async function startAddressChange(
  ctx: Context,
  viewer: Viewer,
  body: { email: string; password?: string | undefined },
  origin: Origin,
): Promise<void> {
  await requireFreshProof(ctx, viewer, body.password, origin);
  const parts = readAddress(body.email);
  if (!(await findAdmittingRule(ctx, parts))) throw universityNotAllowed();
  const email = `${parts.local}@${parts.domain}`;
  await ctx.transaction(async (tx) => {
    await lockRulesShared(tx.db);
    const mailbox = canonicalMailbox(parts, await findMailboxRule(tx.db, parts.domain));
    await lockMailbox(tx.db, mailbox);
    await lockForSignIn(tx.db, viewer.id);
    const [account, owner] = [
      await findAccountById(tx.db, viewer.id),
      await findAccountByMailbox(tx.db, mailbox, tx.clock()),
    ];
    // A member may not move on while somebody takes the account back.
    if (!account || (await lastAuthenticatedAt(tx.db, viewer.sessionId)) === undefined) throw sessionEnded();
    // The first limit is against one member who mails the whole campus.
    const isInBudget =
      (await consumeBudget(tx, 'change_address', account.id)) &&
      (await consumeBudget(tx, 'confirm_address', mailbox));
    if (!isInBudget) return;
    const id = newId();
    const { code, hash } = newMailedCode(tx, id);
    const isFree = owner === undefined || owner.id === viewer.id;
    const expiresAt = new Date(tx.clock().getTime() + CODE_TTL_MS);
    await replaceAddressChange(tx.db, {
      id,
      userId: viewer.id,
      email,
      codeHash: isFree ? hash : null,
      wrongCodes: 0,
      expiresAt,
    });
    await enqueueEmail(
      tx,
      isFree
        ? draftEmail(
            'confirm_address',
            { ...account, email },
            { url: `${tx.config.publicUrl}/settings/security`, code },
          )
        : draftEmail('address_in_use', owner, { url: `${tx.config.publicUrl}/sign-in` }),
    );
    await audit(tx, {
      event: 'address_change_requested',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      origin,
    });
  });
}

/**
 * Moves the account to the address whose mailbox got the code. University and affiliation follow from the address, as at a
 * registration (ADR 0080). Other sessions and mailed links end; the former mailbox gets a link that undoes the change.
 * @throws Problem 422 `verification_failed`, `university_not_allowed`; 403 `mailbox_suspended`; 429 `too_many_attempts`
 */
export async function confirmAddressChange(
  ctx: Context,
  viewer: Viewer,
  code: string,
  origin: Origin,
): Promise<void> {
  const source = { account: `address ${viewer.id}`, ip: origin.ip, deviceId: sessionDeviceId(viewer) };
  const moved = await attempt(ctx, source, () => moveIfRight(ctx, viewer, code, origin), {
    refusal: tooManyCodes,
  });
  if (!moved) throw verificationFailed();
}

/** @returns undefined for a wrong or old code, which is counted */
async function moveIfRight(
  ctx: Context,
  viewer: Viewer,
  code: string,
  origin: Origin,
): Promise<true | undefined> {
  const pending = await findAddressChange(ctx.db, viewer.id);
  const parts = pending && parseEmail(pending.email);
  if (!pending || !parts || typeof parts === 'string') return undefined;
  return ctx.transaction(async (tx) => {
    await lockRulesShared(tx.db);
    const mailbox = canonicalMailbox(parts, await findMailboxRule(tx.db, parts.domain));
    await lockMailbox(tx.db, mailbox);
    await lockForSignIn(tx.db, viewer.id);
    if ((await lastAuthenticatedAt(tx.db, viewer.sessionId)) === undefined) throw sessionEnded();
    const change = await findAddressChange(tx.db, viewer.id);
    // Replaced, confirmed or undone meanwhile.
    if (change?.id !== pending.id) return undefined;
    if (!isRight(tx, change, code)) {
      await countWrongAddressCode(tx.db, change.id);
      return undefined;
    }
    const rule = await findAdmittingRule(tx, parts);
    if (!rule) throw universityNotAllowed();
    const owner = await findAccountByMailbox(tx.db, mailbox, tx.clock());
    if (owner && owner.id !== viewer.id) return undefined;
    await move(tx, viewer, { ...rule, email: change.email, mailbox }, origin);
    return true;
  });
}

const isRight = (ctx: Context, change: AddressChange, code: string): boolean =>
  change.codeHash !== null &&
  isMailedCode(ctx, change.id, code, change.codeHash) &&
  change.wrongCodes < MAX_WRONG_CODES &&
  change.expiresAt > ctx.clock();

async function move(
  tx: Context,
  viewer: Viewer,
  { email, mailbox, universityId, affiliation }: Parameters<typeof setAddress>[2],
  origin: Origin,
): Promise<void> {
  const [account, former] = [await findAccountById(tx.db, viewer.id), await findAddress(tx.db, viewer.id)];
  if (!account || !former) throw sessionEnded();
  await setAddress(tx.db, viewer.id, { email, mailbox, universityId, affiliation }, tx.clock());
  await refuseSuspendedMailbox(tx, mailbox);
  await deleteAddressChange(tx.db, viewer.id);
  await endRegistrations(tx.db, mailbox);
  // Links that were mailed to the former address must no longer work.
  await deleteTokens(tx.db, viewer.id, 'reset_password');
  await deleteTokens(tx.db, viewer.id, 'confirm_sign_in');
  await revokeSessions(tx, { userId: viewer.id, except: viewer.sessionId }, 'ended_by_owner');
  publishViewerChanged(tx, { userId: viewer.id });
  await audit(tx, {
    event: 'address_changed',
    actorId: viewer.id,
    sessionId: viewer.sessionId,
    origin,
    ...(universityId === former.universityId
      ? {}
      : { details: { from: former.universityId, to: universityId } }),
  });
  await notifySecurityEvent(tx, account, { kind: 'address_changed', origin, former });
}
