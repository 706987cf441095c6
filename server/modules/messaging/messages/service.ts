import { canonicalEmoji, parseEntities } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { media } from '../../media/index.ts';
import { textDocument } from '../../search/index.ts';
import { gatherLater } from '../gathering/service.ts';
import { tellChanged } from '../live.ts';
import { hasLink, previewLater } from '../previews/service.ts';
import {
  messageDeleted,
  messageNotFound,
  notAnEmoji,
  notYourMessage,
  onlyAdminsWrite,
  tooLateToEdit,
  tooManyReactions,
} from '../problems.ts';
import type { Message } from '../schemas.ts';
import { seatedByName } from '../sending/queries.ts';
import { refuseUnanswered } from '../standing.ts';
import { entitiesOf, namedIn, readText } from '../text.ts';
import { readerOf } from '../visibility.ts';
import {
  buryMessage,
  changeText,
  type HeldMessage,
  hideMessage,
  holdMessage,
  keepText,
  newestAnswers,
  placeOf,
  reactionCounts,
  setReaction,
  standingIds,
  touchAnswers,
} from './changing.queries.ts';
import { presentMessages } from './present.ts';
import { messageById } from './queries.ts';
import type { MessageQuery } from './schemas.ts';

const EDITABLE_MS = 24 * 3_600_000;
const REACTIONS = { ofAll: 20, ofOne: 5 };

/**
 * One message.
 * @param query.show  `blocked`: what somebody whom the viewer blocks wrote in a group is shown, for this once
 * @throws Problem 404 `message_not_found`
 */
export async function message(
  ctx: Context,
  viewer: Viewer,
  id: string,
  { show }: MessageQuery = { show: 'usual' },
): Promise<Message> {
  const row = await messageById(ctx.db, readerOf(viewer, show), id, ctx.clock());
  const [found] = await presentMessages(ctx, row ? [row] : []);
  if (found === undefined) throw messageNotFound();
  return found;
}

/**
 * Changes the text of one's own message, within a day. Who may not write there now may not rewrite either.
 * Where the other one of two blocks its writer, they go on reading what it said before, for as long as they do.
 * @throws Problem 404 `message_not_found`; 403 `not_your_message`, `you_block_them`, `request_not_accepted`, `only_admins_write`; 410 `message_deleted`; 422 `too_late_to_edit`,
 *   `empty_message`, `message_too_long`; 400 `forbidden_character`
 */
export function edit(ctx: Context, viewer: Viewer, id: string, typed: string): Promise<Message> {
  return ctx.transaction(async (tx) => {
    const held = await hold(tx, viewer, id, 'messages');
    if (held.senderId !== viewer.id || held.type === 'notice') throw notYourMessage();
    refuseUnanswered(held.standing);
    if (held.whoWrites === 'admins' && !held.leads) throw onlyAdminsWrite();
    const now = tx.clock();
    if (now.getTime() - held.createdAt.getTime() > EDITABLE_MS) throw tooLateToEdit();
    const content = readText(typed, held.hasMedia);
    const parsed = parseEntities(content);
    const entities = entitiesOf(parsed, await seatedByName(tx.db, held.conversationId, namedIn(parsed)));
    if (held.standing.isUnheard && !held.withheld) await keepText(tx.db, held);
    await changeText(tx.db, held, content, entities, textDocument(content), now);
    if (hasLink(entities)) await previewLater(tx, held);
    await toldWithAnswers(tx, held, held.withheld || held.standing.isUnheard ? [viewer.id] : undefined);
    return message(tx, viewer, id);
  });
}

/**
 * Deletes a message for everyone: its writer may, and who leads the group. Its number stays, its text and files go. Again
 * changes nothing.
 * @throws Problem 404 `message_not_found`; 403 `not_your_message`
 */
export function remove(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  return ctx.transaction(async (tx) => {
    const held = await holdMessage(tx.db, viewer, id, tx.clock(), 'messages');
    if (held === undefined) throw messageNotFound();
    if (held.type === 'notice' || (held.senderId !== viewer.id && !held.leads)) throw notYourMessage();
    if (held.isDeleted) return;
    await media.erase(tx, { type: 'message', id });
    await buryMessage(tx.db, held, tx.clock());
    await toldWithAnswers(tx, held, held.withheld ? [viewer.id] : undefined);
  });
}

/** Deletes a reported message for everyone: what moderators decide. Again changes nothing. */
export async function removeAsStaff(tx: Context, id: string): Promise<void> {
  const place = await placeOf(tx.db, id);
  if (place === undefined || place.deleted) return;
  await media.erase(tx, { type: 'message', id });
  await buryMessage(tx.db, place, tx.clock());
  await toldWithAnswers(tx, place);
}

/** Which of these messages are not deleted; what they say stays where it is. For moderation. */
export const standing = async (ctx: Context, ids: readonly string[]): Promise<Set<string>> =>
  new Set(ids.length === 0 ? [] : await standingIds(ctx.db, ids, ctx.clock()));

/**
 * Deletes a message for oneself, on all of one's devices. Others keep it, and do not learn of it: neither it nor its answers are dated as
 * changed, and only one's own devices are told.
 * @throws Problem 404 `message_not_found`
 */
export function hide(ctx: Context, viewer: Viewer, id: string): Promise<void> {
  return ctx.transaction(async (tx) => {
    const held = await holdMessage(tx.db, viewer, id, tx.clock());
    if (held === undefined) throw messageNotFound();
    await hideMessage(tx.db, viewer, held, tx.clock());
    for (const seq of [held.seq, ...(await newestAnswers(tx.db, held))])
      tellChanged(tx, held.conversationId, seq, [viewer.id]);
  });
}

/**
 * Reacts to a message with an emoji, or takes it back. Again changes nothing.
 * @throws Problem 404 `message_not_found`; 403 `request_not_accepted`, `you_block_them`; 410 `message_deleted`;
 *   422 `not_an_emoji`, `too_many_reactions`
 */
export function react(
  ctx: Context,
  viewer: Viewer,
  id: string,
  typed: string,
  on: boolean,
): Promise<Message> {
  const emoji = canonicalEmoji(typed);
  if (emoji === null) throw notAnEmoji();
  return ctx.transaction(async (tx) => {
    const held = await hold(tx, viewer, id);
    if (held.type === 'notice') throw messageNotFound();
    if (on) {
      refuseUnanswered(held.standing);
      const others = (await reactionCounts(tx.db, viewer, held)).filter((kind) => kind.emoji !== emoji);
      if (others.length >= REACTIONS.ofAll || others.filter((kind) => kind.mine).length >= REACTIONS.ofOne)
        throw tooManyReactions();
    }
    if (await setReaction(tx.db, viewer, held, emoji, on, tx.clock()))
      await told(tx, held, held.standing.isUnheard ? [viewer.id] : undefined);
    return message(tx, viewer, id);
  });
}

/** Tells of a change now, and once more in a few seconds, for those whom the first word did not reach. */
async function told(
  tx: Context,
  { conversationId, seq }: { conversationId: string; seq: number },
  only?: string[],
): Promise<void> {
  tellChanged(tx, conversationId, seq, only);
  await gatherLater(tx, conversationId);
}

/** The same of a message whose text is another now, and of the answers that quote it. */
async function toldWithAnswers(
  tx: Context,
  changed: { id: string; conversationId: string; seq: number },
  only?: string[],
): Promise<void> {
  await told(tx, changed, only);
  for (const { conversationId, seq } of await touchAnswers(tx.db, [changed], tx.clock()))
    tellChanged(tx, conversationId, seq, only);
}

async function hold(
  tx: Context,
  viewer: Viewer,
  id: string,
  keeps: 'members' | 'messages' = 'members',
): Promise<HeldMessage> {
  const held = await holdMessage(tx.db, viewer, id, tx.clock(), keeps);
  if (held === undefined) throw messageNotFound();
  if (held.gone) throw messageDeleted();
  return held;
}
