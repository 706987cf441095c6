import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { runIdempotent } from '../../../platform/idempotency.ts';
import { invalidCursor, readCursor, writeCursor } from '../../../platform/page.ts';
import { auth } from '../../auth/index.ts';
import {
  admits,
  lockContactShared,
  MAX_GROUP_AT_FIRST,
  memberNotFound,
  memberVisibleTo,
  requireRight,
} from '../../social/index.ts';
import { readableRange } from '../messages/readable-range.queries.ts';
import {
  cannotAdd,
  cannotWriteTo,
  conversationNotFound,
  groupNeedsName,
  invalidParticipants,
  tooManyConversations,
} from '../problems.ts';
import { validateName } from '../text.ts';
import { publish, publishToMember } from '../topics.ts';
import {
  addMembers,
  findFormerMembership,
  findParticipantsAfter,
  lockBlocks,
  lockMembership,
  type NewMembership,
  updateMembership,
} from './memberships.queries.ts';
import { addNotice, ensureOwner } from './notices.ts';
import { farFuture, presentConversations } from './present.ts';
import {
  countUnread,
  findConversation,
  findConversationsBefore,
  findDirectConversationId,
  type Invitee,
  insertConversation,
  invitees,
  pairKey,
} from './queries.ts';
import {
  type Conversation,
  type ConversationPage,
  type ConversationsQuery,
  type GroupMemberPage,
  MAX_GROUP_MEMBERS,
  type MembershipChange,
  type NewConversation,
  type Unread,
} from './schemas.ts';

/** How many conversations a member may start with people who do not follow them. */
const FLOOD = { conversations: 40, windowSeconds: 3_600 };

/**
 * A page of the viewer's conversations, newest message first.
 * @throws Problem 400 `invalid_cursor`
 */
export async function conversations(
  ctx: Context,
  viewer: Viewer,
  { folder, limit, cursor }: ConversationsQuery,
): Promise<ConversationPage> {
  const before = decodeCursor(cursor);
  const rows = await findConversationsBefore(ctx.db, viewer, folder, before, limit + 1, ctx.clock());
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await presentConversations(ctx, viewer, page),
    nextCursor: rows.length > limit && last ? encodeCursor(last) : null,
  };
}

/**
 * The cursor holds the position as the page showed it, so a conversation that moves up causes neither a
 * repetition nor a gap.
 */
const encodeCursor = ({ lastMessageAt, id }: { lastMessageAt: Date; id: string }): string =>
  `${lastMessageAt.getTime().toString(36)}.${writeCursor(id)}`;

function decodeCursor(cursor: string | undefined): { at: Date; id: string } | null {
  if (cursor === undefined) return null;
  const [timestamp = '', key = ''] = cursor.split('.');
  const id = readCursor(key);
  const at = Number.parseInt(timestamp, 36);
  if (id === null || !/^[0-9a-z]{1,9}$/.test(timestamp)) throw invalidCursor();
  return { at: new Date(at), id };
}

/** One conversation as the viewer sees it. @throws Problem 404 `conversation_not_found` */
export async function conversation(ctx: Context, viewer: Viewer, id: string): Promise<Conversation> {
  const row = await findConversation(ctx.db, viewer, id, ctx.clock());
  const [found] = await presentConversations(ctx, viewer, row ? [row] : []);
  if (found === undefined) throw conversationNotFound();
  return found;
}

/**
 * Starts a conversation. Two members have one direct conversation; an existing one is returned. A member who
 * does not follow the viewer gets a request.
 *
 * @param key  the request's Idempotency-Key
 * @throws Problem 404 `member_not_found`; 403 `not_allowed`, `group_not_allowed`; 422 `invalid_participants`,
 *   `idempotency_key_reused`, `group_needs_name`, `name_too_long`; 400 `forbidden_character`; 429
 *   `too_many_conversations`
 */
export async function startConversation(
  ctx: Context,
  viewer: Viewer,
  input: NewConversation,
  key?: string,
): Promise<{ conversation: Conversation; created: boolean }> {
  const others = [...new Set(input.participantIds)].filter((id) => id !== viewer.id);
  const { id, created } = await runIdempotent(ctx, viewer.id, key, ['conversations', input], (tx) =>
    input.type === 'direct' ? startDirect(tx, viewer, others) : startGroup(tx, viewer, others, input.name),
  );
  return { conversation: await conversation(ctx, viewer, id), created };
}

/** Which conversation it is, and whether it is new. */
interface StartResult {
  id: string;
  created: boolean;
}

async function startDirect(tx: Context, viewer: Viewer, others: string[]): Promise<StartResult> {
  const [other, ...more] = others;
  if (other === undefined || more.length > 0)
    throw invalidParticipants('Choose one other person, or create a group.');
  const pair = pairKey(viewer.id, other);
  const existingId = await findDirectConversationId(tx.db, pair);
  if (existingId !== undefined) {
    await reopen(tx, viewer, existingId);
    return { id: existingId, created: false };
  }
  const [invitee] = await findInvitees(tx, viewer, [other], 'message');
  if (invitee === undefined) throw memberNotFound();
  const id = newId();
  const at = tx.clock();
  const isInserted = await insertConversation(tx.db, {
    id,
    type: 'direct',
    pair,
    name: null,
    by: viewer.id,
    at,
  });
  // Both members started it at once. The insert waited for the other transaction, which won.
  if (!isInserted) return { id: (await findDirectConversationId(tx.db, pair)) ?? id, created: false };
  const memberships: NewMembership[] = [
    { memberId: viewer.id, role: 'member', state: 'active' },
    newMembershipFor(invitee),
  ];
  await addMembers(tx.db, id, memberships, viewer.id, at);
  return { id, created: true };
}

/** Restores the viewer's membership if they declined the other member's request before. */
async function reopen(tx: Context, viewer: Viewer, id: string): Promise<void> {
  await addMembers(
    tx.db,
    id,
    [{ memberId: viewer.id, role: 'member', state: 'active' }],
    viewer.id,
    tx.clock(),
  );
}

async function startGroup(
  tx: Context,
  viewer: Viewer,
  others: string[],
  typed: string | undefined,
): Promise<StartResult> {
  await auth.requireFeature(tx, 'groups');
  const name = validateName(typed ?? '');
  if (name === null) throw groupNeedsName();
  if (others.length === 0) throw invalidParticipants('Choose at least one other person.');
  if (others.length >= MAX_GROUP_MEMBERS)
    throw invalidParticipants(`A group holds ${MAX_GROUP_MEMBERS} members at most.`);
  if (others.length >= MAX_GROUP_AT_FIRST) await requireRight(tx, viewer, 'large_groups', 'participantIds');
  const foundInvitees = await findInvitees(tx, viewer, others, 'group');
  const id = newId();
  const at = tx.clock();
  await insertConversation(tx.db, { id, type: 'group', pair: null, name, by: viewer.id, at });
  const owner: NewMembership = { memberId: viewer.id, role: 'owner', state: 'active' };
  await addMembers(tx.db, id, [owner, ...foundInvitees.map(newMembershipFor)], viewer.id, at);
  await addNotice(tx, viewer, id, { kind: 'created', people: [] });
  publish(tx, 'messaging.conversation', { conversationId: id, change: 'made' });
  return { id, created: true };
}

/** A member who follows the inviter joins at once; others get a request. */
export const newMembershipFor = ({ id, followsMe }: Invitee): NewMembership => ({
  memberId: id,
  role: 'member',
  state: followsMe ? 'active' : 'request',
});

/**
 * The members whom the viewer may write to or add, by each member's own setting. No block can be added and no setting
 * changed until the transaction ends.
 * @throws Problem 404 `member_not_found`; 403 `not_allowed`, `group_not_allowed`; 429 `too_many_conversations`
 */
export async function findInvitees(
  tx: Context,
  viewer: Viewer,
  ids: readonly string[],
  kind: 'message' | 'group',
): Promise<Invitee[]> {
  await lockContactShared(tx.db, ids);
  await lockBlocks(tx.db);
  const found = await invitees(tx.db, viewer, ids, {
    visible: (member) => memberVisibleTo(viewer, member),
    admitted: (member) => admits(kind, viewer.id, member, tx.clock()),
  });
  if (found.length < ids.length) throw memberNotFound();
  const refusing = found.filter(({ isAdmitted }) => !isAdmitted).map(({ id }) => id);
  if (refusing.length > 0)
    throw kind === 'message' ? cannotWriteTo() : cannotAdd(ids.findIndex((id) => refusing.includes(id)));
  const nonFollowers = found.filter((invitee) => !invitee.followsMe).length;
  if (nonFollowers > 0 && tx.config.rateLimits) {
    const { count, resetsInMs } = await tx.cache.increment(
      `messaging.new_contacts:${viewer.id}`,
      FLOOD.windowSeconds,
      nonFollowers,
    );
    if (count > FLOOD.conversations) throw tooManyConversations(Math.ceil(resetsInMs / 1000));
  }
  return found;
}

/**
 * Mutes, archives or pins a conversation or marks it unread, for the viewer only.
 * @throws Problem 404 `conversation_not_found`
 */
export function updateOwnMembership(
  ctx: Context,
  viewer: Viewer,
  id: string,
  change: MembershipChange,
): Promise<Conversation> {
  return ctx.transaction(async (tx) => {
    const membership = await lockMembership(tx.db, viewer, id);
    if (membership === undefined) throw conversationNotFound();
    const now = tx.clock();
    const { mutedUntil, archived, pinned, markedUnread } = change;
    const muted = change.muted ?? (mutedUntil === undefined ? undefined : true);
    const until = mutedUntil === undefined ? farFuture() : new Date(mutedUntil);
    const columns = {
      ...(muted === undefined ? {} : { muted_until: muted ? until : null }),
      ...(archived === undefined ? {} : { archived_at: archived ? now : null }),
      ...(pinned === undefined ? {} : { pinned_at: pinned ? now : null }),
      ...(markedUnread === undefined ? {} : { marked_unread: markedUnread }),
    };
    if (Object.keys(columns).length > 0) await updateMembership(tx.db, id, viewer.id, columns);
    publishToMember(tx, viewer.id, id, 'changed');
    return conversation(tx, viewer, id);
  });
}

/**
 * Accepts a message request. Idempotent.
 * @throws Problem 404 `conversation_not_found`
 */
export function acceptRequest(ctx: Context, viewer: Viewer, id: string): Promise<Conversation> {
  return ctx.transaction(async (tx) => {
    const membership = await lockMembership(tx.db, viewer, id);
    if (membership === undefined) throw conversationNotFound();
    if (membership.state === 'request') {
      await updateMembership(tx.db, id, viewer.id, { state: 'active' });
      if (membership.type === 'group') {
        await addNotice(tx, viewer, id, { kind: 'joined', people: [] });
        await ensureOwner(tx, viewer, id);
      }
      publish(tx, 'messaging.conversation', { conversationId: id, change: 'changed' });
    }
    return conversation(tx, viewer, id);
  });
}

/**
 * Deletes a conversation for the viewer: clears its history and hides it until a new message arrives. Others
 * are not notified. A pending request is declined silently. To leave a group, use `removeParticipant`.
 * Idempotent.
 *
 * @throws Problem 404 `conversation_not_found`
 */
export function deleteForSelf(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  return ctx.transaction(async (tx) => {
    const membership = await lockMembership(tx.db, viewer, id);
    if (membership === undefined && (await findFormerMembership(tx.db, id, viewer.id))?.state === 'declined')
      return;
    if (membership === undefined) throw conversationNotFound();
    await updateMembership(tx.db, id, viewer.id, {
      cleared_seq: membership.lastSeq,
      marked_unread: false,
      ...(membership.state === 'request' ? { state: 'declined', role: 'member' } : {}),
    });
    publish(tx, 'messaging.conversation', { conversationId: id, change: 'removed', memberIds: [viewer.id] });
  });
}

/**
 * A page of a conversation's participants.
 * @throws Problem 404 `conversation_not_found`; 400 `invalid_cursor`
 */
export async function listParticipants(
  ctx: Context,
  viewer: Viewer,
  id: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<GroupMemberPage> {
  if ((await readableRange(ctx.db, viewer, id)) === undefined) throw conversationNotFound();
  const rows = await findParticipantsAfter(ctx.db, id, readCursor(cursor), limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({ ...row, joinedAt: row.joinedAt.toISOString() })),
    nextCursor: rows.length > limit && last ? writeCursor(last.id) : null,
  };
}

/** Counts conversations with something unread, and pending requests. */
export const getUnread = (ctx: Context, viewer: Viewer): Promise<Unread> => countUnread(ctx.db, viewer.id);
