import type { Context } from '../../../platform/context.ts';
import { violatedConstraint } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { type Media, media } from '../../media/index.ts';
import { tellChanged, tellMessage } from '../live.ts';
import {
  conversationNotFound,
  messageDeleted,
  messageNotFound,
  notAnEmoji,
  notYourMessage,
  onlyAdminsWrite,
  partnerGone,
  requestPending,
  requestTextOnly,
  tooLateToEdit,
  tooManyMessages,
  tooManyReactions,
  wrongMedia,
  youBlockThem,
} from '../problems.ts';
import type { Message } from '../schemas.ts';
import { entitiesOf, namedIn, readText } from '../text.ts';
import { presentMessages, toMessage } from './present.ts';
import {
  buryMessage,
  changeText,
  type Ground,
  groundOf,
  type HeldMessage,
  hideMessage,
  holdMessage,
  insertMessage,
  messageById,
  messagesAt,
  reactionCounts,
  seatedByName,
  setReaction,
} from './queries.ts';
import type { NewMessage } from './schemas.ts';

/** Messages a member may send in a window: more than anybody types, less than a script would. */
const FLOOD = { messages: 120, windowSeconds: 60 };
/** What a stranger may write before they are accepted. */
const REQUEST_MESSAGES = 5;
const EDITABLE_MS = 24 * 3_600_000;
const REACTIONS = { ofAll: 20, ofOne: 5 };

/**
 * Sends a message. When this resolves it is committed, with the next number of its conversation.
 *
 * Cost: two round trips for a text (what decides, then one statement that numbers and writes), whatever the group's size;
 * files add a transaction.
 *
 * @returns `created` is false when the clientId stands for a message already, which is then given
 * @throws Problem 404 `conversation_not_found`, `message_not_found` (what it answers); 403 `you_block_them`, `member_gone`,
 *   `only_admins_write`, `request_pending`, `request_text_only`; 422 `empty_message`, `message_too_long`, `media_…`;
 *   400 `forbidden_character`; 429 `too_many_messages`
 */
export async function send(
  ctx: Context,
  viewer: Viewer,
  conversationId: string,
  input: NewMessage,
): Promise<{ message: Message; created: boolean }> {
  const mediaIds = input.mediaIds ?? [];
  const content = readText(input.content ?? '', mediaIds.length > 0);
  const replyToId = input.replyToId ?? null;
  const ground = await groundOf(
    ctx.db,
    viewer,
    conversationId,
    { clientId: input.clientId, replyToId },
    ctx.clock(),
  );
  if (ground === undefined) throw conversationNotFound();
  if (ground.before !== null) return again(ctx, viewer, conversationId, ground.before);
  refuseSend(ground, input);
  if (replyToId !== null && ground.answered === null) throw messageNotFound();
  await refuseFlood(ctx, viewer);

  const heldBack =
    ground.partner !== null && (ground.partner.blocksMe || ground.partner.state === 'declined');
  const named = await seatedByName(ctx.db, conversationId, namedIn(content));
  const row = {
    conversationId,
    id: newId(),
    senderId: viewer.id,
    clientId: input.clientId,
    type: input.type ?? 'text',
    content,
    entities: entitiesOf(content, named),
    notice: null,
    replyToId,
    forwarded: false,
    hasMedia: mediaIds.length > 0,
    withheld: heldBack,
    at: ctx.clock(),
  } as const;
  const write = async (tx: Context): Promise<Message> => {
    const files = await attach(tx, viewer, mediaIds, row);
    const written = await insertMessage(tx.db, row);
    if (written === undefined) throw conversationNotFound();
    const message = toMessage(
      {
        ...row,
        ...written,
        ...ground.sender,
        id: row.id,
        entities: [...row.entities],
        replyTo: ground.answered,
        reactions: [],
        withheld: false,
        heldBack,
        createdAt: row.at,
        editedAt: null,
        deletedAt: null,
      },
      files,
      'sent',
    );
    tellMessage(tx, message, heldBack ? [viewer.id] : undefined);
    return message;
  };
  try {
    // One statement commits by itself; only files need more.
    return { message: await (mediaIds.length > 0 ? ctx.transaction(write) : write(ctx)), created: true };
  } catch (error) {
    // The same message came twice at once; the constraint is named after the partition.
    if (!/client_id/.test(violatedConstraint(error) ?? '')) throw error;
    const now = await groundOf(
      ctx.db,
      viewer,
      conversationId,
      { clientId: input.clientId, replyToId },
      ctx.clock(),
    );
    if (now?.before == null) throw error;
    return again(ctx, viewer, conversationId, now.before);
  }
}

async function again(ctx: Context, viewer: Viewer, conversationId: string, seq: number) {
  const rows = await messagesAt(ctx.db, viewer, [{ conversationId, seq }], ctx.clock());
  const [message] = await presentMessages(ctx, rows);
  // Sent, and then deleted for oneself or cleared.
  if (message === undefined) throw messageDeleted();
  return { message, created: false };
}

function refuseSend({ type, role, whoWrites, partner }: Ground, input: NewMessage): void {
  if (type === 'group' && whoWrites === 'admins' && role === 'member') throw onlyAdminsWrite();
  if (partner === null) return;
  if (partner.gone) throw partnerGone();
  if (partner.blockedByMe) throw youBlockThem();
  if (partner.state !== 'request') return;
  if (partner.waiting >= REQUEST_MESSAGES) throw requestPending();
  if ((input.type ?? 'text') !== 'text' || input.mediaIds?.length) throw requestTextOnly();
}

async function attach(
  tx: Context,
  viewer: Viewer,
  mediaIds: readonly string[],
  { id, type }: { id: string; type: string },
): Promise<Media[]> {
  if (mediaIds.length === 0) {
    if (type !== 'text') throw wrongMedia('Choose a file for this kind of message.');
    return [];
  }
  if (type === 'text') throw wrongMedia('A text carries no files; name the kind of message after them.');
  const files = await media.attach(tx, viewer.id, mediaIds, { type: 'message', id, isPrivate: true });
  if (files.some((file) => file.kind !== type))
    throw wrongMedia('The kind of message and of its files differ.');
  return files;
}

async function refuseFlood(ctx: Context, viewer: Viewer): Promise<void> {
  if (!ctx.config.rateLimits) return;
  const { count, resetsInMs } = await ctx.cache.increment(
    `messaging.messages:${viewer.id}`,
    FLOOD.windowSeconds,
  );
  if (count > FLOOD.messages) throw tooManyMessages(Math.ceil(resetsInMs / 1000));
}

/**
 * One message.
 * @throws Problem 404 `message_not_found`
 */
export async function message(ctx: Context, viewer: Viewer, id: string): Promise<Message> {
  const row = await messageById(ctx.db, viewer, id, ctx.clock());
  const [found] = await presentMessages(ctx, row ? [row] : []);
  if (found === undefined) throw messageNotFound();
  return found;
}

/**
 * Changes the text of one's own message, within a day.
 * @throws Problem 404 `message_not_found`; 403 `not_your_message`; 410 `message_deleted`; 422 `too_late_to_edit`,
 *   `empty_message`, `message_too_long`; 400 `forbidden_character`
 */
export function edit(ctx: Context, viewer: Viewer, id: string, typed: string): Promise<Message> {
  return ctx.transaction(async (tx) => {
    const held = await hold(tx, viewer, id);
    if (held.senderId !== viewer.id || held.type === 'notice') throw notYourMessage();
    const now = tx.clock();
    if (now.getTime() - held.createdAt.getTime() > EDITABLE_MS) throw tooLateToEdit();
    const content = readText(typed, held.hasMedia);
    const named = await seatedByName(tx.db, held.conversationId, namedIn(content));
    await changeText(tx.db, held, content, entitiesOf(content, named), now);
    tellChanged(tx, held.conversationId, held.seq, held.withheld ? [viewer.id] : undefined);
    return message(tx, viewer, id);
  });
}

/**
 * Deletes a message for everyone: its writer may, and admins of a group. Its number stays, its text and files go. Again
 * changes nothing.
 * @throws Problem 404 `message_not_found`; 403 `not_your_message`
 */
export function remove(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  return ctx.transaction(async (tx) => {
    const held = await holdMessage(tx.db, viewer, id, tx.clock());
    if (held === undefined) throw messageNotFound();
    const mayAsAdmin = held.conversationType === 'group' && held.role !== 'member';
    if (held.type === 'notice' || (held.senderId !== viewer.id && !mayAsAdmin)) throw notYourMessage();
    if (held.gone) return;
    await media.erase(tx, { type: 'message', id });
    await buryMessage(tx.db, held, tx.clock());
    tellChanged(tx, held.conversationId, held.seq, held.withheld ? [viewer.id] : undefined);
  });
}

/**
 * Deletes a message for oneself, on all of one's devices. Others keep it.
 * @throws Problem 404 `message_not_found`
 */
export function hide(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  return ctx.transaction(async (tx) => {
    const held = await holdMessage(tx.db, viewer, id, tx.clock());
    if (held === undefined) throw messageNotFound();
    await hideMessage(tx.db, viewer, held);
    tellChanged(tx, held.conversationId, held.seq, [viewer.id]);
  });
}

/** Not a literal: its flag is newer than the language level that the compiler is set to. */
const ONE_EMOJI = '^\\p{RGI_Emoji}$';
const EMOJI = new RegExp(ONE_EMOJI, 'v');

/**
 * Reacts to a message with an emoji, or takes it back. Again changes nothing.
 * @throws Problem 404 `message_not_found`; 410 `message_deleted`; 422 `not_an_emoji`, `too_many_reactions`
 */
export function react(
  ctx: Context,
  viewer: Viewer,
  id: string,
  typed: string,
  on: boolean,
): Promise<Message> {
  const emoji = typed.normalize('NFC');
  if (!EMOJI.test(emoji)) throw notAnEmoji();
  return ctx.transaction(async (tx) => {
    const held = await hold(tx, viewer, id);
    if (held.type === 'notice') throw messageNotFound();
    if (on) {
      const others = (await reactionCounts(tx.db, viewer, held)).filter((kind) => kind.emoji !== emoji);
      if (others.length >= REACTIONS.ofAll || others.filter((kind) => kind.mine).length >= REACTIONS.ofOne)
        throw tooManyReactions();
    }
    if (await setReaction(tx.db, viewer, held, emoji, on, tx.clock()))
      tellChanged(tx, held.conversationId, held.seq);
    return message(tx, viewer, id);
  });
}

async function hold(tx: Context, viewer: Viewer, id: string): Promise<HeldMessage> {
  const held = await holdMessage(tx.db, viewer, id, tx.clock());
  if (held === undefined) throw messageNotFound();
  if (held.gone) throw messageDeleted();
  return held;
}
