import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { readCursor, toPage } from '../../../platform/page.ts';
import { audit } from '../audit/index.ts';
import { hashInvitationCode, newInvitationCode } from './codes.ts';
import { invitationLimit, invitationNotFound, invitationsLost } from './problems.ts';
import {
  countInvited,
  findInviterOf,
  findOwnInvitations,
  insertInvitations,
  lockInviter,
  type OwnInvitationRow,
  revokeInvitation,
} from './queries.ts';
import { hasLostRight } from './redeeming.ts';
import { COUNTED_MS, INVITATION_MS, LIMIT_MS, MAX_INVITED, MAX_SUSPENDED } from './rules.ts';

const DAY_MS = 86_400_000;

export interface OwnInvitation {
  id: string;
  state: 'open' | 'used' | 'expired' | 'revoked';
  uses: number;
  maxUses: number;
  createdAt: string;
  expiresAt: string;
  joined: OwnInvitationRow['joined'];
}

/** What a member with a level of trust may invite. */
const limitOf = (level: number): number => MAX_INVITED[Math.min(level, MAX_INVITED.length - 1)] ?? 0;

/**
 * Makes a link by which some people may register.
 * @param level  the member's level of trust
 * @returns the invitation and its code, which is not stored
 * @throws Problem 403 `invitations_lost`; 422 `invitation_limit`
 */
export async function createInvitation(
  ctx: Context,
  viewer: Viewer,
  { maxUses }: { maxUses: number },
  level: number,
  origin: Origin,
): Promise<{ invitation: OwnInvitation; code: string }> {
  const code = newInvitationCode();
  const id = newId();
  const createdAt = ctx.clock();
  const expiresAt = new Date(createdAt.getTime() + INVITATION_MS);
  await ctx.transaction(async (tx) => {
    await lockInviter(tx.db, viewer.id);
    if (await hasLostRight(tx, viewer.id)) throw invitationsLost();
    const since = new Date(createdAt.getTime() - LIMIT_MS);
    const invited = await countInvited(tx.db, viewer.id, since, createdAt);
    if (invited + maxUses > limitOf(level)) throw invitationLimit();
    await insertInvitations(tx.db, [
      {
        id,
        codeHash: hashInvitationCode(code),
        inviterId: viewer.id,
        batchId: null,
        email: null,
        mailbox: null,
        locale: null,
        maxUses,
        createdAt,
        sentAt: null,
        expiresAt,
      },
    ]);
    await audit(tx, {
      event: 'invitation_created',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      origin,
      details: { invitationId: id, maxUses },
    });
  });
  const row = { id, maxUses, uses: 0, createdAt, expiresAt, revokedAt: null, joined: [] };
  return { invitation: present(ctx, row), code };
}

/** A member's own invitations with their state, newest first, and what they may still invite. */
export async function ownInvitations(
  ctx: Context,
  viewer: Viewer,
  level: number,
  query: { limit: number; cursor?: string | undefined },
) {
  const now = ctx.clock();
  const rows = await findOwnInvitations(ctx.db, viewer.id, readCursor(query.cursor), query.limit + 1);
  const { items, nextCursor } = toPage(rows, query.limit, (row) => row.id);
  const invited = await countInvited(ctx.db, viewer.id, new Date(now.getTime() - LIMIT_MS), now);
  const isLost = await hasLostRight(ctx, viewer.id);
  return {
    items: items.map((row) => present(ctx, row)),
    nextCursor,
    limit: limitOf(level),
    left: isLost ? 0 : Math.max(0, limitOf(level) - invited),
    isLost,
    rule: { suspended: MAX_SUSPENDED, days: COUNTED_MS / DAY_MS },
  };
}

/** @throws Problem 404 `invitation_not_found`, also for those of others */
export async function revokeOwnInvitation(
  ctx: Context,
  viewer: Viewer,
  id: string,
  origin: Origin,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    if (!(await revokeInvitation(tx.db, id, viewer.id, tx.clock()))) throw invitationNotFound();
    await audit(tx, {
      event: 'invitation_revoked',
      actorId: viewer.id,
      sessionId: viewer.sessionId,
      origin,
      details: { invitationId: id },
    });
  });
}

/** By whom the viewer was invited, in the first month: an offer to follow. Nobody else is told. */
export async function ownInviter(ctx: Context, viewer: Viewer) {
  const found = await findInviterOf(ctx.db, viewer.id);
  if (found === undefined || ctx.clock().getTime() - found.at.getTime() > LIMIT_MS) return null;
  const { id, username, displayName } = found;
  return { id, username, displayName };
}

const present = (ctx: Context, row: OwnInvitationRow): OwnInvitation => ({
  id: row.id,
  state: stateOf(ctx, row),
  uses: row.uses,
  maxUses: row.maxUses,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  joined: row.joined,
});

/** What became of an invitation. */
export const stateOf = (
  ctx: Context,
  row: Pick<OwnInvitationRow, 'revokedAt' | 'uses' | 'maxUses' | 'expiresAt'>,
): OwnInvitation['state'] => {
  if (row.revokedAt !== null) return 'revoked';
  if (row.uses >= row.maxUses) return 'used';
  return row.expiresAt <= ctx.clock() ? 'expired' : 'open';
};
