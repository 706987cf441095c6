import { parseEntities } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { violatedConstraint } from '../../../platform/db.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { Problem } from '../../../platform/problem.ts';
import { accountMuted, accountSuspended } from '../../../platform/suspended-writers.ts';
import { type Media, media } from '../../media/index.ts';
import { textDocument } from '../../search/index.ts';
import { trustTooLow } from '../../social/index.ts';
import { presentMessages, toMessage } from '../messages/present.ts';
import { findMessage, findMessagesAt } from '../messages/queries.ts';
import type { NewMessage } from '../messages/schemas.ts';
import { enqueuePreview, hasLink } from '../previews/service.ts';
import {
  cannotForward,
  conversationNotFound,
  forwardWithContent,
  messageDeleted,
  messageNotFound,
  onlyAdminsWrite,
  recipientBlocked,
  recipientInactive,
  requestPending,
  requestTextOnly,
  tooManyMessages,
  wrongMedia,
} from '../problems.ts';
import type { Message, MessageType } from '../schemas.ts';
import { mentionedUsernames, resolveEntities, validateText } from '../text.ts';
import { publishDraft, publishMessage, publishMessageChange } from '../topics.ts';
import { writeBatched } from './batcher.ts';
import {
  findParticipantsByUsername,
  findSent,
  type NewMessageRow,
  type Refusal,
  type SendOutcome,
  writeMessages,
} from './queries.ts';

/** Messages that a member may send per window: more than anybody types, less than a script would. */
const FLOOD = { messages: 120, windowSeconds: 60 };

interface ValidatedMessage {
  type: Exclude<MessageType, 'notice'>;
  content: string;
  mediaIds: readonly string[];
  /** The message whose files are shared. */
  sourceId: string | null;
  forwarded: boolean;
  hasMedia: boolean;
}

const refusalProblems: Record<Refusal, () => Problem> = {
  account_suspended: accountSuspended,
  account_muted: accountMuted,
  only_admins_write: onlyAdminsWrite,
  recipient_inactive: recipientInactive,
  recipient_blocked: recipientBlocked,
  request_pending: requestPending,
  request_text_only: requestTextOnly,
  trust_too_low: () => trustTooLow('content'),
  message_not_found: messageNotFound,
};

/**
 * Sends a message. When this resolves, the message is committed and has the next number of its conversation.
 *
 * Cost: a text takes one round trip, shared with concurrent sends, whatever the group's size. Files and links
 * need a transaction of their own; a mention and a forwarded message add a query.
 *
 * @returns `created` is false if a message with this clientId exists, which is then returned
 * @throws Problem 404 `conversation_not_found`, `message_not_found` (the message it replies to or forwards);
 *   403 `recipient_blocked`, `account_suspended`, `recipient_inactive`, `only_admins_write`, `request_pending`,
 *   `request_text_only`; 422 `empty_message`, `message_too_long`, `media_…`, `cannot_forward`,
 *   `forward_with_content`; 410 `message_deleted` for a retry; 400 `forbidden_character`; 429 `too_many_messages`
 */
export async function sendMessage(
  ctx: Context,
  viewer: Viewer,
  conversationId: string,
  input: NewMessage,
): Promise<{ message: Message; created: boolean }> {
  const findRetried = async () => {
    const sent = await findSent(ctx.db, viewer, conversationId, input.clientId);
    if (sent === undefined) throw conversationNotFound();
    return sent.existingSeq === null ? undefined : presentSent(ctx, viewer, conversationId, sent.existingSeq);
  };
  try {
    const validated = await validateMessage(ctx, viewer, input);
    await refuseFlood(ctx, viewer);
    const row = await toRow(ctx, viewer, conversationId, input, validated);
    const { existingSeq, message } = await writeAndPublish(ctx, viewer, row, validated);
    if (message === null) return presentSent(ctx, viewer, conversationId, existingSeq);
    return { message, created: true };
  } catch (error) {
    // A retry gets the stored message even if the rules would refuse it now. A non-participant gets 404
    // instead of the refusal. Two concurrent sends of one `clientId` violate the unique index, whose name
    // differs per partition.
    const mayExist = error instanceof Problem || violatedConstraint(error)?.includes('client_id');
    const found = mayExist ? await findRetried() : undefined;
    if (found === undefined) throw error;
    return found;
  }
}

/** The answer to a retry. */
async function presentSent(ctx: Context, viewer: Viewer, conversationId: string, seq: number) {
  const rows = await findMessagesAt(ctx.db, viewer, [{ conversationId, seq }], ctx.clock());
  const [message] = await presentMessages(ctx, rows);
  // Sent, and then deleted with the whole conversation.
  if (message === undefined) throw messageDeleted();
  return { message, created: false };
}

async function validateMessage(ctx: Context, viewer: Viewer, input: NewMessage): Promise<ValidatedMessage> {
  const mediaIds = input.mediaIds ?? [];
  const type = input.type ?? 'text';
  if (input.forwardOfId === undefined) {
    const content = validateText(input.content ?? '', mediaIds.length > 0);
    if (type !== 'text' && mediaIds.length === 0) throw wrongMedia('Choose a file for this kind of message.');
    if (type === 'text' && mediaIds.length > 0)
      throw wrongMedia('A text carries no files; name the kind of message after them.');
    return { type, content, mediaIds, sourceId: null, forwarded: false, hasMedia: mediaIds.length > 0 };
  }
  if (input.content || mediaIds.length > 0) throw forwardWithContent();
  const source = await findMessage(ctx.db, viewer, input.forwardOfId, ctx.clock());
  if (source === undefined || source.redacted) throw messageNotFound();
  // Disappearing messages cannot be forwarded: the copy would outlive them.
  if (source.deletedAt !== null || source.expiresAt !== null || source.type === 'notice')
    throw cannotForward();
  const { content, hasMedia, id: sourceId } = source;
  return { type: source.type, content, mediaIds: [], sourceId, forwarded: true, hasMedia };
}

async function refuseFlood(ctx: Context, viewer: Viewer): Promise<void> {
  if (!ctx.config.rateLimits) return;
  const { count, resetsInMs } = await ctx.cache.increment(
    `messaging.messages:${viewer.id}`,
    FLOOD.windowSeconds,
  );
  if (count > FLOOD.messages) throw tooManyMessages(Math.ceil(resetsInMs / 1000));
}

async function toRow(
  ctx: Context,
  viewer: Viewer,
  conversationId: string,
  input: NewMessage,
  validated: ValidatedMessage,
): Promise<NewMessageRow> {
  const parsed = parseEntities(validated.content);
  const mentioned = await findParticipantsByUsername(ctx.db, conversationId, mentionedUsernames(parsed));
  return {
    conversationId,
    id: newId(),
    senderId: viewer.id,
    clientId: input.clientId,
    type: validated.type,
    content: validated.content,
    entities: resolveEntities(parsed, mentioned),
    replyToId: input.replyToId ?? null,
    forwarded: validated.forwarded,
    hasMedia: validated.hasMedia,
    draftVersion: input.draftVersion ?? null,
    words: textDocument(validated.content),
    at: ctx.clock(),
    ...(ctx.config.rateLimits && parsed.some(({ type }) => type === 'link') ? { needsTrust: true } : {}),
  };
}

/** The new message, or the number of the existing one with this clientId. */
type WriteResult = { message: Message; existingSeq: null } | { message: null; existingSeq: number };

/** Sends and publishes the message; a text needs one statement, which commits by itself. */
async function writeAndPublish(
  ctx: Context,
  viewer: Viewer,
  row: NewMessageRow,
  validated: ValidatedMessage,
): Promise<WriteResult> {
  if (!validated.hasMedia && !hasLink(row.entities) && !ctx.db.isTransaction)
    return publishSent(ctx, row, requireAccepted(await writeBatched(ctx, row)), []);
  return ctx.transaction(async (tx) => {
    const [written] = await writeMessages(tx.db, [row], { waitsForLocks: true });
    const outcome = requireAccepted(written);
    const files = outcome.existingSeq === null ? await attachMedia(tx, viewer, row, validated) : [];
    if (outcome.existingSeq === null && hasLink(row.entities))
      await enqueuePreview(tx, { conversationId: row.conversationId, seq: outcome.seq });
    return publishSent(tx, row, outcome, files);
  });
}

function requireAccepted(outcome: SendOutcome | undefined): SendOutcome {
  if (outcome === undefined) throw conversationNotFound();
  if (outcome.existingSeq === null && outcome.refusal !== null) throw refusalProblems[outcome.refusal]();
  return outcome;
}

function publishSent(ctx: Context, row: NewMessageRow, outcome: SendOutcome, files: Media[]): WriteResult {
  if (outcome.existingSeq !== null) return { message: null, existingSeq: outcome.existingSeq };
  const message = messageOf(row, outcome, files);
  if (outcome.clearedDraftVersion !== null)
    publishDraft(ctx, row.senderId, row.conversationId, outcome.clearedDraftVersion);
  // Some readers of this message may not read the message that it replies to: it is from before they joined,
  // or they deleted it.
  const view = outcome.replyTo === null ? 'alike' : 'differently';
  if (view === 'alike') publishMessage(ctx, message, outcome.recipientIds, outcome.blockedBy ?? []);
  else publishMessageChange(ctx, row.conversationId, outcome.seq, outcome.recipientIds);
  return { message, existingSeq: null };
}

/** The message as everyone sees it now, built without a query because a new message has no reactions yet. */
const messageOf = (row: NewMessageRow, outcome: SendOutcome, files: Media[]): Message =>
  toMessage(
    {
      ...row,
      ...outcome,
      entities: [...row.entities],
      notice: null,
      reactions: [],
      preview: null,
      redacted: false,
      senderBlocked: false,
      concealed: false,
      createdAt: row.at,
      editedAt: null,
      deletedAt: null,
      changedAt: null,
    },
    files,
    'sent',
  );

async function attachMedia(
  tx: Context,
  viewer: Viewer,
  { id }: NewMessageRow,
  validated: ValidatedMessage,
): Promise<Media[]> {
  if (!validated.hasMedia) return [];
  const to = { type: 'message', id } as const;
  if (validated.sourceId !== null) {
    const shared = await media.share(tx, viewer.id, { type: 'message', id: validated.sourceId }, to);
    // Deleted since it was read: without its files the message is not forwarded.
    if (shared.length === 0) throw cannotForward();
    return shared;
  }
  const files = await media.attach(tx, viewer.id, validated.mediaIds, to);
  if (files.some((file) => file.kind !== validated.type))
    throw wrongMedia('The kind of message and of its files differ.');
  return files;
}
