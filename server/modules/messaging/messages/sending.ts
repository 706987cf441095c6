import type { Context } from '../../../platform/context.ts';
import { violatedConstraint } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { type Media, media } from '../../media/index.ts';
import { textDocument } from '../../search/index.ts';
import { tellChanged, tellMessage } from '../live.ts';
import { hasLink, previewLater } from '../previews/service.ts';
import {
  cannotForward,
  conversationNotFound,
  forwardAlone,
  messageDeleted,
  messageNotFound,
  onlyAdminsWrite,
  partnerGone,
  requestPending,
  requestTextOnly,
  tooManyMessages,
  wrongMedia,
  youBlockThem,
} from '../problems.ts';
import type { Message, MessageType } from '../schemas.ts';
import { entitiesOf, namedIn, readText } from '../text.ts';
import { presentMessages, toMessage } from './present.ts';
import {
  type Ground,
  groundOf,
  insertMessage,
  messageById,
  messagesAt,
  type NewRow,
  seatedByName,
} from './queries.ts';
import type { NewMessage } from './schemas.ts';

/** Messages a member may send in a window: more than anybody types, less than a script would. */
const FLOOD = { messages: 120, windowSeconds: 60 };
/** What a stranger may write before they are accepted. */
const REQUEST_MESSAGES = 5;

/** What is to be sent, read and checked. */
interface Parcel {
  type: MessageType;
  content: string;
  mediaIds: readonly string[];
  /** The message whose files are shared. */
  sourceId: string | null;
  forwarded: boolean;
  hasMedia: boolean;
}

/**
 * Sends a message. When this resolves it is committed, with the next number of its conversation.
 *
 * Cost: two round trips for a text (what decides, then one statement that numbers and writes), whatever the group's size;
 * files and links add a transaction, a mention and a forwarded message one look-up.
 *
 * @returns `created` is false when the clientId stands for a message already, which is then given
 * @throws Problem 404 `conversation_not_found`, `message_not_found` (what it answers or forwards); 403 `you_block_them`,
 *   `member_gone`, `only_admins_write`, `request_pending`, `request_text_only`; 422 `empty_message`, `message_too_long`,
 *   `media_…`, `cannot_forward`, `forward_alone`; 410 `message_deleted` for a retry; 400 `forbidden_character`;
 *   429 `too_many_messages`
 */
export async function send(
  ctx: Context,
  viewer: Viewer,
  conversationId: string,
  input: NewMessage,
): Promise<{ message: Message; created: boolean }> {
  const asked = { clientId: input.clientId, replyToId: input.replyToId ?? null };
  const ground = await groundOf(ctx.db, viewer, conversationId, asked, ctx.clock());
  if (ground === undefined) throw conversationNotFound();
  if (ground.before !== null) return again(ctx, viewer, conversationId, ground.before);
  const parcel = await readParcel(ctx, viewer, input);
  refuseSend(ground, parcel);
  if (asked.replyToId !== null && ground.answered === null) throw messageNotFound();
  await refuseFlood(ctx, viewer);

  const named = await seatedByName(ctx.db, conversationId, namedIn(parcel.content));
  const row: NewRow = {
    conversationId,
    id: newId(),
    senderId: viewer.id,
    clientId: input.clientId,
    type: parcel.type,
    content: parcel.content,
    entities: entitiesOf(parcel.content, named),
    notice: null,
    replyToId: asked.replyToId,
    forwarded: parcel.forwarded,
    hasMedia: parcel.hasMedia,
    withheld: ground.partner !== null && (ground.partner.blocksMe || ground.partner.state === 'declined'),
    words: textDocument(parcel.content),
    at: ctx.clock(),
  };
  const work = (tx: Context) => write(tx, viewer, ground, row, parcel);
  try {
    // One statement commits by itself; only files and links need more.
    return {
      message: await (parcel.hasMedia || hasLink(row.entities) ? ctx.transaction(work) : work(ctx)),
      created: true,
    };
  } catch (error) {
    // The same message came twice at once; the constraint bears its partition's name.
    if (!violatedConstraint(error)?.includes('client_id')) throw error;
    const now = await groundOf(ctx.db, viewer, conversationId, asked, ctx.clock());
    if (now === undefined || now.before === null) throw error;
    return again(ctx, viewer, conversationId, now.before);
  }
}

/** What a retry is answered with. */
async function again(ctx: Context, viewer: Viewer, conversationId: string, seq: number) {
  const rows = await messagesAt(ctx.db, viewer, [{ conversationId, seq }], ctx.clock());
  const [message] = await presentMessages(ctx, rows);
  // Sent, and then cleared with the whole conversation.
  if (message === undefined) throw messageDeleted();
  return { message, created: false };
}

async function readParcel(ctx: Context, viewer: Viewer, input: NewMessage): Promise<Parcel> {
  const mediaIds = input.mediaIds ?? [];
  const type = input.type ?? 'text';
  if (input.forwardOfId === undefined) {
    const content = readText(input.content ?? '', mediaIds.length > 0);
    if (type !== 'text' && mediaIds.length === 0) throw wrongMedia('Choose a file for this kind of message.');
    if (type === 'text' && mediaIds.length > 0)
      throw wrongMedia('A text carries no files; name the kind of message after them.');
    return { type, content, mediaIds, sourceId: null, forwarded: false, hasMedia: mediaIds.length > 0 };
  }
  if (input.content || mediaIds.length > 0) throw forwardAlone();
  const source = await messageById(ctx.db, viewer, input.forwardOfId, ctx.clock());
  if (source === undefined || source.withheld) throw messageNotFound();
  // What is to disappear does not live on elsewhere.
  if (source.deletedAt !== null || source.expiresAt !== null || source.type === 'notice')
    throw cannotForward();
  const { content, hasMedia, id: sourceId } = source;
  return { type: source.type, content, mediaIds: [], sourceId, forwarded: true, hasMedia };
}

function refuseSend({ type, role, whoWrites, partner }: Ground, parcel: Parcel): void {
  if (type === 'group' && whoWrites === 'admins' && role === 'member') throw onlyAdminsWrite();
  if (partner === null) return;
  if (partner.gone) throw partnerGone();
  if (partner.blockedByMe) throw youBlockThem();
  if (partner.state !== 'request') return;
  if (partner.waiting >= REQUEST_MESSAGES) throw requestPending();
  if (parcel.type !== 'text') throw requestTextOnly();
}

async function refuseFlood(ctx: Context, viewer: Viewer): Promise<void> {
  if (!ctx.config.rateLimits) return;
  const { count, resetsInMs } = await ctx.cache.increment(
    `messaging.messages:${viewer.id}`,
    FLOOD.windowSeconds,
  );
  if (count > FLOOD.messages) throw tooManyMessages(Math.ceil(resetsInMs / 1000));
}

/** Writes the message, and tells of it. It is put together from what is at hand: nobody has reacted to it yet. */
async function write(
  tx: Context,
  viewer: Viewer,
  ground: Ground,
  row: NewRow,
  parcel: Parcel,
): Promise<Message> {
  const files = await hang(tx, viewer, row, parcel);
  const written = await insertMessage(tx.db, row);
  if (written === undefined) throw conversationNotFound();
  const { id: _sender, ...sender } = ground.sender;
  const message = toMessage(
    {
      ...row,
      ...written,
      ...sender,
      entities: [...row.entities],
      replyTo: ground.answered,
      reactions: [],
      preview: null,
      withheld: false,
      heldBack: row.withheld,
      createdAt: row.at,
      editedAt: null,
      deletedAt: null,
      changedAt: null,
    },
    files,
    'sent',
  );
  if (hasLink(row.entities)) await previewLater(tx, { conversationId: row.conversationId, seq: written.seq });
  // Not all who read this message may read the one that it answers.
  const reads = ground.history === 'joined' && message.replyTo !== null ? 'differently' : 'alike';
  if (row.withheld) tellMessage(tx, message, [viewer.id]);
  else if (reads === 'alike') tellMessage(tx, message);
  else tellChanged(tx, row.conversationId, written.seq);
  return message;
}

async function hang(tx: Context, viewer: Viewer, { id }: NewRow, parcel: Parcel): Promise<Media[]> {
  if (!parcel.hasMedia) return [];
  const to = { type: 'message', id } as const;
  if (parcel.sourceId !== null)
    return media.share(tx, viewer.id, { type: 'message', id: parcel.sourceId }, to);
  const files = await media.attach(tx, viewer.id, parcel.mediaIds, { ...to, isPrivate: true });
  if (files.some((file) => file.kind !== parcel.type))
    throw wrongMedia('The kind of message and of its files differ.');
  return files;
}
