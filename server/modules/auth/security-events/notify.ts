import type { Context } from '../../../platform/context.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { consumeBudget } from '../emails/budget.ts';
import { draftEmail, type Recipient } from '../emails/links.ts';
import { findMailbox } from '../emails/queries.ts';
import { enqueueEmail } from '../emails/queue.ts';
import type { EmailData } from '../emails/templates.ts';
import { deviceLabel } from '../sign-in/device.ts';
import { hashToken, newOpaqueToken } from '../sign-in/tokens.ts';
import type { SecurityEventKind } from '../tables.ts';
import { type FormerAddress, insertSecurityEvent } from './queries.ts';

/** How long "This wasn't me" works. */
export const LINK_TTL_MS = 7 * 86_400_000;

/**
 * Tells the owner of an account by email what happened to it, with a link that takes the account back (`secure.ts`). Every
 * security event is told here. Over the mailbox's budget for this kind of event there is no email, silently.
 *
 * A change of address is told to the former mailbox, always: nothing else would reach its owner.
 * @param event.former  for a change of address, what the account was before
 */
export async function notifySecurityEvent(
  ctx: Context,
  account: Recipient,
  event: {
    kind: SecurityEventKind;
    /** Absent for what the system does by itself. */
    origin?: Origin;
    deviceName?: string | undefined;
    former?: FormerAddress;
    /** For a deletion: when, and when the last backup has expired. */
    deletion?: Required<Pick<EmailData, 'deleteAt' | 'backupsUntil'>>;
  },
): Promise<void> {
  const { kind, origin, deviceName, former, deletion } = event;
  if (kind !== 'address_changed') {
    const mailbox = await findMailbox(ctx.db, account.id);
    if (mailbox === undefined || !(await consumeBudget(ctx, kind, mailbox))) return;
  }
  const token = newOpaqueToken();
  await ctx.transaction(async (tx) => {
    const now = tx.clock();
    await insertSecurityEvent(tx.db, {
      userId: account.id,
      kind,
      tokenHash: hashToken(token),
      former,
      now,
      expiresAt: new Date(now.getTime() + LINK_TTL_MS),
    });
    const recipient = former === undefined ? account : { ...account, email: former.email };
    await enqueueEmail(
      tx,
      draftEmail(kind, recipient, {
        url: `${tx.config.publicUrl}/secure-account?token=${token}`,
        ...(origin === undefined ? {} : { device: deviceLabel(deviceName, origin.userAgent) }),
        at: now.toISOString(),
        ...deletion,
      }),
    );
  });
}
