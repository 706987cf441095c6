import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Entity } from '../../content/index.ts';
import { isGroupAdmin, joinOther, relationship } from '../relationship.queries.ts';
import type { Relationship } from '../relationship.ts';
import type { MessageType } from '../schemas.ts';
import { contentVisibleTo, type MessageViewer, readableBy } from '../visibility.ts';

/** A message locked for a change, with what decides who may change it. */
export interface LockedMessage {
  id: string;
  conversationId: string;
  seq: number;
  senderId: string | null;
  type: MessageType;
  hasMedia: boolean;
  isSenderOnly: boolean;
  createdAt: Date;
  /** For everyone: deleted or expired. */
  isDeleted: boolean;
  /** Deleted, or not visible to the viewer. */
  isGone: boolean;
  /** The viewer is an admin of the group; see `isGroupAdmin` in `relationship.queries.ts`. */
  isGroupAdmin: boolean;
  whoWrites: 'members' | 'admins';
  relationship: Relationship;
}

/** How strongly the conversation is locked while a message of it changes. */
const LOCK_LEVELS = {
  /** Nobody joins, leaves or changes role. */
  members: sql`for key share`,
  /** Nobody sends either, so a reply that quotes the message is sent before or after the change. */
  messages: sql`for no key update`,
  /** Like `lockMembership`, for callers that call it next. */
  everything: sql`for update`,
};

/**
 * Locks a message that the viewer may read, and then its conversation. The data that decides on the change is
 * read after the locks, so it includes what was committed during a wait. Index: messages_id of each
 * partition.
 */
export async function lockMessage(
  db: Db,
  viewer: MessageViewer,
  id: string,
  now: Date,
  lockLevel: keyof typeof LOCK_LEVELS = 'members',
): Promise<LockedMessage | undefined> {
  await lockMessageRow(db, sql`message.id = ${id} and ${readableBy(viewer, sql`message`)}`, lockLevel);
  const { rows } = await sql<LockedMessage>`
    select message.id, message.conversation_id as "conversationId", message.seq, message.sender_id as "senderId", message.type,
      message.has_media as "hasMedia", message.sender_only as "isSenderOnly", message.created_at as "createdAt",
      message.deleted_at is not null or coalesce(message.expires_at <= ${now}, false) as "isDeleted",
      not ${contentVisibleTo(viewer, sql`message`, now)} as "isGone", ${isGroupAdmin} as "isGroupAdmin",
      conversation.who_writes as "whoWrites", ${relationship} as relationship
    from messaging.messages message
    join messaging.conversations conversation on conversation.id = message.conversation_id
    join messaging.memberships membership on membership.conversation_id = message.conversation_id and membership.member_id = ${viewer.id}
    ${joinOther}
    where message.id = ${id} and ${readableBy(viewer, sql`message`)}`.execute(db);
  return rows[0];
}

const lockMessageRow = (db: Db, where: RawBuilder<unknown>, lockLevel: keyof typeof LOCK_LEVELS) =>
  sql`
    with locked as materialized (
      select message.conversation_id from messaging.messages message where ${where} for update
    )
    select from messaging.conversations where id = (select conversation_id from locked) ${LOCK_LEVELS[lockLevel]}`.execute(
    db,
  );

type MessageKey = Pick<LockedMessage, 'conversationId' | 'seq'>;
const matchesKey = ({ conversationId, seq }: MessageKey) =>
  sql`conversation_id = ${conversationId} and seq = ${seq}`;

/** Newest replies that are updated when the quoted message changes: enough for a screen. */
export const MAX_TOUCHED_REPLIES = 50;

/**
 * Sets a new `changed_at` on the newest replies to changed messages, so that `sync` returns them. A locked
 * reply is skipped: it is being changed itself. Clients update older quotes (docs/api/realtime.md), so a
 * message quoted ten thousand times costs no more than one quoted fifty times. Index: messages_replies.
 */
export async function touchReplies(
  db: Db,
  quoted: readonly { conversationId: string; id: string }[],
  now: Date,
): Promise<MessageKey[]> {
  if (quoted.length === 0) return [];
  const { rows } = await sql<MessageKey>`
    with newest as (
      select reply.conversation_id, reply.seq
      from json_to_recordset(${JSON.stringify(quoted.map(({ conversationId, id }) => ({ conversation_id: conversationId, id })))}::json)
        as given (conversation_id uuid, id uuid)
      cross join lateral (
        select conversation_id, seq from messaging.messages
        where conversation_id = given.conversation_id and reply_to_id = given.id
        order by seq desc limit ${MAX_TOUCHED_REPLIES} for update skip locked
      ) reply
    )
    update messaging.messages reply set changed_at = greatest(reply.changed_at, ${now})
    from newest where reply.conversation_id = newest.conversation_id and reply.seq = newest.seq
    returning reply.conversation_id as "conversationId", reply.seq`.execute(db);
  return rows;
}

/**
 * Saves the current text of a direct message for a recipient who blocks its sender. A text saved during the
 * same block is kept.
 */
export async function saveOriginalText(db: Db, messageKey: MessageKey): Promise<void> {
  await sql`insert into messaging.original_texts as original (conversation_id, seq, block_id, content, entities, preview, edited_at)
    select message.conversation_id, message.seq, block.id, message.content, message.entities, message.preview, message.edited_at
    from messaging.messages message
    join messaging.memberships other on other.conversation_id = message.conversation_id and other.member_id <> message.sender_id
    join social.blocks block on block.blocker_id = other.member_id and block.blocked_id = message.sender_id
    where message.conversation_id = ${messageKey.conversationId} and message.seq = ${messageKey.seq}
    on conflict (conversation_id, seq) do update set block_id = excluded.block_id, content = excluded.content,
      entities = excluded.entities, preview = excluded.preview, edited_at = excluded.edited_at
    where original.block_id <> excluded.block_id`.execute(db);
}

export async function changeText(
  db: Db,
  messageKey: MessageKey,
  content: string,
  entities: readonly Entity[],
  words: string,
  now: Date,
): Promise<void> {
  await sql`update messaging.messages
    set content = ${content}, words = ${words}::tsvector, entities = ${JSON.stringify(entities)}::jsonb, preview = null, edited_at = ${now}, changed_at = ${now}
    where ${matchesKey(messageKey)}`.execute(db);
}

/** Erases a message's content; its number stays. */
export async function eraseMessage(db: Db, messageKey: MessageKey, now: Date): Promise<void> {
  await sql`update messaging.messages
    set content = '', words = null, entities = '[]', preview = null, has_media = false, has_reactions = false, deleted_at = ${now}, changed_at = ${now}
    where ${matchesKey(messageKey)}`.execute(db);
  await eraseTraces(db, messageKey);
}

/** Erases what belongs to a message that no longer exists. */
export async function eraseTraces(db: Db, messageKey: MessageKey): Promise<void> {
  await sql`delete from messaging.reactions where ${matchesKey(messageKey)}`.execute(db);
  await sql`delete from messaging.pins where ${matchesKey(messageKey)}`.execute(db);
  await sql`delete from messaging.original_texts where ${matchesKey(messageKey)}`.execute(db);
}

/** Deletes a message for one member. Its `changed_at` stays, because others see that. */
export async function deleteMessageForMember(
  db: Db,
  viewer: MessageViewer,
  messageKey: MessageKey,
  now: Date,
): Promise<void> {
  await sql`insert into messaging.deleted_for_member (member_id, conversation_id, seq, at)
    values (${viewer.id}, ${messageKey.conversationId}, ${messageKey.seq}, ${now}) on conflict do nothing`.execute(
    db,
  );
}

/** The newest replies to a message. Index: messages_replies. */
export async function findNewestReplies(
  db: Db,
  { conversationId, id }: { conversationId: string; id: string },
): Promise<number[]> {
  const { rows } = await sql<{ seq: number }>`
    select seq from messaging.messages where conversation_id = ${conversationId} and reply_to_id = ${id}
    order by seq desc limit ${MAX_TOUCHED_REPLIES}`.execute(db);
  return rows.map(({ seq }) => seq);
}

/** How many different emoji a message has, and how many of them are the given member's. */
export async function reactionCounts(
  db: Db,
  viewer: MessageViewer,
  messageKey: MessageKey,
): Promise<{ emoji: string; mine: boolean }[]> {
  const { rows } = await sql<{ emoji: string; mine: boolean }>`
    select emoji, bool_or(member_id = ${viewer.id}) as mine from messaging.reactions where ${matchesKey(messageKey)} group by emoji`.execute(
    db,
  );
  return rows;
}

/** @returns whether anything changed */
export async function setReaction(
  db: Db,
  viewer: MessageViewer,
  messageKey: MessageKey,
  emoji: string,
  on: boolean,
  now: Date,
): Promise<boolean> {
  const { numAffectedRows } = await (on
    ? sql`insert into messaging.reactions (conversation_id, seq, member_id, emoji, created_at)
        values (${messageKey.conversationId}, ${messageKey.seq}, ${viewer.id}, ${emoji}, ${now}) on conflict do nothing`
    : sql`delete from messaging.reactions where ${matchesKey(messageKey)} and member_id = ${viewer.id} and emoji = ${emoji}`
  ).execute(db);
  if (!numAffectedRows) return false;
  await sql`update messaging.messages set changed_at = ${now},
      has_reactions = exists (select from messaging.reactions where ${matchesKey(messageKey)})
    where ${matchesKey(messageKey)}`.execute(db);
  return true;
}

/** Erases a batch of expired messages, unpins them and returns their keys. Index: messages_expiring. */
export async function expireMessages(
  db: Db,
  now: Date,
  limit: number,
): Promise<{ id: string; conversationId: string; hasMedia: boolean }[]> {
  const { rows } = await sql<{ id: string; conversationId: string; hasMedia: boolean }>`
    with due as (
      select conversation_id, seq, id, has_media from messaging.messages
      where expires_at <= ${now} and deleted_at is null limit ${limit} for update skip locked
    ), erased as (
      update messaging.messages message
      set content = '', words = null, entities = '[]', preview = null, has_media = false, has_reactions = false, deleted_at = ${now}, changed_at = ${now}
      from due where message.conversation_id = due.conversation_id and message.seq = due.seq
    ), deleted_reactions as (
      delete from messaging.reactions reaction using due
      where reaction.conversation_id = due.conversation_id and reaction.seq = due.seq
    ), deleted_pins as (
      delete from messaging.pins pin using due where pin.conversation_id = due.conversation_id and pin.seq = due.seq
    ), deleted_originals as (
      delete from messaging.original_texts original using due where original.conversation_id = due.conversation_id and original.seq = due.seq
    )
    select id, conversation_id as "conversationId", has_media as "hasMedia" from due`.execute(db);
  return rows;
}

/**
 * Locks a message and its conversation without checking access: for moderation only. Index: messages_id of
 * each partition.
 */
export async function lockMessageForStaff(
  db: Db,
  id: string,
): Promise<{ id: string; conversationId: string; seq: number; deleted: boolean } | undefined> {
  await lockMessageRow(db, sql`message.id = ${id}`, 'messages');
  const { rows } = await sql<{ id: string; conversationId: string; seq: number; deleted: boolean }>`
    select id, conversation_id as "conversationId", seq, deleted_at is not null as deleted from messaging.messages
    where id = ${id}`.execute(db);
  return rows[0];
}

/**
 * The messages that are neither deleted nor expired, without checking access: for moderation only. Index:
 * messages_id of each partition.
 */
export async function findExistingIds(db: Db, ids: readonly string[], now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from messaging.messages
    where id = any(${ids}::uuid[]) and deleted_at is null and (expires_at is null or expires_at > ${now})`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
