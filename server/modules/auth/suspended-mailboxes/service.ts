import { canonicalMailbox } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { audit } from '../audit/index.ts';
import { readAddress } from '../registration/names.ts';
import { findMailboxRule } from '../sign-in/queries.ts';
import { mailboxHash } from './mailbox-hash.ts';
import { mailboxNotSuspended, mailboxSuspended } from './problems.ts';
import {
  deleteSuspendedMailbox,
  findMailboxes,
  findOpenSuspension,
  insertSuspendedMailboxes,
  isSuspendedMailbox,
} from './queries.ts';

/** How long a suspension without end keeps a mailbox away after its account is deleted: as long as a degree takes. */
export const KEPT_MS = 4 * 365 * 86_400_000;

/**
 * Keeps the mailboxes of an account that is deleted while a suspension holds, in the caller's transaction, which has locked the
 * account.
 */
export async function keepSuspension(tx: Context, userId: string): Promise<void> {
  const suspension = await findOpenSuspension(tx.db, userId);
  const now = tx.clock();
  if (suspension === undefined) return;
  const longest = new Date(now.getTime() + KEPT_MS);
  const { until } = suspension;
  const forgetAt = until === null || until > longest ? longest : until;
  if (forgetAt <= now) return;
  const mailboxes = await findMailboxes(tx.db, userId);
  await insertSuspendedMailboxes(
    tx.db,
    mailboxes.map((mailbox) => mailboxHash(tx, mailbox)),
    { suspensionId: suspension.id, forgetAt },
  );
}

/**
 * Refuses a mailbox whose suspended account was deleted. Called after it has been proven and written to an account: from then on nothing
 * that is deleted at the same moment goes unseen.
 * @throws Problem 403 `mailbox_suspended`
 */
export async function refuseSuspendedMailbox(tx: Context, mailbox: string): Promise<void> {
  if (await isSuspendedMailbox(tx.db, mailboxHash(tx, mailbox), tx.clock())) throw mailboxSuspended();
}

/**
 * Lets a mailbox register again. The log names the suspension, not the address.
 * @throws Problem 404 `mailbox_not_suspended`; 400 `invalid_request`; 403 `forbidden`
 */
export async function liftSuspendedMailbox(
  ctx: Context,
  viewer: Viewer,
  email: string,
  origin: Origin,
): Promise<void> {
  const parts = readAddress(email);
  await ctx.transaction(async (tx) => {
    const mailbox = canonicalMailbox(parts, await findMailboxRule(tx.db, parts.domain));
    const suspensionId = await deleteSuspendedMailbox(tx.db, mailboxHash(tx, mailbox), tx.clock());
    if (suspensionId === undefined) throw mailboxNotSuspended();
    await audit(tx, {
      event: 'mailbox_suspension_lifted',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      permission: 'members.suspend',
      origin,
      details: { suspensionId },
    });
  });
}
