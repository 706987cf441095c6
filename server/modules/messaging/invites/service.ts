import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { runIdempotent } from '../../../platform/idempotency.ts';
import { media } from '../../media/index.ts';
import { requireRight } from '../../social/index.ts';
import { requireCanAdd } from '../conversations/groups.ts';
import {
  addMembers,
  lockBlocks,
  lockMembership,
  updateMembership,
} from '../conversations/memberships.queries.ts';
import { addNotice, ensureOwner } from '../conversations/notices.ts';
import { type Conversation, MAX_GROUP_MEMBERS } from '../conversations/schemas.ts';
import { conversation } from '../conversations/service.ts';
import { conversationNotFound, groupFull, inviteNotFound, notAGroup, tooManyInvites } from '../problems.ts';
import { publish } from '../topics.ts';
import { countUse, findInviteByToken, findValidInvites, insertInvite, markInviteRevoked } from './queries.ts';
import type { CreatedInvite, InviteList, InvitePreview, NewInvite } from './schemas.ts';

const MAX_INVITES = 20;
/** The record for a retry is useless without our key: only hashes of tokens are stored. */
const tokenOf = (ctx: Context, tokenId: string): string =>
  createHmac('sha256', ctx.secrets.kept('invites'))
    .update(tokenId)
    .digest()
    .subarray(0, 18)
    .toString('base64url');
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** @throws Problem 404 `conversation_not_found`; 403 `admins_only`; 422 `not_a_group` */
async function lockForAdding(
  tx: Context,
  viewer: Viewer,
  conversationId: string,
  options: { unmuted?: boolean } = {},
) {
  const membership = await lockMembership(tx.db, viewer, conversationId, options);
  if (membership === undefined) throw conversationNotFound();
  if (membership.type !== 'group') throw notAGroup();
  requireCanAdd(membership);
}

/**
 * Valid invites of a group, for members who may add others.
 * @throws Problem 404 `conversation_not_found`; 403 `admins_only`; 422 `not_a_group`
 */
export const listInvites = (ctx: Context, viewer: Viewer, conversationId: string): Promise<InviteList> =>
  ctx.transaction(async (tx) => {
    await lockForAdding(tx, viewer, conversationId);
    const rows = await findValidInvites(tx.db, conversationId, tx.clock());
    return {
      items: rows.map((row) => ({
        ...row,
        expiresAt: row.expiresAt.toISOString(),
        createdAt: row.createdAt.toISOString(),
      })),
    };
  });

/**
 * Creates a link that admits members of the campus to a group, with an expiry and a number of uses.
 * @param key  the request's Idempotency-Key
 * @throws Problem as `listInvites`; 403 `trust_too_low`; 422 `too_many_invites`, `idempotency_key_reused`
 */
export async function createInvite(
  ctx: Context,
  viewer: Viewer,
  conversationId: string,
  { expiresInSeconds, maxUses }: NewInvite,
  key?: string,
): Promise<CreatedInvite> {
  const request = ['invites', conversationId, expiresInSeconds, maxUses];
  const { tokenId, ...created } = await runIdempotent(ctx, viewer.id, key, request, async (tx) => {
    await lockForAdding(tx, viewer, conversationId, { unmuted: true });
    await requireRight(tx, viewer, 'invitations');
    const at = tx.clock();
    if ((await findValidInvites(tx.db, conversationId, at)).length >= MAX_INVITES)
      throw tooManyInvites(MAX_INVITES);
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
    const [created] = await findValidInvites(tx.db, conversationId, at);
    return {
      id,
      tokenId,
      createdBy: created?.createdBy ?? null,
      expiresAt: expiresAt.toISOString(),
      maxUses,
      uses: 0,
      createdAt: at.toISOString(),
    };
  });
  return { ...created, token: tokenOf(ctx, tokenId) };
}

/**
 * Revokes an invite. Idempotent.
 * @throws Problem as `listInvites`; 404 `invite_not_found`
 */
export const revokeInvite = (
  ctx: Context,
  viewer: Viewer,
  conversationId: string,
  id: string,
): Promise<void> =>
  ctx.transaction(async (tx) => {
    await lockForAdding(tx, viewer, conversationId);
    if (!(await markInviteRevoked(tx.db, conversationId, id, tx.clock()))) throw inviteNotFound();
  });

/**
 * The group that an invite leads to, shown before joining.
 * @throws Problem 404 `invite_not_found`
 */
export async function previewInvite(ctx: Context, viewer: Viewer, token: string): Promise<InvitePreview> {
  const found = await findInviteByToken(ctx.db, viewer.id, hashOf(token), ctx.clock());
  if (found === undefined) throw inviteNotFound();
  const { conversationId, name, avatarUrl, memberCount, createdBy, isParticipant } = found;
  const picture = media.signUrl(ctx, avatarUrl);
  return {
    conversationId: isParticipant ? conversationId : null,
    name,
    avatarUrl: picture,
    memberCount,
    createdBy,
  };
}

/**
 * Joins a group by an invite. A participant gets the group even if the invite was used up or revoked since,
 * so that a retry gets the same answer. A removed member cannot rejoin this way.
 * @throws Problem 404 `invite_not_found`; 422 `group_full`
 */
export function joinByInvite(ctx: Context, viewer: Viewer, token: string): Promise<Conversation> {
  return ctx.transaction(async (tx) => {
    const found = await findInviteByToken(tx.db, viewer.id, hashOf(token), tx.clock());
    if (found === undefined) throw inviteNotFound();
    const { conversationId } = found;
    const membership = await lockMembership(tx.db, viewer, conversationId);
    await lockBlocks(tx.db);
    // Check again under the group's lock: others may have joined, or the invite was revoked.
    const current = await findInviteByToken(tx.db, viewer.id, hashOf(token), tx.clock());
    if (current === undefined) throw inviteNotFound();
    if (current.isMember) return conversation(tx, viewer, conversationId);
    if (membership === undefined && current.participantCount >= MAX_GROUP_MEMBERS)
      throw groupFull(MAX_GROUP_MEMBERS);
    await countUse(tx.db, current.id);
    if (membership) await updateMembership(tx.db, conversationId, viewer.id, { state: 'active' });
    else {
      const ownMembership = { memberId: viewer.id, role: 'member', state: 'active' } as const;
      await addMembers(tx.db, conversationId, [ownMembership], found.createdBy?.id ?? viewer.id, tx.clock());
    }
    await addNotice(tx, viewer, conversationId, { kind: 'joined', people: [] });
    await ensureOwner(tx, viewer, conversationId);
    publish(tx, 'messaging.conversation', { conversationId, change: 'members', memberIds: [viewer.id] });
    return conversation(tx, viewer, conversationId);
  });
}
