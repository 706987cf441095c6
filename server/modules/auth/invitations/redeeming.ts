import type { Context } from '../../../platform/context.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { attempt } from '../attempts/service.ts';
import { hashInvitationCode } from './codes.ts';
import {
  findInvitationByHash,
  findInvitedMember,
  type InvitationRow,
  insertInvitedMember,
  lockInvitationByHash,
  suspendedInvitees,
  useInvitation,
} from './queries.ts';
import { COUNTED_MS, MAX_SUSPENDED } from './rules.ts';

/** Whether an invitation lets somebody in now. */
async function isValid(
  ctx: Context,
  invitation: InvitationRow | undefined,
  mailbox: string | undefined,
): Promise<boolean> {
  if (invitation === undefined) return false;
  const { revokedAt, expiresAt, uses, maxUses, inviterId, inviterStatus } = invitation;
  if (revokedAt !== null || expiresAt <= ctx.clock() || uses >= maxUses) return false;
  // Before an address is typed, nobody knows whose it is.
  if (mailbox !== undefined && invitation.mailbox !== null && invitation.mailbox !== mailbox) return false;
  if (inviterId === null) return true;
  return inviterStatus === 'active' && !(await hasLostRight(ctx, inviterId));
}

/** Whether so many of those whom a member invited are suspended that their invitations no longer count. */
export const hasLostRight = async (ctx: Context, inviterId: string): Promise<boolean> =>
  (await suspendedInvitees(ctx.db, inviterId, new Date(ctx.clock().getTime() - COUNTED_MS))) >= MAX_SUSPENDED;

/**
 * The invitation of a code, if it lets somebody in now. Uses nothing up. A wrong code is counted like every check of a secret, in a budget
 * of its own: otherwise a few wrong links keep a whole network from signing in.
 * @param mailbox  of who wants to use it, if known
 * @throws Problem 429 `too_many_attempts`
 */
export const checkInvitation = (
  ctx: Context,
  typed: string,
  { ip }: Pick<Origin, 'ip'>,
  mailbox?: string,
): Promise<InvitationRow | undefined> => {
  const hash = hashInvitationCode(typed);
  return attempt(ctx, { invitationFrom: ip }, async () => {
    const found = await findInvitationByHash(ctx.db, hash);
    return (await isValid(ctx, found, mailbox)) ? found : undefined;
  });
};

/**
 * Uses an invitation up, in the transaction that makes the account, if it still counts. It locks the row: of two who use the last use at
 * once, the second finds none left, and a revocation waits or comes first.
 */
export async function redeemInvitation(
  tx: Context,
  codeHash: Buffer,
  mailbox: string,
): Promise<InvitationRow | undefined> {
  const invitation = await lockInvitationByHash(tx.db, codeHash);
  if (invitation === undefined || !(await isValid(tx, invitation, mailbox))) return undefined;
  await useInvitation(tx.db, invitation.id);
  return invitation;
}

/** Remembers by whose invitation somebody joined. */
export const rememberInviter = (
  tx: Context,
  invitation: InvitationRow,
  userId: string,
  tellsInviter: boolean,
): Promise<void> =>
  insertInvitedMember(tx.db, {
    userId,
    invitationId: invitation.id,
    inviterId: invitation.inviterId,
    tellsInviter: invitation.inviterId !== null && tellsInviter,
    at: tx.clock(),
  });

/** Tells the inviter that somebody whom they invited is a member now. */
export async function announceJoined(tx: Context, userId: string): Promise<void> {
  const invited = await findInvitedMember(tx.db, userId);
  if (invited?.inviterId == null) return;
  await tx.emit('auth.invited_joined', {
    // Not the member’s id: the inviter’s notification keeps it.
    joinId: newId(),
    inviterId: invited.inviterId,
    memberId: invited.tellsInviter ? userId : null,
  });
}
