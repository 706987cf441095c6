import { canonicalMailbox, parseEmail } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { deleteAddressChange, setAddress } from '../address/queries.ts';
import { setStatus } from '../administration/members.queries.ts';
import { audit } from '../audit/index.ts';
import { deleteDeactivationSince } from '../deactivation/queries.ts';
import { draftEmail, newLink } from '../emails/links.ts';
import { enqueueEmail } from '../emails/queue.ts';
import { deleteTokens } from '../one-time-tokens/queries.ts';
import { hashPassword } from '../password-hash.ts';
import { linkInvalid } from '../problems.ts';
import { findAccountByMailbox, lockMailbox, setPassword } from '../registration/queries.ts';
import { type AccountRow, findAccountById, findMailboxRule, lockForSignIn } from '../sign-in/queries.ts';
import { maySignIn, publishViewerChanged, revokeSessions } from '../sign-in/sessions.ts';
import { hashToken, newOpaqueToken } from '../sign-in/tokens.ts';
import type { MemberStatus } from '../tables.ts';
import { lockRulesShared } from '../universities/queries.ts';
import { LINK_TTL_MS } from './notify.ts';
import {
  deletePasskeysSince,
  deleteTotpSince,
  type FormerAddress,
  findFormerAddress,
  findSecurityEvent,
  type SecurityEvent,
  useSecurityEventsSince,
} from './queries.ts';

/**
 * Takes an account back for the owner of a mailbox who says "This wasn't me" (ADR 0080). Whatever may have been done to it since
 * the event is undone: all sessions end, the password and older links stop working, a changed address returns, and passkeys and
 * an authenticator app go if they were added after the event or in the seven days before it.
 * @returns a token for the new password; null for a suspended member, who cannot set one
 * @throws Problem 422 `link_invalid`
 */
export async function secureAccount(
  ctx: Context,
  token: string,
  origin: Origin,
): Promise<{ resetToken: string | null }> {
  const hash = hashToken(token);
  const event = await findSecurityEvent(ctx.db, hash, ctx.clock());
  const account = event && (await findAccountById(ctx.db, event.userId));
  if (!account) throw linkInvalid();
  // Nobody knows this password: the old one may be an attacker's.
  const passwordHash = await hashPassword(newOpaqueToken());
  return ctx.transaction((tx) => takeBack(tx, account, { event, hash, passwordHash, origin }));
}

async function takeBack(
  tx: Context,
  account: AccountRow,
  {
    event,
    hash,
    passwordHash,
    origin,
  }: { event: SecurityEvent; hash: Buffer; passwordHash: string; origin: Origin },
): Promise<{ resetToken: string | null }> {
  const now = tx.clock();
  await lockRulesShared(tx.db);
  const current = await lockForSignIn(tx.db, account.id);
  // A concurrent press of another link may have come first.
  if (!current || current.status === 'deleted' || !(await findSecurityEvent(tx.db, hash, now)))
    throw linkInvalid();
  const former = await findFormerAddress(tx.db, account.id, event.createdAt);
  await useSecurityEventsSince(tx.db, account.id, event.createdAt, now);
  await revokeSessions(tx, { userId: account.id }, 'ended_by_owner');
  const trustedUntil = new Date(event.createdAt.getTime() - LINK_TTL_MS);
  await deletePasskeysSince(tx.db, account.id, trustedUntil);
  await deleteTotpSince(tx.db, account.id, trustedUntil);
  await setPassword(tx.db, account.id, passwordHash, now, undefined);
  await deleteTokens(tx.db, account.id, 'reset_password');
  await deleteTokens(tx.db, account.id, 'confirm_sign_in');
  await deleteAddressChange(tx.db, account.id);
  if (former) await restoreAddress(tx, account, former);
  await bringBack(tx, account.id, current.status, event);
  publishViewerChanged(tx, { userId: account.id });
  await audit(tx, {
    event: 'account_secured',
    actorId: account.id,
    origin,
    details: { after: event.kind, addressRestored: former !== undefined },
  });
  if (!maySignIn(current.status)) return { resetToken: null };
  return { resetToken: (await newLink(tx, account.id, 'reset_password')).token };
}

/** Ends a deactivation or a deletion that the event is about, or that was asked for since. A suspension stays. */
async function bringBack(
  tx: Context,
  userId: string,
  status: MemberStatus,
  { kind, createdAt }: SecurityEvent,
): Promise<void> {
  const since = kind === 'account_deactivated' || kind === 'deletion_scheduled' ? new Date(0) : createdAt;
  if (!(await deleteDeactivationSince(tx.db, userId, since))) return;
  if (status === 'deactivated') await setStatus(tx.db, userId, 'active', tx.clock());
}

/** The former address is still admitted or not: a university that has closed does not take an account from its owner. */
async function restoreAddress(tx: Context, account: AccountRow, former: FormerAddress): Promise<void> {
  const parts = parseEmail(former.email);
  // The rule of the domain may have changed meanwhile.
  const mailbox =
    typeof parts === 'string'
      ? former.mailbox
      : canonicalMailbox(parts, await findMailboxRule(tx.db, parts.domain));
  await lockMailbox(tx.db, mailbox);
  const holder = await findAccountByMailbox(tx.db, mailbox, tx.clock());
  if (holder && holder.id !== account.id) throw linkInvalid();
  await setAddress(tx.db, account.id, { ...former, mailbox }, tx.clock());
  await enqueueEmail(tx, draftEmail('address_restored', account, { url: `${tx.config.publicUrl}/sign-in` }));
}
