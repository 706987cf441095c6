import { canonicalEmoji, parseEntities } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { media } from '../../media/index.ts';
import { textDocument } from '../../search/index.ts';
import { requireRight } from '../../social/index.ts';
import { discardHidden } from '../hiding/service.ts';
import { enqueuePreview, hasLink } from '../previews/service.ts';
import {
  messageDeleted,
  messageNotFound,
  notAnEmoji,
  notYourMessage,
  onlyAdminsWrite,
  tooLateToEdit,
  tooManyReactions,
} from '../problems.ts';
import { requireAnswered } from '../relationship.ts';
import type { Message } from '../schemas.ts';
import { findParticipantsByUsername } from '../sending/queries.ts';
import { mentionedUsernames, resolveEntities, validateText } from '../text.ts';
import { publishMessageChange } from '../topics.ts';
import { toMessageViewer } from '../visibility.ts';
import {
  changeText,
  deleteMessageForMember,
  eraseMessage,
  findExistingIds,
  findNewestReplies,
  type LockedMessage,
  lockMessage,
  reactionCounts,
  saveOriginalText,
  setReaction,
} from './changes.queries.ts';
import { presentMessages } from './present.ts';
import { publishUpdate, publishUpdateWithReplies } from './publish-update.ts';
import { findMessage } from './queries.ts';
import type { MessageQuery } from './schemas.ts';

const EDIT_WINDOW_MS = 24 * 3_600_000;
const MAX_REACTIONS = { perMessage: 20, perMember: 5 };

/**
 * @param query.show  `blocked` reveals, for this request, a group message of a member whom the viewer blocks
 * @throws Problem 404 `message_not_found`
 */
export async function getMessage(
  ctx: Context,
  viewer: Viewer,
  id: string,
  { show }: MessageQuery = { show: 'default' },
): Promise<Message> {
  const row = await findMessage(ctx.db, toMessageViewer(viewer, show), id, ctx.clock());
  const [found] = await presentMessages(ctx, row ? [row] : []);
  if (found === undefined) throw messageNotFound();
  return found;
}

/**
 * Edits the viewer's own message, within a day. Requires the right to write in the conversation. In a direct
 * conversation, a recipient who blocks the sender sees the original text until the block ends.
 * @throws Problem 404 `message_not_found`; 403 `not_your_message`, `recipient_blocked`, `request_not_accepted`,
 *   `only_admins_write`; 410 `message_deleted`; 422 `too_late_to_edit`, `empty_message`, `message_too_long`;
 *   400 `forbidden_character`
 */
export function editMessage(ctx: Context, viewer: Viewer, id: string, input: string): Promise<Message> {
  return ctx.transaction(async (tx) => {
    const locked = await lockOrThrow(tx, viewer, id, 'messages');
    if (locked.senderId !== viewer.id || locked.type === 'notice') throw notYourMessage();
    requireAnswered(locked.relationship);
    if (locked.whoWrites === 'admins' && !locked.isGroupAdmin) throw onlyAdminsWrite();
    const now = tx.clock();
    if (now.getTime() - locked.createdAt.getTime() > EDIT_WINDOW_MS) throw tooLateToEdit();
    const content = validateText(input, locked.hasMedia);
    const parsed = parseEntities(content);
    const entities = resolveEntities(
      parsed,
      await findParticipantsByUsername(tx.db, locked.conversationId, mentionedUsernames(parsed)),
    );
    if (locked.relationship.awaitsAcceptance && hasLink(entities))
      await requireRight(tx, viewer, 'links_to_strangers', 'content');
    if (locked.relationship.isBlockedByOther && !locked.isSenderOnly) await saveOriginalText(tx.db, locked);
    await changeText(tx.db, locked, content, entities, textDocument(content), now);
    if (hasLink(entities)) await enqueuePreview(tx, locked);
    await publishUpdateWithReplies(
      tx,
      locked,
      locked.isSenderOnly || locked.relationship.isBlockedByOther ? [viewer.id] : undefined,
    );
    return getMessage(tx, viewer, id);
  });
}

/**
 * Deletes a message for everyone; its sender and the group's admins may. Its number stays; its text and files
 * are deleted. One that moderators removed does not come back then. Idempotent.
 * @throws Problem 404 `message_not_found`; 403 `not_your_message`
 */
export function deleteForEveryone(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  return ctx.transaction(async (tx) => {
    const locked = await lockMessage(tx.db, viewer, id, tx.clock(), 'messages');
    if (locked === undefined) throw messageNotFound();
    if (locked.type === 'notice' || (locked.senderId !== viewer.id && !locked.isGroupAdmin))
      throw notYourMessage();
    if (locked.isDeleted) return discardHidden(tx, locked);
    await media.erase(tx, { type: 'message', id });
    await eraseMessage(tx.db, locked, tx.clock());
    await publishUpdateWithReplies(tx, locked, locked.isSenderOnly ? [viewer.id] : undefined);
  });
}

/** Which of these messages are not deleted. Returns no content. For moderation. */
export const existingMessageIds = async (ctx: Context, ids: readonly string[]): Promise<Set<string>> =>
  new Set(ids.length === 0 ? [] : await findExistingIds(ctx.db, ids, ctx.clock()));

/**
 * Deletes a message for the viewer, on all their devices. Others keep it and do not learn of it: the
 * `changedAt` of the message and its replies stays, and only the viewer's devices get an event.
 * @throws Problem 404 `message_not_found`
 */
export function deleteForSelf(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  return ctx.transaction(async (tx) => {
    const locked = await lockMessage(tx.db, viewer, id, tx.clock());
    if (locked === undefined) throw messageNotFound();
    await deleteMessageForMember(tx.db, viewer, locked, tx.clock());
    for (const seq of [locked.seq, ...(await findNewestReplies(tx.db, locked))])
      publishMessageChange(tx, locked.conversationId, seq, [viewer.id]);
  });
}

/**
 * Adds or removes the viewer's reaction. Idempotent.
 * @throws Problem 404 `message_not_found`; 403 `request_not_accepted`, `recipient_blocked`; 410
 *   `message_deleted`; 422 `not_an_emoji`, `too_many_reactions`
 */
export function setReactionOf(
  ctx: Context,
  viewer: Viewer,
  id: string,
  input: string,
  isAdding: boolean,
): Promise<Message> {
  const emoji = canonicalEmoji(input);
  if (emoji === null) throw notAnEmoji();
  return ctx.transaction(async (tx) => {
    const locked = await lockOrThrow(tx, viewer, id);
    if (locked.type === 'notice') throw messageNotFound();
    if (isAdding) {
      requireAnswered(locked.relationship);
      const others = (await reactionCounts(tx.db, viewer, locked)).filter((kind) => kind.emoji !== emoji);
      if (
        others.length >= MAX_REACTIONS.perMessage ||
        others.filter((kind) => kind.mine).length >= MAX_REACTIONS.perMember
      )
        throw tooManyReactions();
    }
    if (await setReaction(tx.db, viewer, locked, emoji, isAdding, tx.clock()))
      await publishUpdate(tx, locked, locked.relationship.isBlockedByOther ? [viewer.id] : undefined);
    return getMessage(tx, viewer, id);
  });
}

async function lockOrThrow(
  tx: Context,
  viewer: Viewer,
  id: string,
  lockLevel: 'members' | 'messages' = 'members',
): Promise<LockedMessage> {
  const locked = await lockMessage(tx.db, viewer, id, tx.clock(), lockLevel);
  if (locked === undefined) throw messageNotFound();
  if (locked.isGone) throw messageDeleted();
  return locked;
}
