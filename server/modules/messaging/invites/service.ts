import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { once } from '../../../platform/idempotency.ts';
import { media } from '../../media/index.ts';
import { refuseAdding } from '../conversations/groups.ts';
import { handOver, say } from '../conversations/notices.ts';
import { type Conversation, GROUP_MOST } from '../conversations/schemas.ts';
import { changeSeat, holdBlocks, holdSeat, seat } from '../conversations/seats.queries.ts';
import { conversation } from '../conversations/service.ts';
import { tell } from '../live.ts';
import { conversationNotFound, groupFull, inviteNotFound, notAGroup, tooManyInvites } from '../problems.ts';
import { countUse, insertInvite, inviteByToken, openInvites, revokeInvite } from './queries.ts';
import type { InviteList, InviteLook, MadeInvite, NewInvite } from './schemas.ts';

const INVITES_MOST = 20;
/** What is kept for a retry opens nothing without our key: tokens are kept as hashes alone. */
const tokenOf = (ctx: Context, tokenId: string): string =>
  createHmac('sha256', ctx.secrets.key('invites'))
    .update(tokenId)
    .digest()
    .subarray(0, 18)
    .toString('base64url');
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** @throws Problem 404 `conversation_not_found`; 403 `admins_only`; 422 `not_a_group` */
async function holdToAdd(tx: Context, viewer: Viewer, conversationId: string) {
  const held = await holdSeat(tx.db, viewer, conversationId);
  if (held === undefined) throw conversationNotFound();
  if (held.type !== 'group') throw notAGroup();
  refuseAdding(held);
}

/**
 * Invitations of a group that still hold, for those who may add members.
 * @throws Problem 404 `conversation_not_found`; 403 `admins_only`; 422 `not_a_group`
 */
export const invites = (ctx: Context, viewer: Viewer, conversationId: string): Promise<InviteList> =>
  ctx.transaction(async (tx) => {
    await holdToAdd(tx, viewer, conversationId);
    const rows = await openInvites(tx.db, conversationId, tx.clock());
    return {
      items: rows.map((row) => ({
        ...row,
        expiresAt: row.expiresAt.toISOString(),
        createdAt: row.createdAt.toISOString(),
      })),
    };
  });

/**
 * Makes a link that lets members of the campus into a group, for a time and a number of uses.
 * @param key  the request's Idempotency-Key
 * @throws Problem as `invites`; 422 `too_many_invites`, `idempotency_key_reused`
 */
export async function makeInvite(
  ctx: Context,
  viewer: Viewer,
  conversationId: string,
  { expiresInSeconds, maxUses }: NewInvite,
  key?: string,
): Promise<MadeInvite> {
  const request = ['invites', conversationId, expiresInSeconds, maxUses];
  const { tokenId, ...made } = await once(ctx, viewer.id, key, request, async (tx) => {
    await holdToAdd(tx, viewer, conversationId);
    const at = tx.clock();
    if ((await openInvites(tx.db, conversationId, at)).length >= INVITES_MOST)
      throw tooManyInvites(INVITES_MOST);
    const id = newId();
    const tokenId = randomBytes(18).toString('base64url');
    const expiresAt = new Date(at.getTime() + expiresInSeconds * 1000);
    await insertInvite(tx.db, {
      id,
      conversationId,
      tokenHash: hashOf(tokenOf(ctx, tokenId)),
      by: viewer.id,
      expiresAt,
      maxUses,
      at,
    });
    const [made] = await openInvites(tx.db, conversationId, at);
    return {
      id,
      tokenId,
      madeBy: made?.madeBy ?? null,
      expiresAt: expiresAt.toISOString(),
      maxUses,
      uses: 0,
      createdAt: at.toISOString(),
    };
  });
  return { ...made, token: tokenOf(ctx, tokenId) };
}

/**
 * Withdraws an invitation. Again changes nothing.
 * @throws Problem as `invites`; 404 `invite_not_found`
 */
export const withdrawInvite = (
  ctx: Context,
  viewer: Viewer,
  conversationId: string,
  id: string,
): Promise<void> =>
  ctx.transaction(async (tx) => {
    await holdToAdd(tx, viewer, conversationId);
    if (!(await revokeInvite(tx.db, conversationId, id, tx.clock()))) throw inviteNotFound();
  });

/**
 * Where an invitation leads, before one says yes.
 * @throws Problem 404 `invite_not_found`
 */
export async function lookAtInvite(ctx: Context, viewer: Viewer, token: string): Promise<InviteLook> {
  const found = await inviteByToken(ctx.db, viewer.id, hashOf(token), ctx.clock());
  if (found === undefined) throw inviteNotFound();
  const { conversationId, name, avatarUrl, memberCount, madeBy, isSeated } = found;
  const picture = media.signed(ctx, avatarUrl);
  return { conversationId: isSeated ? conversationId : null, name, avatarUrl: picture, memberCount, madeBy };
}

/**
 * Joins a group by an invitation. Who is in it already just gets it, though the invitation be used up or withdrawn since: a second tap, or a
 * retry after a lost answer, is answered as the first. Who was removed does not come back this way.
 * @throws Problem 404 `invite_not_found`; 422 `group_full`
 */
export function joinByInvite(ctx: Context, viewer: Viewer, token: string): Promise<Conversation> {
  return ctx.transaction(async (tx) => {
    const found = await inviteByToken(tx.db, viewer.id, hashOf(token), tx.clock());
    if (found === undefined) throw inviteNotFound();
    const { conversationId } = found;
    const held = await holdSeat(tx.db, viewer, conversationId);
    await holdBlocks(tx.db);
    // Asked once more now that the group is held: others have joined, or the invitation was withdrawn meanwhile.
    const now = await inviteByToken(tx.db, viewer.id, hashOf(token), tx.clock());
    if (now === undefined) throw inviteNotFound();
    if (now.isMember) return conversation(tx, viewer, conversationId);
    if (held === undefined && now.seatCount >= GROUP_MOST) throw groupFull(GROUP_MOST);
    await countUse(tx.db, now.id);
    if (held) await changeSeat(tx.db, conversationId, viewer.id, { state: 'active' });
    else {
      const mine = { memberId: viewer.id, role: 'member', state: 'active' } as const;
      await seat(tx.db, conversationId, [mine], found.madeBy?.id ?? viewer.id, tx.clock());
    }
    await say(tx, viewer, conversationId, { kind: 'joined', people: [] });
    await handOver(tx, viewer, conversationId);
    tell(tx, 'messaging.conversation', { conversationId, change: 'members', memberIds: [viewer.id] });
    return conversation(tx, viewer, conversationId);
  });
}
