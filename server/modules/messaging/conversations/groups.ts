import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { media } from '../../media/index.ts';
import { memberNotFound } from '../../social/index.ts';
import { tell, tellMember } from '../live.ts';
import {
  adminsOnly,
  conversationNotFound,
  groupFull,
  groupNeedsName,
  notAGroup,
  notJoinedYet,
  ownerOnly,
  ownerStays,
} from '../problems.ts';
import { refuseChanges } from '../standing.ts';
import { readName } from '../text.ts';
import { handOver, say } from './notices.ts';
import { changeConversation } from './queries.ts';
import {
  type Conversation,
  type ConversationChange,
  GROUP_MOST,
  type ParticipantBody,
  type Role,
} from './schemas.ts';
import { changeSeat, goneFrom, type HeldSeat, holdSeat, seat, seatsOf, setOwnTime } from './seats.queries.ts';
import { conversation, invite, seatFor } from './service.ts';

/**
 * Changes a group: its admins may. How long messages stay may be changed between two as well; who is blocked changes it for what they
 * write themselves.
 * @throws Problem 404 `conversation_not_found`; 403 `admins_only`, `request_not_accepted`, `request_pending`, `you_block_them`; 422 `not_a_group`, `group_needs_name`, `name_too_long`,
 *   `media_…`; 400 `forbidden_character`
 */
export function changeGroup(
  ctx: Context,
  viewer: Viewer,
  id: string,
  change: ConversationChange,
): Promise<Conversation> {
  const { name: typed, mediaId, history, whoWrites, whoAdds, disappearAfterSeconds } = change;
  const ofGroups = [typed, mediaId, history, whoWrites, whoAdds].some((value) => value !== undefined);
  return ctx.transaction(async (tx) => {
    const held = await hold(tx, viewer, id);
    if (ofGroups && held.type !== 'group') throw notAGroup();
    if (held.type === 'group' && !held.leads) throw adminsOnly();
    if (held.type === 'direct' && disappearAfterSeconds !== undefined)
      return setTime(tx, viewer, id, held, disappearAfterSeconds);
    const name = typed === undefined ? undefined : readName(typed);
    if (name === null) throw groupNeedsName();
    const avatarUrl =
      mediaId === undefined ? undefined : await media.portrait(tx, viewer.id, { type: 'group', id }, mediaId);
    const columns = {
      ...(name === undefined ? {} : { name }),
      ...(avatarUrl === undefined ? {} : { avatar_url: avatarUrl }),
      ...(history === undefined ? {} : { history }),
      ...(whoWrites === undefined ? {} : { who_writes: whoWrites }),
      ...(whoAdds === undefined ? {} : { who_adds: whoAdds }),
      ...(disappearAfterSeconds === undefined ? {} : { disappear_after_seconds: disappearAfterSeconds }),
    };
    if (Object.keys(columns).length > 0) await changeConversation(tx.db, id, columns);
    if (name !== undefined && name !== held.name)
      await say(tx, viewer, id, { kind: 'renamed', name, people: [] });
    if (avatarUrl !== undefined) await say(tx, viewer, id, { kind: 'picture', people: [] });
    if (disappearAfterSeconds !== undefined)
      await say(tx, viewer, id, { kind: 'disappearing', seconds: disappearAfterSeconds, people: [] });
    tell(tx, 'messaging.conversation', { conversationId: id, change: 'changed' });
    return conversation(tx, viewer, id);
  });
}

/** Changes how long messages of two stay; the blocked one of them changes it for what they write. */
async function setTime(
  tx: Context,
  viewer: Viewer,
  id: string,
  { standing }: HeldSeat,
  seconds: number | null,
): Promise<Conversation> {
  refuseChanges(standing);
  const isUnheard = standing.isUnheard && (await setOwnTime(tx.db, id, viewer.id, seconds));
  if (!isUnheard) await changeConversation(tx.db, id, { disappear_after_seconds: seconds });
  await say(tx, viewer, id, { kind: 'disappearing', seconds, people: [] }, isUnheard);
  if (isUnheard) tellMember(tx, viewer.id, id, 'changed');
  else tell(tx, 'messaging.conversation', { conversationId: id, change: 'changed' });
  return conversation(tx, viewer, id);
}

/**
 * Adds a member to a group, or gives one who is in it a role. Again changes nothing.
 * @throws Problem 404 `conversation_not_found`, `member_not_found`; 403 `admins_only`, `owner_only`, `not_allowed`;
 *   422 `not_a_group`, `group_full`, `not_joined_yet`, `owner_stays`; 429 `too_many_conversations`
 */
export function setParticipant(
  ctx: Context,
  viewer: Viewer,
  id: string,
  userId: string,
  { role }: ParticipantBody,
): Promise<Conversation> {
  return ctx.transaction(async (tx) => {
    const held = await hold(tx, viewer, id);
    if (held.type !== 'group') throw notAGroup();
    const [seated] = await seatsOf(tx.db, id, [userId]);
    if (seated === undefined) await add(tx, viewer, id, held, userId, role);
    else if (role !== undefined && role !== seated.role) await giveRole(tx, viewer, id, held, seated, role);
    return conversation(tx, viewer, id);
  });
}

async function add(
  tx: Context,
  viewer: Viewer,
  id: string,
  held: HeldSeat,
  userId: string,
  role: Role | undefined,
): Promise<void> {
  refuseAdding(held);
  if (role !== undefined && role !== 'member' && !owns(held)) throw ownerOnly();
  // A group has one owner: the role is handed over to somebody who is in it.
  if (role === 'owner') throw notJoinedYet();
  // Who was taken out comes back by those who may take out, and by nobody else.
  if (!held.leads && (await goneFrom(tx.db, id, userId))?.state === 'removed') throw adminsOnly();
  if (held.memberCount >= GROUP_MOST) throw groupFull(GROUP_MOST);
  const [person] = await invite(tx, viewer, [userId]);
  if (person === undefined) throw memberNotFound();
  await seat(tx.db, id, [{ ...seatFor(person), role: role ?? 'member' }], viewer.id, tx.clock());
  await say(tx, viewer, id, { kind: 'added', people: [userId] });
  tell(tx, 'messaging.conversation', { conversationId: id, change: 'members', memberIds: [userId] });
}

async function giveRole(
  tx: Context,
  viewer: Viewer,
  id: string,
  held: HeldSeat,
  seated: { memberId: string; role: Role; state: string },
  role: Role,
): Promise<void> {
  if (!owns(held)) throw ownerOnly();
  if (seated.memberId === viewer.id) throw ownerStays();
  if (role === 'owner' && seated.state !== 'active') throw notJoinedYet();
  if (role === 'owner') await changeSeat(tx.db, id, viewer.id, { role: 'admin' });
  await changeSeat(tx.db, id, seated.memberId, { role });
  await say(tx, viewer, id, { kind: 'role', role, people: [seated.memberId] });
  tell(tx, 'messaging.conversation', { conversationId: id, change: 'members' });
}

const owns = ({ leads, role }: HeldSeat): boolean => leads && role === 'owner';

/**
 * Refuses whoever may not add members: those who lead the group may, and where it is set so all who have joined.
 * @throws Problem 403 `admins_only`
 */
export function refuseAdding({ leads, whoAdds, state }: HeldSeat): void {
  if (!leads && (whoAdds === 'admins' || state !== 'active')) throw adminsOnly();
}

/**
 * Takes a member out of a group, or leaves it. An owner who leaves hands it over to the admin, or else the member, who has
 * been there longest. Who declines an invitation does so without a word in the group. Again changes nothing.
 *
 * @throws Problem 404 `conversation_not_found`; 403 `admins_only`, `owner_only`; 422 `not_a_group`
 */
export function removeParticipant(ctx: Context, viewer: Viewer, id: string, userId: string): Promise<void> {
  return ctx.transaction(async (tx) => {
    const held = await holdSeat(tx.db, viewer, id);
    if (held === undefined && userId === viewer.id && (await hasLeft(tx, viewer, id))) return;
    if (held === undefined) throw conversationNotFound();
    if (held.type !== 'group') throw notAGroup();
    const [seated] = await seatsOf(tx.db, id, [userId]);
    if (seated === undefined) return;
    if (userId === viewer.id) return leave(tx, viewer, id, held);
    if (!held.leads) throw adminsOnly();
    if (!owns(held) && seated.role !== 'member') throw ownerOnly();
    await say(tx, viewer, id, { kind: 'removed', people: [userId] });
    await changeSeat(tx.db, id, userId, { state: 'removed', role: 'member' });
    tell(tx, 'messaging.conversation', { conversationId: id, change: 'members', memberIds: [userId] });
  });
}

/** Whether one went by oneself: whoever leaves twice, or again after a lost answer, is answered as the first time. */
async function hasLeft(tx: Context, viewer: Viewer, id: string): Promise<boolean> {
  const gone = await goneFrom(tx.db, id, viewer.id);
  return gone?.type === 'group' && gone.state !== 'removed';
}

async function leave(tx: Context, viewer: Viewer, id: string, held: HeldSeat): Promise<void> {
  const joined = held.state === 'active';
  if (joined) await say(tx, viewer, id, { kind: 'left', people: [] });
  await changeSeat(tx.db, id, viewer.id, { state: joined ? 'left' : 'declined', role: 'member' });
  await handOver(tx, viewer, id);
  tell(tx, 'messaging.conversation', { conversationId: id, change: 'members', memberIds: [viewer.id] });
}

async function hold(tx: Context, viewer: Viewer, id: string): Promise<HeldSeat> {
  const held = await holdSeat(tx.db, viewer, id);
  if (held === undefined) throw conversationNotFound();
  return held;
}
