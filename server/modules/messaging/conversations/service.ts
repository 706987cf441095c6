import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { once } from '../../../platform/idempotency.ts';
import { invalidCursor, readCursor, writeCursor } from '../../../platform/page.ts';
import { memberNotFound, memberVisibleTo } from '../../social/index.ts';
import { tell, tellMember } from '../live.ts';
import { spanOf } from '../messages/spans.queries.ts';
import {
  conversationNotFound,
  groupNeedsName,
  notAllowedToWrite,
  tooManyConversations,
  wrongParticipants,
} from '../problems.ts';
import { readName } from '../text.ts';
import { handOver, say } from './notices.ts';
import { forever, presentConversations } from './present.ts';
import {
  type Acquaintance,
  acquaintances,
  conversationRow,
  conversationsBefore,
  directId,
  insertConversation,
  pairOf,
  unreadCounts,
} from './queries.ts';
import {
  type Conversation,
  type ConversationPage,
  type ConversationsQuery,
  GROUP_MOST,
  type GroupMemberPage,
  type NewConversation,
  type SeatChange,
  type Unread,
} from './schemas.ts';
import {
  changeSeat,
  goneFrom,
  holdBlocks,
  holdSeat,
  type NewSeat,
  participantsAfter,
  seat,
} from './seats.queries.ts';

/** Conversations that a member may begin with people who do not follow them. */
const FLOOD = { conversations: 40, windowSeconds: 3_600 };

/**
 * A page of one's conversations, those with the newest message first.
 * @throws Problem 400 `invalid_cursor`
 */
export async function conversations(
  ctx: Context,
  viewer: Viewer,
  { folder, limit, cursor }: ConversationsQuery,
): Promise<ConversationPage> {
  const before = readPlace(cursor);
  const rows = await conversationsBefore(ctx.db, viewer, folder, before, limit + 1, ctx.clock());
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await presentConversations(ctx, viewer, page),
    nextCursor: rows.length > limit && last ? writePlace(last) : null,
  };
}

/** The place of a conversation as the page showed it: one that has moved up since is neither repeated nor a hole. */
const writePlace = ({ lastMessageAt, id }: { lastMessageAt: Date; id: string }): string =>
  `${lastMessageAt.getTime().toString(36)}.${writeCursor(id)}`;

function readPlace(cursor: string | undefined): { at: Date; id: string } | null {
  if (cursor === undefined) return null;
  const [moment = '', key = ''] = cursor.split('.');
  const id = readCursor(key);
  const at = Number.parseInt(moment, 36);
  if (id === null || !/^[0-9a-z]{1,9}$/.test(moment)) throw invalidCursor();
  return { at: new Date(at), id };
}

/**
 * One conversation.
 * @throws Problem 404 `conversation_not_found`
 */
export async function conversation(ctx: Context, viewer: Viewer, id: string): Promise<Conversation> {
  const row = await conversationRow(ctx.db, viewer, id, ctx.clock());
  const [found] = await presentConversations(ctx, viewer, row ? [row] : []);
  if (found === undefined) throw conversationNotFound();
  return found;
}

/**
 * Begins a conversation. Between two there is one: it is given when it is there already. Who is not followed back arrives as
 * a request.
 *
 * @param key  the request's Idempotency-Key
 * @throws Problem 404 `member_not_found`; 403 `not_allowed`; 422 `wrong_participants`, `idempotency_key_reused`, `group_needs_name`, `name_too_long`;
 *   400 `forbidden_character`; 429 `too_many_conversations`
 */
export async function begin(
  ctx: Context,
  viewer: Viewer,
  input: NewConversation,
  key?: string,
): Promise<{ conversation: Conversation; created: boolean }> {
  const others = [...new Set(input.participantIds)].filter((id) => id !== viewer.id);
  const { id, created } = await once(ctx, viewer.id, key, ['conversations', input], (tx) =>
    input.type === 'direct' ? beginDirect(tx, viewer, others) : beginGroup(tx, viewer, others, input.name),
  );
  return { conversation: await conversation(ctx, viewer, id), created };
}

/** Which conversation it is, and whether there was none before. */
interface Begun {
  id: string;
  created: boolean;
}

async function beginDirect(tx: Context, viewer: Viewer, others: string[]): Promise<Begun> {
  const [other, ...more] = others;
  if (other === undefined || more.length > 0)
    throw wrongParticipants('Name one other person, or make a group.');
  const pair = pairOf(viewer.id, other);
  const known = await directId(tx.db, pair);
  if (known !== undefined) {
    await reopen(tx, viewer, known);
    return { id: known, created: false };
  }
  const [person] = await invite(tx, viewer, [other]);
  if (person === undefined) throw memberNotFound();
  const id = newId();
  const at = tx.clock();
  const made = await insertConversation(tx.db, { id, type: 'direct', pair, name: null, by: viewer.id, at });
  // Otherwise both began at once, and the other was faster: the insert has waited for it.
  if (!made) return { id: (await directId(tx.db, pair)) ?? id, created: false };
  const seats: NewSeat[] = [{ memberId: viewer.id, role: 'member', state: 'active' }, seatFor(person)];
  await seat(tx.db, id, seats, viewer.id, at);
  return { id, created: true };
}

/** One's own seat where one has declined the other's request before. */
async function reopen(tx: Context, viewer: Viewer, id: string): Promise<void> {
  await seat(tx.db, id, [{ memberId: viewer.id, role: 'member', state: 'active' }], viewer.id, tx.clock());
}

async function beginGroup(
  tx: Context,
  viewer: Viewer,
  others: string[],
  typed: string | undefined,
): Promise<Begun> {
  const name = readName(typed ?? '');
  if (name === null) throw groupNeedsName();
  if (others.length === 0) throw wrongParticipants('Choose at least one other person.');
  if (others.length >= GROUP_MOST) throw wrongParticipants(`A group holds ${GROUP_MOST} members at most.`);
  const invited = await invite(tx, viewer, others);
  const id = newId();
  const at = tx.clock();
  await insertConversation(tx.db, { id, type: 'group', pair: null, name, by: viewer.id, at });
  const owner: NewSeat = { memberId: viewer.id, role: 'owner', state: 'active' };
  await seat(tx.db, id, [owner, ...invited.map(seatFor)], viewer.id, at);
  await say(tx, viewer, id, { kind: 'made', people: [] });
  tell(tx, 'messaging.conversation', { conversationId: id, change: 'made' });
  return { id, created: true };
}

/** Who follows the one who invites has known them; others are asked first. */
export const seatFor = ({ id, followsMe }: Acquaintance): NewSeat => ({
  memberId: id,
  role: 'member',
  state: followsMe ? 'active' : 'request',
});

/**
 * Those whom the viewer may write to or add, by each one's own setting. No block comes between this and the end of the transaction.
 * @throws Problem 404 `member_not_found`; 403 `not_allowed`; 429 `too_many_conversations`
 */
export async function invite(tx: Context, viewer: Viewer, ids: readonly string[]): Promise<Acquaintance[]> {
  await holdBlocks(tx.db);
  const found = await acquaintances(tx.db, viewer, ids, (member) => memberVisibleTo(viewer, member));
  if (found.length < ids.length) throw memberNotFound();
  if (!found.every(admits)) throw notAllowedToWrite();
  const strangers = found.filter((person) => !person.followsMe).length;
  if (strangers > 0 && tx.config.rateLimits) {
    const { count, resetsInMs } = await tx.cache.increment(
      `messaging.strangers:${viewer.id}`,
      FLOOD.windowSeconds,
      strangers,
    );
    if (count > FLOOD.conversations) throw tooManyConversations(Math.ceil(resetsInMs / 1000));
  }
  return found;
}

function admits({ whoMayWrite, sameUniversity, followsMe }: Acquaintance): boolean {
  switch (whoMayWrite) {
    case 'everyone':
      return true;
    case 'university':
      return sameUniversity || followsMe;
    case 'following':
      return followsMe;
    case 'nobody':
      return false;
  }
}

/**
 * Mutes, archives, pins a conversation or marks it unread, for oneself.
 * @throws Problem 404 `conversation_not_found`
 */
export function changeOwnSeat(
  ctx: Context,
  viewer: Viewer,
  id: string,
  change: SeatChange,
): Promise<Conversation> {
  return ctx.transaction(async (tx) => {
    const held = await holdSeat(tx.db, viewer, id);
    if (held === undefined) throw conversationNotFound();
    const now = tx.clock();
    const { mutedUntil, archived, pinned, markedUnread } = change;
    const muted = change.muted ?? (mutedUntil === undefined ? undefined : true);
    const until = mutedUntil === undefined ? forever() : new Date(mutedUntil);
    const columns = {
      ...(muted === undefined ? {} : { muted_until: muted ? until : null }),
      ...(archived === undefined ? {} : { archived_at: archived ? now : null }),
      ...(pinned === undefined ? {} : { pinned_at: pinned ? now : null }),
      ...(markedUnread === undefined ? {} : { marked_unread: markedUnread }),
    };
    if (Object.keys(columns).length > 0) await changeSeat(tx.db, id, viewer.id, columns);
    tellMember(tx, viewer.id, id, 'changed');
    return conversation(tx, viewer, id);
  });
}

/**
 * Says yes to a stranger's request. Again changes nothing.
 * @throws Problem 404 `conversation_not_found`
 */
export function accept(ctx: Context, viewer: Viewer, id: string): Promise<Conversation> {
  return ctx.transaction(async (tx) => {
    const held = await holdSeat(tx.db, viewer, id);
    if (held === undefined) throw conversationNotFound();
    if (held.state === 'request') {
      await changeSeat(tx.db, id, viewer.id, { state: 'active' });
      if (held.type === 'group') {
        await say(tx, viewer, id, { kind: 'joined', people: [] });
        await handOver(tx, viewer, id);
      }
      tell(tx, 'messaging.conversation', { conversationId: id, change: 'changed' });
    }
    return conversation(tx, viewer, id);
  });
}

/**
 * Deletes a conversation for oneself: its history is gone from one's devices and it leaves the list until something new
 * comes. The others do not learn whether it was read. A request is declined with it; who made it does not learn that. Groups are left by `leave`. Again changes
 * nothing.
 *
 * @throws Problem 404 `conversation_not_found`
 */
export function discard(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  return ctx.transaction(async (tx) => {
    const held = await holdSeat(tx.db, viewer, id);
    if (held === undefined && (await goneFrom(tx.db, id, viewer.id))?.state === 'declined') return;
    if (held === undefined) throw conversationNotFound();
    await changeSeat(tx.db, id, viewer.id, {
      cleared_seq: held.lastSeq,
      marked_unread: false,
      ...(held.state === 'request' ? { state: 'declined', role: 'member' } : {}),
    });
    tell(tx, 'messaging.conversation', { conversationId: id, change: 'removed', memberIds: [viewer.id] });
  });
}

/**
 * Members of a conversation, a page at a time.
 * @throws Problem 404 `conversation_not_found`; 400 `invalid_cursor`
 */
export async function participants(
  ctx: Context,
  viewer: Viewer,
  id: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<GroupMemberPage> {
  if ((await spanOf(ctx.db, viewer, id)) === undefined) throw conversationNotFound();
  const rows = await participantsAfter(ctx.db, id, readCursor(cursor), limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({ ...row, joinedAt: row.joinedAt.toISOString() })),
    nextCursor: rows.length > limit && last ? writeCursor(last.id) : null,
  };
}

/** How many conversations hold something unread, and how many requests wait. */
export const unread = (ctx: Context, viewer: Viewer): Promise<Unread> => unreadCounts(ctx.db, viewer.id);
