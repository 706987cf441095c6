import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { auth } from '../../auth/index.ts';
import { media } from '../../media/index.ts';
import { MAX_GROUP_AT_FIRST, memberNotFound, requireRight } from '../../social/index.ts';
import {
  adminsOnly,
  conversationNotFound,
  groupFull,
  groupNeedsName,
  invitationPending,
  notAGroup,
  ownerMustTransfer,
  ownerOnly,
} from '../problems.ts';
import { requireCanChange } from '../relationship.ts';
import { validateName } from '../text.ts';
import { publish, publishToMember } from '../topics.ts';
import {
  addMembers,
  findFormerMembership,
  findMemberships,
  type LockedMembership,
  lockMembership,
  setOwnDisappearAfter,
  updateMembership,
} from './memberships.queries.ts';
import { addNotice, ensureOwner } from './notices.ts';
import { changeConversation } from './queries.ts';
import {
  type Conversation,
  type ConversationChange,
  MAX_GROUP_MEMBERS,
  type ParticipantBody,
  type Role,
} from './schemas.ts';
import { conversation, findInvitees, newMembershipFor } from './service.ts';

/**
 * Changes a group; only its admins may. The disappearing time may be changed in a direct conversation too; a
 * blocked participant changes it for their own messages only.
 * @throws Problem 404 `conversation_not_found`; 403 `admins_only`, `request_not_accepted`, `request_pending`,
 *   `recipient_blocked`, `feature_off`; 422 `not_a_group`, `group_needs_name`, `name_too_long`, `media_…`; 400
 *   `forbidden_character`
 */
export function changeGroup(
  ctx: Context,
  viewer: Viewer,
  id: string,
  change: ConversationChange,
): Promise<Conversation> {
  const { name: typed, mediaId, history, whoWrites, whoAdds, disappearAfterSeconds } = change;
  const hasGroupFields = [typed, mediaId, history, whoWrites, whoAdds].some((value) => value !== undefined);
  return ctx.transaction(async (tx) => {
    // A muted member may still make a group stricter.
    const membership = await lockOrThrow(tx, viewer, id, { unmuted: typed !== undefined || mediaId != null });
    // Switching them off is always possible.
    if (disappearAfterSeconds != null) await auth.requireFeature(tx, 'disappearing_messages');
    if (hasGroupFields && membership.type !== 'group') throw notAGroup();
    if (membership.type === 'group' && !membership.isGroupAdmin) throw adminsOnly();
    if (membership.type === 'direct' && disappearAfterSeconds !== undefined)
      return setDisappearAfter(tx, viewer, id, membership, disappearAfterSeconds);
    const name = typed === undefined ? undefined : validateName(typed);
    if (name === null) throw groupNeedsName();
    const avatarUrl =
      mediaId === undefined
        ? undefined
        : await media.setPicture(tx, viewer.id, { type: 'group', id }, mediaId);
    const columns = {
      ...(name === undefined ? {} : { name }),
      ...(avatarUrl === undefined ? {} : { avatar_url: avatarUrl }),
      ...(history === undefined ? {} : { history }),
      ...(whoWrites === undefined ? {} : { who_writes: whoWrites }),
      ...(whoAdds === undefined ? {} : { who_adds: whoAdds }),
      ...(disappearAfterSeconds === undefined ? {} : { disappear_after_seconds: disappearAfterSeconds }),
    };
    if (Object.keys(columns).length > 0) await changeConversation(tx.db, id, columns);
    if (name !== undefined && name !== membership.name)
      await addNotice(tx, viewer, id, { kind: 'renamed', name, people: [] });
    if (avatarUrl !== undefined) await addNotice(tx, viewer, id, { kind: 'picture', people: [] });
    if (disappearAfterSeconds !== undefined)
      await addNotice(tx, viewer, id, { kind: 'disappearing', seconds: disappearAfterSeconds, people: [] });
    publish(tx, 'messaging.conversation', { conversationId: id, change: 'changed' });
    return conversation(tx, viewer, id);
  });
}

/**
 * Changes the disappearing time of a direct conversation. For a blocked participant it applies to their own
 * messages only.
 */
async function setDisappearAfter(
  tx: Context,
  viewer: Viewer,
  id: string,
  { relationship }: LockedMembership,
  seconds: number | null,
): Promise<Conversation> {
  requireCanChange(relationship);
  const isSenderOnly =
    relationship.isBlockedByOther && (await setOwnDisappearAfter(tx.db, id, viewer.id, seconds));
  if (!isSenderOnly) await changeConversation(tx.db, id, { disappear_after_seconds: seconds });
  await addNotice(tx, viewer, id, { kind: 'disappearing', seconds, people: [] }, isSenderOnly);
  if (isSenderOnly) publishToMember(tx, viewer.id, id, 'changed');
  else publish(tx, 'messaging.conversation', { conversationId: id, change: 'changed' });
  return conversation(tx, viewer, id);
}

/**
 * Adds a member to a group, or changes the role of a participant. Idempotent.
 * @throws Problem 404 `conversation_not_found`, `member_not_found`; 403 `admins_only`, `owner_only`,
 *   `group_not_allowed`; 422 `not_a_group`, `group_full`, `invitation_pending`, `owner_must_transfer`; 429
 *   `too_many_conversations`
 */
export function setParticipant(
  ctx: Context,
  viewer: Viewer,
  id: string,
  userId: string,
  { role }: ParticipantBody,
): Promise<Conversation> {
  return ctx.transaction(async (tx) => {
    const membership = await lockOrThrow(tx, viewer, id, { unmuted: true });
    if (membership.type !== 'group') throw notAGroup();
    const [participant] = await findMemberships(tx.db, id, [userId]);
    if (participant === undefined) await addParticipant(tx, viewer, id, membership, userId, role);
    else if (role !== undefined && role !== participant.role)
      await changeRole(tx, viewer, id, membership, participant, role);
    return conversation(tx, viewer, id);
  });
}

async function addParticipant(
  tx: Context,
  viewer: Viewer,
  id: string,
  membership: LockedMembership,
  userId: string,
  role: Role | undefined,
): Promise<void> {
  requireCanAdd(membership);
  if (role !== undefined && role !== 'member' && !isOwner(membership)) throw ownerOnly();
  // A group has one owner. Ownership can only be transferred to a participant.
  if (role === 'owner') throw invitationPending();
  // Only an admin may add a removed member again.
  if (!membership.isGroupAdmin && (await findFormerMembership(tx.db, id, userId))?.state === 'removed')
    throw adminsOnly();
  if (membership.memberCount >= MAX_GROUP_MEMBERS) throw groupFull(MAX_GROUP_MEMBERS);
  if (membership.memberCount >= MAX_GROUP_AT_FIRST) await requireRight(tx, viewer, 'large_groups');
  const [invitee] = await findInvitees(tx, viewer, [userId], 'group');
  if (invitee === undefined) throw memberNotFound();
  await addMembers(
    tx.db,
    id,
    [{ ...newMembershipFor(invitee), role: role ?? 'member' }],
    viewer.id,
    tx.clock(),
  );
  await addNotice(tx, viewer, id, { kind: 'added', people: [userId] });
  publish(tx, 'messaging.conversation', { conversationId: id, change: 'members', memberIds: [userId] });
}

async function changeRole(
  tx: Context,
  viewer: Viewer,
  id: string,
  membership: LockedMembership,
  participant: { memberId: string; role: Role; state: string },
  role: Role,
): Promise<void> {
  if (!isOwner(membership)) throw ownerOnly();
  if (participant.memberId === viewer.id) throw ownerMustTransfer();
  if (role === 'owner' && participant.state !== 'active') throw invitationPending();
  if (role === 'owner') await updateMembership(tx.db, id, viewer.id, { role: 'admin' });
  await updateMembership(tx.db, id, participant.memberId, { role });
  await addNotice(tx, viewer, id, { kind: 'role', role, people: [participant.memberId] });
  publish(tx, 'messaging.conversation', { conversationId: id, change: 'members' });
}

const isOwner = ({ isGroupAdmin, role }: LockedMembership): boolean => isGroupAdmin && role === 'owner';

/**
 * Requires the right to add members: admins have it, and all joined participants if the group allows it.
 * @throws Problem 403 `admins_only`
 */
export function requireCanAdd({ isGroupAdmin, whoAdds, state }: LockedMembership): void {
  if (!isGroupAdmin && (whoAdds === 'admins' || state !== 'active')) throw adminsOnly();
}

/**
 * Removes a participant from a group, or leaves it. An owner who leaves passes the group to its
 * longest-serving admin, or else member. Declining an invitation adds no notice to the group. Idempotent.
 *
 * @throws Problem 404 `conversation_not_found`; 403 `admins_only`, `owner_only`; 422 `not_a_group`
 */
export function removeParticipant(ctx: Context, viewer: Viewer, id: string, userId: string): Promise<void> {
  return ctx.transaction(async (tx) => {
    const membership = await lockMembership(tx.db, viewer, id);
    if (membership === undefined && userId === viewer.id && (await hasLeft(tx, viewer, id))) return;
    if (membership === undefined) throw conversationNotFound();
    if (membership.type !== 'group') throw notAGroup();
    const [participant] = await findMemberships(tx.db, id, [userId]);
    if (participant === undefined) return;
    if (userId === viewer.id) return leave(tx, viewer, id, membership);
    if (!membership.isGroupAdmin) throw adminsOnly();
    if (!isOwner(membership) && participant.role !== 'member') throw ownerOnly();
    await addNotice(tx, viewer, id, { kind: 'removed', people: [userId] });
    await updateMembership(tx.db, id, userId, { state: 'removed', role: 'member' });
    publish(tx, 'messaging.conversation', { conversationId: id, change: 'members', memberIds: [userId] });
  });
}

/** Whether the viewer left by themselves. Makes a repeated request to leave succeed. */
async function hasLeft(tx: Context, viewer: Viewer, id: string): Promise<boolean> {
  const former = await findFormerMembership(tx.db, id, viewer.id);
  return former?.type === 'group' && former.state !== 'removed';
}

async function leave(tx: Context, viewer: Viewer, id: string, membership: LockedMembership): Promise<void> {
  const hadJoined = membership.state === 'active';
  if (hadJoined) await addNotice(tx, viewer, id, { kind: 'left', people: [] });
  await updateMembership(tx.db, id, viewer.id, { state: hadJoined ? 'left' : 'declined', role: 'member' });
  await ensureOwner(tx, viewer, id);
  publish(tx, 'messaging.conversation', { conversationId: id, change: 'members', memberIds: [viewer.id] });
}

async function lockOrThrow(
  tx: Context,
  viewer: Viewer,
  id: string,
  options: { unmuted: boolean },
): Promise<LockedMembership> {
  const membership = await lockMembership(tx.db, viewer, id, options);
  if (membership === undefined) throw conversationNotFound();
  return membership;
}
