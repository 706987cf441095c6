import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Official } from '../../auth/index.ts';
import type { Entity, LinkPreview } from '../../content/index.ts';
import type { MessageType, Notice, Reaction } from '../schemas.ts';
import {
  concealedFrom,
  contentVisibleTo,
  isSenderBlocked,
  type MessageViewer,
  originalText,
  PARTICIPANT_STATES,
  readableBy,
  redactedFor,
} from '../visibility.ts';

export interface QuotedMessage {
  id: string;
  seq: number;
  senderId: string | null;
  senderName: string | null;
  type: MessageType;
  excerpt: string;
  expiresAt: string | null;
  senderBlocked: boolean;
}

/** A message as its viewer may see it: the row has no content that is hidden from them. */
export interface MessageRow {
  id: string;
  conversationId: string;
  seq: number;
  senderId: string | null;
  username: string | null;
  displayName: string | null;
  avatarUrl: string | null;
  official: Official | null;
  clientId: string;
  type: MessageType;
  content: string;
  entities: Entity[];
  notice: Notice | null;
  replyToId: string | null;
  replyTo: QuotedMessage | null;
  forwarded: boolean;
  hasMedia: boolean;
  reactions: Reaction[];
  preview: LinkPreview | null;
  /** Redacted for the viewer. */
  redacted: boolean;
  /** A group message from somebody whom the viewer blocks; they can ask to see it. */
  senderBlocked: boolean;
  /** Of a request that the viewer has not accepted: without content. */
  concealed: boolean;
  /** Visible to its sender only, who does not learn of it. */
  isSenderOnly: boolean;
  expiresAt: Date | null;
  createdAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
  changedAt: Date | null;
}

const EXCERPT_LENGTH = 120;

/**
 * The message that a row replies to, as the viewer may see it; null if they may not read it.
 * @param row  has `conversation_id` and `reply_to_id`
 */
export const findQuotedMessage = (
  viewer: MessageViewer,
  row: RawBuilder<unknown>,
  now: Date | RawBuilder<Date>,
): RawBuilder<QuotedMessage | null> => sql<QuotedMessage | null>`(
  select json_build_object('id', quoted.id, 'seq', quoted.seq, 'senderId', quoted.sender_id,
    'senderName', (select display_name from profiles.member_view where id = quoted.sender_id),
    'type', quoted.type, 'senderBlocked', ${isSenderBlocked(viewer, sql`quoted`)},
    'excerpt', case when is_shown then
      left(coalesce(${originalText(viewer, sql`quoted`, sql`original.content`)}::text, quoted.content), ${EXCERPT_LENGTH}) else '' end,
    'expiresAt', case when is_shown then
      to_char(quoted.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end)
  from messaging.messages quoted
  cross join lateral (select ${contentVisibleTo(viewer, sql`quoted`, now)} as is_shown offset 0) visible
  where quoted.conversation_id = ${row}.conversation_id and quoted.id = ${row}.reply_to_id
    and ${readableBy(viewer, sql`quoted`)})`;

const isBlocking = (viewer: MessageViewer, member: RawBuilder<unknown>) => sql`exists (
  select from social.blocks where blocker_id = ${viewer.id} and blocked_id = ${member})`;

/** Hides all reactions of members whom the viewer blocks, old and new. */
const columns = (viewer: MessageViewer, now: Date) => sql`
  message.id, message.conversation_id as "conversationId", message.seq, message.sender_id as "senderId",
  sender.username, sender.display_name as "displayName", sender.avatar_url as "avatarUrl", sender.official,
  message.client_id as "clientId", message.type, message.forwarded, message.has_media and shown as "hasMedia",
  case when not shown then '' when original.content is not null then original.content else message.content end as content,
  case when not shown then '[]' when original.content is not null then original.entities else message.entities end as entities,
  case when not shown then null when original.content is not null then original.preview else message.preview end as preview,
  case when not is_redacted then message.notice end as notice, message.reply_to_id as "replyToId",
  case when message.reply_to_id is not null and shown then ${findQuotedMessage(viewer, sql`message`, now)} end as "replyTo",
  case when message.has_reactions and shown then (
    select json_agg(json_build_object('emoji', emoji, 'count', array_length(people, 1), 'userIds', people) order by first)
    from (
      select emoji, array_agg(member_id order by created_at) as people, min(created_at) as first
      from messaging.reactions reaction
      where reaction.conversation_id = message.conversation_id and reaction.seq = message.seq
        and not ${isBlocking(viewer, sql`reaction.member_id`)}
      group by emoji
    ) grouped) end as reactions,
  is_redacted as redacted, message.sender_only as "isSenderOnly", sender_blocked as "senderBlocked", concealed,
  message.expires_at as "expiresAt", message.created_at as "createdAt",
  case when original.content is not null then original.edited_at else message.edited_at end as "editedAt",
  coalesce(message.deleted_at, case when message.expires_at <= ${now} then message.expires_at end) as "deletedAt",
  message.changed_at as "changedAt"`;

async function selectMessages(
  db: Db,
  viewer: MessageViewer,
  now: Date,
  where: RawBuilder<unknown>,
  orderAndLimit: RawBuilder<unknown>,
): Promise<MessageRow[]> {
  const { rows } = await sql<Omit<MessageRow, 'reactions'> & { reactions: Reaction[] | null }>`
    select ${columns(viewer, now)}
    from messaging.messages message
    cross join lateral (
      select visible and not is_concealed as shown, visible and is_concealed as concealed, ${redactedFor(viewer, sql`message`)} as is_redacted,
        message.type <> 'notice' and ${isSenderBlocked(viewer, sql`message`)}
          and ${contentVisibleTo({ ...viewer, includesBlocked: true }, sql`message`, now)} as sender_blocked
      from (
        select ${contentVisibleTo(viewer, sql`message`, now)} as visible, ${concealedFrom(viewer, sql`message`)} as is_concealed
        offset 0
      ) admitted
      offset 0
    ) visible
    left join messaging.original_texts original on original.conversation_id = message.conversation_id and original.seq = message.seq
      and exists (select from social.blocks where id = original.block_id and blocker_id = ${viewer.id} and blocked_id = message.sender_id)
    left join profiles.member_view sender on sender.id = message.sender_id
    where ${where} and ${readableBy(viewer, sql`message`)}
    ${orderAndLimit}`.execute(db);
  return rows.map((row) => ({ ...row, reactions: row.reactions ?? [] }));
}

/** Messages of a conversation before a number, newest first. Index: messages_pkey of one partition. */
export const findMessagesBefore = (
  db: Db,
  viewer: MessageViewer,
  conversationId: string,
  before: number | undefined,
  take: number,
  now: Date,
): Promise<MessageRow[]> =>
  selectMessages(
    db,
    viewer,
    now,
    sql`message.conversation_id = ${conversationId} and message.seq < ${before ?? Number.MAX_SAFE_INTEGER}`,
    sql`order by message.seq desc limit ${take}`,
  );

/** Messages of a conversation after a number, oldest first. Index: messages_pkey of one partition. */
export const findMessagesAfter = (
  db: Db,
  viewer: MessageViewer,
  conversationId: string,
  after: number,
  take: number,
  now: Date,
): Promise<MessageRow[]> =>
  selectMessages(
    db,
    viewer,
    now,
    sql`message.conversation_id = ${conversationId} and message.seq > ${after}`,
    sql`order by message.seq limit ${take}`,
  );

/**
 * Messages up to a number that were edited, deleted or reacted to since a time, in the order of their
 * changes: at most `take`, plus those changed at the same time as the last. Index: messages_changed.
 */
export const findChangedMessages = (
  db: Db,
  viewer: MessageViewer,
  conversationId: string,
  upTo: number,
  since: Date,
  take: number,
  now: Date,
): Promise<MessageRow[]> =>
  selectMessages(
    db,
    viewer,
    now,
    sql`message.conversation_id = ${conversationId} and message.seq <= ${upTo} and message.changed_at >= ${since}`,
    sql`order by message.changed_at fetch first ${sql.lit(take)} rows with ties`,
  );

/**
 * Messages up to a number in each conversation that the viewer deleted for themselves since a time, in that
 * order: at most `take`, plus those deleted at the same time as the last. Includes as many of the newest
 * replies to them, which no longer quote anything for the viewer. Index: deleted_for_member_at, messages_pkey,
 * messages_replies.
 */
export async function hiddenSince(
  db: Db,
  viewer: MessageViewer,
  upTo: Readonly<Record<string, number>>,
  { since, take, replies }: { since: Date; take: number; replies: number },
): Promise<{ conversationId: string; seq: number; at: Date; isReply: boolean }[]> {
  const { rows } = await sql<{ conversationId: string; seq: number; at: Date; isReply: boolean }>`
    with given as (
      select key::uuid as conversation_id, value::bigint as last_seq from json_each_text(${JSON.stringify(upTo)}::json)
    ), own as (
      select deleted.conversation_id, deleted.seq, deleted.at, given.last_seq
      from messaging.deleted_for_member deleted join given on given.conversation_id = deleted.conversation_id and deleted.seq <= given.last_seq
      where deleted.member_id = ${viewer.id} and deleted.at >= ${since}
      order by deleted.at fetch first ${sql.lit(take)} rows with ties
    )
    select conversation_id as "conversationId", seq, at, false as "isReply" from own
    union all
    (select own.conversation_id, reply.seq, own.at, true
    from own
    join messaging.messages message on message.conversation_id = own.conversation_id and message.seq = own.seq
    cross join lateral (
      select seq from messaging.messages
      where conversation_id = own.conversation_id and reply_to_id = message.id and seq <= own.last_seq
      order by seq desc limit ${replies}
    ) reply limit ${take})
    order by at`.execute(db);
  return rows;
}

/** Messages by number, unordered. Index: messages_pkey. */
export const findMessagesAt = (
  db: Db,
  viewer: MessageViewer,
  keys: readonly { conversationId: string; seq: number }[],
  now: Date,
): Promise<MessageRow[]> =>
  keys.length === 0
    ? Promise.resolve([])
    : selectMessages(
        db,
        viewer,
        now,
        sql`(message.conversation_id, message.seq) in (${sql.join(keys.map(({ conversationId, seq }) => sql`(${conversationId}::uuid, ${seq}::bigint)`))})`,
        sql``,
      );

/** Index: messages_id of each partition. */
export const findMessage = async (
  db: Db,
  viewer: MessageViewer,
  id: string,
  now: Date,
): Promise<MessageRow | undefined> =>
  (await selectMessages(db, viewer, now, sql`message.id = ${id}`, sql`limit 1`))[0];

/** The minimum watermarks of the others in a conversation, from which message statuses follow. */
export interface Progress {
  conversationId: string;
  delivered: number;
  read: number;
  /** Members who hide their delivery receipts, and therefore do not see those of others. */
  deliveredHiddenBy: string[];
  /** The same for read receipts. */
  readHiddenBy: string[];
  /** For each blocked member of a group, the minimum watermarks of the members who do not block them. */
  withoutBlockers: { readerId: string; delivered: number; read: number }[];
}

/**
 * The minimum watermarks of the participants. A sender's own watermarks never lag behind their messages, so
 * the minimum over all equals the minimum over the others. Members who hide receipts are skipped; in a direct
 * conversation this hides both sides. An unaccepted request yields 0, and a blocker's shown watermarks do not
 * move. In a group, members who block the sender do not count as having read the sender's messages.
 *
 * Cost: the participants of each conversation; again for groups with blocks between participants. Index:
 * memberships_pkey.
 */
export async function progressOf(db: Db, conversationIds: readonly string[]): Promise<Progress[]> {
  const { rows } = await sql<Omit<Progress, 'withoutBlockers'> & { blocked: BlockedMember[] | null }>`
    select "conversationId",
      case when bool_and(is_active) and (type = 'group' or bool_and(shares_delivered))
        then coalesce(min(delivered_seq) filter (where shares_delivered), 0) else 0 end as delivered,
      case when bool_and(is_active) and (type = 'group' or bool_and(shares_read))
        then coalesce(min(read_seq) filter (where shares_read), 0) else 0 end as read,
      coalesce(array_agg(member_id) filter (where not shares_delivered), '{}') as "deliveredHiddenBy",
      coalesce(array_agg(member_id) filter (where not shares_read), '{}') as "readHiddenBy",
      json_agg(json_build_object('conversationId', "conversationId", 'readerId', member_id, 'by', blocked_by))
        filter (where type = 'group' and blocked_by is not null) as blocked
    from (
      select member.conversation_id as "conversationId", conversation.type, member.member_id, member.blocked_by,
        member.state = 'active' as is_active,
        coalesce(member.frozen_delivered_seq, member.delivered_seq) as delivered_seq,
        coalesce(member.frozen_read_seq, member.read_seq) as read_seq,
        coalesce(settings.delivered_receipts, true) as shares_delivered, coalesce(settings.read_receipts, true) as shares_read
      from messaging.memberships member
      join messaging.conversations conversation on conversation.id = member.conversation_id
      left join messaging.settings settings on settings.member_id = member.member_id
      where member.conversation_id = any(${conversationIds}::uuid[])
        and (member.state = 'active' or conversation.type = 'direct')
    ) membership group by "conversationId", type`.execute(db);
  const withoutBlockers = await progressWithoutBlockers(
    db,
    rows.flatMap(({ blocked }) => blocked ?? []),
  );
  return rows.map(({ blocked: _, ...row }) => ({
    ...row,
    withoutBlockers: withoutBlockers.filter(({ conversationId }) => conversationId === row.conversationId),
  }));
}

/** A member of a group, and which participants block them. */
interface BlockedMember {
  conversationId: string;
  readerId: string;
  by: string[];
}

/** The minimum watermarks of the members who do not block a member; 0 if nobody is left. */
async function progressWithoutBlockers(
  db: Db,
  blocked: readonly BlockedMember[],
): Promise<{ conversationId: string; readerId: string; delivered: number; read: number }[]> {
  if (blocked.length === 0) return [];
  const { rows } = await sql<{ conversationId: string; readerId: string; delivered: number; read: number }>`
    select given."conversationId", given."readerId",
      coalesce(min(other.delivered_seq) filter (where coalesce(settings.delivered_receipts, true)), 0) as delivered,
      coalesce(min(other.read_seq) filter (where coalesce(settings.read_receipts, true)), 0) as read
    from json_to_recordset(${JSON.stringify(blocked)}::json) as given ("conversationId" uuid, "readerId" uuid, by json)
    left join messaging.memberships other on other.conversation_id = given."conversationId" and other.state = 'active'
      and other.member_id <> given."readerId"
      and not exists (select from json_array_elements_text(given.by) as blocker (id) where blocker.id = other.member_id::text)
    left join messaging.settings settings on settings.member_id = other.member_id
    group by 1, 2`.execute(db);
  return rows;
}

/**
 * Groups the members who may read a message by what they see of it, so that each distinct view is built once.
 * Views differ by redaction, by an edit made during a block, by hidden reactions of blocked members, and by
 * whether the quoted message is readable. Blocks are read from the memberships' `blocked_by`. Index:
 * memberships_pkey, deleted_for_member_pkey, original_texts_pkey.
 */
export async function groupBySameView(
  db: Db,
  conversationId: string,
  seq: number,
  memberIds: readonly string[],
): Promise<{ memberIds: string[] }[]> {
  const { rows } = await sql<{ memberIds: string[] }>`
    select array_agg(membership.member_id order by membership.member_id) as "memberIds"
    from messaging.messages message
    join messaging.memberships membership on membership.conversation_id = message.conversation_id and membership.member_id = any(${memberIds}::uuid[])
    left join messaging.messages quoted
      on quoted.conversation_id = message.conversation_id and quoted.id = message.reply_to_id
    left join messaging.memberships sender on sender.conversation_id = message.conversation_id and sender.member_id = message.sender_id
    left join messaging.memberships quoted_sender
      on quoted_sender.conversation_id = message.conversation_id and quoted_sender.member_id = quoted.sender_id
    left join lateral (
      select array_agg(distinct reactor.member_id) as ids
      from messaging.reactions reaction
      join messaging.memberships reactor on reactor.conversation_id = reaction.conversation_id
        and reactor.member_id = reaction.member_id and reactor.blocked_by is not null
      where reaction.conversation_id = message.conversation_id and reaction.seq = message.seq
    ) reacting on message.has_reactions
    where message.conversation_id = ${conversationId} and message.seq = ${seq} and membership.state in ${PARTICIPANT_STATES}
      and message.seq >= membership.from_seq and message.seq > membership.cleared_seq
    group by membership.state, (message.sender_only and message.sender_id is distinct from membership.member_id),
      coalesce(membership.member_id = any(sender.blocked_by), false), coalesce(membership.member_id = any(quoted_sender.blocked_by), false),
      exists (select from messaging.deleted_for_member
        where member_id = membership.member_id and conversation_id = message.conversation_id and seq = message.seq),
      message.edited_at is not null and exists (
        select from messaging.original_texts
        where conversation_id = message.conversation_id and original_texts.seq = message.seq) and membership.member_id <> message.sender_id,
      case when reacting.ids is not null then (
        select array_agg(reactor.member_id order by reactor.member_id) from messaging.memberships reactor
        where reactor.conversation_id = message.conversation_id and reactor.member_id = any(reacting.ids)
          and membership.member_id = any(reactor.blocked_by)) end,
      coalesce(quoted.seq < membership.from_seq or quoted.seq <= membership.cleared_seq
        or (quoted.sender_only and quoted.sender_id is distinct from membership.member_id)
        or exists (select from messaging.deleted_for_member
          where member_id = membership.member_id and conversation_id = quoted.conversation_id and seq = quoted.seq), false)`.execute(
    db,
  );
  return rows;
}
